import type { Locator, Page } from '@playwright/test';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../app/ipc/snapshot-schema.ts';
import { audioInView } from '../app/testing/sample-audio.ts';
import { calmSnapshot, ringingInView, talkingInView } from './fixtures/dialer-snapshots.ts';
import { callStates, lastCalls } from './fixtures/dialer-states.ts';
import { dialerWindows, eventually } from './fixtures/dialer-windows.ts';
import { lookAtPage } from './fixtures/look-at-page.ts';

const { open } = dialerWindows();

/** `least`: how many calls a state must have to be looked at. */
const WINDOWS = [
  { width: 320, height: 480, colorScheme: 'light', least: 1 },
  { width: 400, height: 680, colorScheme: 'dark', least: 1 },
  { width: 720, height: 480, colorScheme: 'light', least: 2 },
] as const;

/** What must be in reach in a state, whatever else is in view: the end of the call, and the answer to what rings. */
function dueButtons({ calls, emergency }: Snapshot): (readonly [string, string])[] {
  const due: (readonly [string, string])[] = [];
  if (calls.some(({ inConference }) => inConference)) due.push(['Conference', 'End all']);
  else if (calls.some(({ phase }) => phase !== 'incoming')) due.push(['Call', 'Hang up']);
  const ringing = calls.find(({ phase, inbound }) => phase === 'incoming' && !inbound?.ignored);
  // In an emergency call nothing is answered, and nothing takes its place.
  if (!ringing || emergency) return due;
  const answer = calls.length === 1 ? 'Answer' : calls.length === 2 ? 'Hold and answer' : 'End and answer';
  return [...due, ['Incoming call', answer], ['Incoming call', 'Reject']];
}

/** Where it stands in the page, however far that is scrolled. */
function placeOf(button: Locator): Promise<string> {
  return button.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x, y + document.documentElement.scrollTop, width, height].join();
  });
}

describe.each(WINDOWS)('in a $colorScheme window of $width × $height', ({ colorScheme, least, ...size }) => {
  it('every call can be ended and answered at once, from one place; all is legible and large enough', async () => {
    const { page, screen, bridge } = await open();
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const places = new Set<string>();
    const states = callStates().filter(({ snapshot }) => snapshot.calls.length >= least);
    for (const { name, snapshot, open: openPart } of states) {
      await bridge.send(calmSnapshot());
      await bridge.send(snapshot);
      await openPart?.(screen);
      // To press a button Playwright scrolls, further than it has to.
      await page.evaluate('window.scrollTo(0, 0)');
      const faults = await lookAtPage(page, dueButtons(snapshot));
      expect({ name, ...faults }).toEqual({ name, outOfReach: [], small: [], faint: [], tooWide: 0 });
      // An emergency call has fewer buttons.
      const hangsUp = dueButtons(snapshot).some(([, label]) => label === 'Hang up');
      if (hangsUp && !snapshot.emergency) places.add(await placeOf(screen.hangUp));
    }
    expect([...places]).toHaveLength(1);
  });

  it('the settings, the dial pane and a result are legible and large enough', async () => {
    const outreach = { status: 'signed-out', waiting: 3, tokensKeptIn: 'keychain' } as const;
    const { page, screen, bridge } = await open(
      calmSnapshot({ recent: lastCalls(), audio: audioInView(), outreach }),
    );
    const failure = { code: 'unknown-call', message: 'Outreach does not know this call.' };
    const item = { id: 1, what: 'completed', number: '+12065550123', attempts: 3 } as const;
    const items = [
      { ...item, status: 'waiting' as const },
      { ...item, id: 2, status: 'given-up' as const, failure },
    ];
    await bridge.answer('outbox.list', { ok: true, value: { items } });
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const call = talkingInView();
    const choices = { dispositions: ['Connected', 'Left voicemail'], purposes: ['Follow-up'] };
    const view = { audio: audioInView(), outreach: { ...outreach, choices } };
    await bridge.send(calmSnapshot({ ...view, calls: [call] }));
    const over = {
      phase: 'ended',
      state: 'failed',
      endedBecause: 'The number does not exist (404)',
    } as const;
    await bridge.send(calmSnapshot({ ...view, recent: [{ ...call, ...over }, ...lastCalls()] }));
    await screen.lastCall.waitFor();
    const none = { outOfReach: [], small: [], faint: [], tooWide: 0 };
    expect(await lookAtPage(page, [])).toEqual(none);
    await screen.openOutbox.click();
    await screen.outbox.getByText(failure.message).waitFor();
    expect(await lookAtPage(page, [])).toEqual(none);
    await screen.openSettings.click();
    expect(await lookAtPage(page, [])).toEqual(none);
  });
});

