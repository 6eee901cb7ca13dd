import { describe, expect, it } from 'vitest';
import type { CallView } from '../app/ipc/call-view-schema.ts';
import type { LineState } from '../app/voice/quality.ts';
import { callInView, calmSnapshot } from './fixtures/dialer-snapshots.ts';
import { dialerWindows, eventually } from './fixtures/dialer-windows.ts';

const { open } = dialerWindows();

const FIGURES: LineState['figures'] = {
  ...{ codec: 'opus', roundTrip: 84, jitterIn: 6, jitterOut: 9, lossIn: 0.2, lossOut: 0 },
  ...{ lateIn: 0, concealed: 0.4, bufferDelay: 62 },
  network: 'wifi',
};

function onLine(changes: Partial<LineState> = {}, call: Partial<CallView> = {}): CallView {
  const now: LineState = { hearing: 'sound', speaking: 'sent', mos: 4.3, figures: FIGURES, ...changes };
  return callInView({
    ...{ phase: 'talking', state: 'in progress', answeredAt: Date.now() - 65_000 },
    quality: { now, average: 4.1, worst: 3.2 },
    ...call,
  });
}

describe('the line of a call', () => {
  it('is a light with words; its figures come on demand and stay while they change', async () => {
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [onLine()] }));
    const call = onLine();
    await bridge.send(calmSnapshot({ calls: [call] }));
    await eventually(() => screen.call.textContent()).toContain('Good line');
    expect(await page.getByText('The line in figures', { exact: true }).isVisible()).toBe(false);
    await screen.call.getByRole('button', { name: 'The line in figures' }).click();
    await page.getByText('The line in figures', { exact: true }).waitFor();
    expect(await page.getByText('84 ms').isVisible()).toBe(true);
    const later = {
      ...call,
      quality: { now: { ...onLine().quality?.now, figures: { ...FIGURES, roundTrip: 190 } } },
    };
    await bridge.send(calmSnapshot({ calls: [later as CallView] }));
    await page.getByText('190 ms').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByText('The line in figures', { exact: true }).isVisible()).toBe(false);
  });

  it('that is poor says why, and what helps', async () => {
    const { screen } = await open(calmSnapshot({ calls: [onLine({ mos: 2.4, trouble: 'loss-both' })] }));
    await eventually(() => screen.call.textContent()).toMatch(/Poor line.*Your Wi-Fi loses.*use a cable/);
    expect(await screen.call.getByRole('alert').textContent()).toBe('');
  });

  it('that is dead is told aloud, and no more when it is not', async () => {
    const call = onLine();
    const { screen, bridge } = await open(calmSnapshot({ calls: [call] }));
    const dead = { ...call, quality: onLine({ hearing: 'nothing', mos: 1 }).quality };
    await bridge.send(calmSnapshot({ calls: [dead] }));
    await eventually(() => screen.call.getByRole('alert').textContent()).toMatch(
      /^Nothing comes from the other side/,
    );
    await bridge.send(calmSnapshot({ calls: [call] }));
    await eventually(() => screen.call.getByRole('alert').textContent()).toBe('');
  });

  it('is told for each participant of a conference, by name', async () => {
    const calls = [
      onLine({ hearing: 'nothing' }, { inConference: true }),
      onLine({ mos: 3.8 }, { inConference: true, number: '+12065550123' }),
    ];
    const { screen } = await open(calmSnapshot({ calls }));
    await eventually(() => screen.conference.getByRole('alert').allTextContents()).toEqual([
      expect.stringMatching(/^\+1 234 555 6789: Nothing comes from the other side/),
      '',
    ]);
    expect(await screen.conference.textContent()).toContain('+1 206 555 0123: Fair line');
    const figures = { name: 'The line to +1 206 555 0123 in figures' };
    expect(await screen.conference.getByRole('button', figures).count()).toBe(1);
  });

  it('is remembered with the call that is over, in the card and in the list', async () => {
    const call = onLine();
    const { screen, bridge } = await open(calmSnapshot({ calls: [call] }));
    const over = { phase: 'ended', state: 'completed', endedAt: Date.now() } as const;
    const ended = { ...call, ...over, quality: { average: 4.1, worst: 1 } };
    await bridge.send(calmSnapshot({ recent: [ended] }));
    await eventually(() => screen.lastCall.textContent()).toContain('Good line, without sound at times');
    expect(await screen.recentRows.first().textContent()).toContain('Good line');
  });
});
