import { describe, expect, it } from 'vitest';
import { calmSnapshot, ringingInView } from './fixtures/dialer-snapshots.ts';
import { dialerWindows, eventually, stopTimers } from './fixtures/dialer-windows.ts';

const { open } = dialerWindows();

const ringing = ringingInView;

describe('an incoming call', () => {
  it('says who calls and that they asked not to be called, and is answered by its button', async () => {
    const { screen, bridge } = await open();
    await bridge.send(
      calmSnapshot({
        calls: [ringing({ known: true, name: 'Petra Lindqvist', title: 'CFO', doNotCall: true })],
      }),
    );
    await eventually(() => screen.incoming.textContent()).toMatch(
      /Do not call.*Petra Lindqvist.*CFO · \+1 202 555 0109/,
    );
    await eventually(() => screen.announcer.textContent()).toMatch(/^Incoming call, /);
    await screen.answer.click();
    await eventually(bridge.asked).toMatchObject([{ name: 'call.answer' }]);
    await bridge.send(calmSnapshot({ calls: [ringing({ pickedUp: true })] }));
    await eventually(() => screen.incoming.textContent()).toMatch(/Connecting/);
    expect(await screen.answer.isDisabled()).toBe(true);
    await screen.reject.click();
    await eventually(bridge.asked).toMatchObject([{ name: 'call.answer' }, { name: 'call.reject' }]);
  });

  it('is neither answered nor rejected by a click or a key that was already on its way', async () => {
    const { page, screen, bridge } = await open();
    await stopTimers(page);
    await page.keyboard.type('+1202');
    await bridge.send(calmSnapshot({ calls: [ringing()] }));
    await screen.incoming.waitFor();
    expect([await screen.answer.isDisabled(), await screen.reject.isDisabled()]).toEqual([true, true]);
    for (const key of ['Enter', 'Space', 'a', 'h', 'Escape', 'Tab', 'Enter']) await page.keyboard.press(key);
    expect(await bridge.asked()).toEqual([]);
    await page.keyboard.press('Control+Shift+H');
    await eventually(bridge.asked).toMatchObject([{ name: 'call.hangUp' }]);
  });

  it('stays among the last calls with its name, as missed', async () => {
    const { screen, bridge } = await open();
    const missed = {
      ...ringing({ name: 'Desk', missed: true }),
      phase: 'ended',
      state: 'no answer',
    } as const;
    await bridge.send(calmSnapshot({ recent: [{ ...missed, endedAt: Date.now() }] }));
    await eventually(() => screen.recentRows.first().textContent()).toMatch(/Incoming.*Desk.*Missed/);
  });
});
