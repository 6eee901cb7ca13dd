import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { talkingOn } from '../browser/talking.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from '../browser/voice-page.ts';
import { until } from '../until.ts';
import type { Asking } from './digest.ts';
import { type PracticePbx, startPracticePbx } from './practice-pbx.ts';

/** Answers at once, without ringing. */
const ECHO = '+12025550108';

let browser: VoiceBrowser;
let page: VoicePage;
let seenBefore = 0;
beforeAll(async () => {
  browser = await startVoiceBrowser();
  page = await browser.open(null);
});
afterAll(() => browser?.close());

/** The page signs in to a phone system that asks in this way. */
async function signedIn(asking: Asking, run: (pbx: PracticePbx) => Promise<void>, password?: string) {
  const pbx = await startPracticePbx({ asking });
  seenBefore = page.seen().length;
  try {
    const account = { ...pbx.sip, password: password ?? pbx.sip.password };
    await page.command({ type: 'account', account });
    await run(pbx);
  } finally {
    await pbx.close();
  }
}
const entries = (pbx: PracticePbx, event: string) => pbx.journal().filter((entry) => entry.event === event);
const has = (pbx: PracticePbx, event: string, times = 1) =>
  until(`${event} at the phone system`, () => entries(pbx, event).length >= times || undefined);

describe('a phone system that asks for the password in its own way', () => {
  it.each<[string, Asking]>([
    ['by SHA-256 alone', { algorithms: ['SHA-256'] }],
    ['by MD5, without quality of protection', { qop: '' }],
    ['by either of two, without quotes', { algorithms: ['SHA-512-256', 'MD5'], qop: 'qop=auth' }],
    ['by MD5-sess, with a new nonce each time', { algorithms: ['MD5-sess'], uses: 1, inCalls: true }],
    [
      'for bodies too',
      { algorithms: ['SHA-256-sess'], qop: 'qop="auth-int"', inCalls: true, nextNonce: true, uses: 1 },
    ],
    ['twice in each request', { asksTwice: true, inCalls: true, qop: 'qop="auth-int,auth"' }],
  ])('%s, gets it: registers, calls, holds and hangs up', async (_, asking) => {
    await signedIn(asking, async (pbx) => {
      await has(pbx, 'registered');
      const callId = await talkingOn(page).talk(ECHO);
      await talkingOn(page).holds(callId, true);
      await has(pbx, 'INVITE', 2);
      await page.command({ type: 'hang-up', callId });
      await has(pbx, 'BYE');
      expect(pbx.legs()).toHaveLength(1);
      expect(entries(pbx, 'refused')).toEqual([]);
    });
  });

  it.each<[string, Asking, string]>([
    ['asks again for a wrong one', { asksAgain: true }, 'wrong-password'],
    ['finds each nonce too old', { uses: 0 }, 'wrong-password'],
    ['asks in a way that nobody here knows', { algorithms: ['AKAv1-MD5'] }, 'unknown-sign-in'],
  ])('and %s, is not asked for ever', async (_, asking, code) => {
    await signedIn(
      asking,
      async (pbx) => {
        await until(
          'a reason',
          () =>
            page
              .seen()
              .slice(seenBefore)
              .some(
                ({ event }) =>
                  event.type === 'registration' &&
                  event.registration.status === 'failed' &&
                  event.registration.failure.code === code,
              ) || undefined,
        );
        expect(entries(pbx, 'REGISTER').length).toBeLessThanOrEqual(4);
      },
      'not the password',
    );
  });
});