describe('what comes while a hand is on its way moves no button', () => {
  it('the caller’s name, company and do-not-call flag, and a notice', async () => {
    const call = ringingInView();
    const { screen, bridge } = await open(calmSnapshot({ calls: [call] }));
    await screen.answer.waitFor();
    const before = [await placeOf(screen.answer), await placeOf(screen.reject), await placeOf(screen.ignore)];
    const found = {
      known: true,
      name: 'N '.repeat(80),
      title: 'T'.repeat(80),
      company: 'C',
      doNotCall: true,
    };
    const inbound = { ...ringingInView(found).inbound };
    await bridge.send(
      calmSnapshot({
        calls: [{ ...call, inbound: { missed: false, pickedUp: false, ...found, ...inbound } }],
        notices: [{ id: '1', kind: 'error', code: 'c', title: 'A link was not dialed', message: 'm' }],
      }),
    );
    await eventually(() => screen.incoming.textContent()).toContain('Do not call');
    expect([
      await placeOf(screen.answer),
      await placeOf(screen.reject),
      await placeOf(screen.ignore),
    ]).toEqual(before);
  });

  it('a notice, while a number is put together on the keypad', async () => {
    const { screen, bridge } = await open(calmSnapshot({ recent: lastCalls() }));
    const before = [await placeOf(screen.key('5')), await placeOf(screen.dialButton)];
    await bridge.send(
      calmSnapshot({
        recent: lastCalls(),
        outreach: { status: 'sign-in-needed', waiting: 3, tokensKeptIn: 'keychain' },
      }),
    );
    await screen.connectOutreach.waitFor();
    expect([await placeOf(screen.key('5')), await placeOf(screen.dialButton)]).toEqual(before);
  });

  it('an alarm, a result of logging and twenty digits, while keys are pressed in a call', async () => {
    const call = talkingInView();
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [call] }));
    await screen.openKeypad.click();
    const before = await placeOf(screen.key('5'));
    for (let digit = 0; digit < 20; digit += 1) await page.keyboard.press('8');
    await eventually(() => screen.keysSent.textContent()).toMatch(/^…8+$/);
    const now = { hearing: 'nothing', speaking: 'sent', mos: 1, figures: {} } as const;
    const told = { logging: 'refused', loggingMessage: 'Outreach does not know this call.' } as const;
    await bridge.send(
      calmSnapshot({
        calls: [{ ...call, ...told, quality: { now } }],
        audio: audioInView({ microphone: 'silent' }),
      }),
    );
    await screen.notice('They can’t hear you').waitFor();
    expect(await placeOf(screen.key('5'))).toBe(before);
  });
});

describe('by keys alone', () => {
  /** Walks with Tab until the focus is where it was first. */
  async function walk(page: Page): Promise<{ name: string; faults: string }[]> {
    const seen = new Map<number, { name: string; faults: string }>();
    for (;;) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return null;
        const { x, y, width, height } = element.getBoundingClientRect();
        const hit = document.elementFromPoint(x + width / 2, y + height / 2);
        // A text field has its ring around the box that it stands in.
        const inBox = element.closest('.number-box') !== null;
        const ringed = inBox || getComputedStyle(element).outlineStyle !== 'none';
        const faults = [hit && element.contains(hit) ? '' : 'covered', ringed ? '' : 'no ring'].join('');
        const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
        return { place: [...document.querySelectorAll('*')].indexOf(element), name, faults };
      });
      // Past the last one the focus is the browser's for a moment.
      if (focused === null) continue;
      if (seen.has(focused.place)) return [...seen.values()];
      seen.set(focused.place, { name: focused.name, faults: focused.faults });
    }
  }

  it.each(['call waiting over two', 'call waiting, sent on', 'everything wrong'])(
    'everything is reached, with a ring and uncovered, in the lowest window: %s',
    async (wanted) => {
      const { page, screen, bridge } = await open();
      await page.setViewportSize({ width: 320, height: 480 });
      const state = callStates().find(({ name }) => name === wanted);
      if (!state) throw new Error(`There is no state “${wanted}”.`);
      await bridge.send(state.snapshot);
      if (state.snapshot.calls.some(({ phase }) => phase === 'incoming'))
        await eventually(() => screen.reject.isEnabled()).toBe(true);
      await state.open?.(screen);
      await page.evaluate('document.activeElement?.blur()');
      const seen = await walk(page);
      expect(seen.filter(({ faults }) => faults !== '')).toEqual([]);
      const due = await page.evaluate(
        () =>
          [...document.querySelectorAll('button, input, select')].filter(
            (element) =>
              element.checkVisibility({ visibilityProperty: true }) && !element.matches(':disabled'),
          ).length,
      );
      expect(seen).toHaveLength(due);
    },
  );
});
