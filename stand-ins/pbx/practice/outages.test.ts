import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBlackHole } from '../black-hole.ts';
import { bringInto, endOf, eventAfter, isRegistered, of, PHASES, soundOf } from '../browser/phases.ts';
import { startVoiceBrowser, type VoiceBrowser } from '../browser/voice-page.ts';
import { startPracticePbx } from './practice-pbx.ts';

const NUMBERS = { tone: '+12025550101', hertz: 440, silent: '+12025550104' };
const PATIENCE = 60_000;

let browser: VoiceBrowser;
beforeAll(async () => {
  browser = await startVoiceBrowser();
});
afterAll(() => browser?.close());

/** This one carries the audio, too, and knows nothing of its calls after a restart. */
it('the practice PBX is killed and restarted in each phase: what can’t go on ends in words, and the line comes back', async () => {
  let pbx = await startPracticePbx();
  const { server, password } = pbx.sip;
  const port = Number(new URL(server).port);
  const callers = await Promise.all(
    PHASES.map(async (phase) => {
      const hole = await startBlackHole(port);
      const page = await browser.open({ ...pbx.sip, server: hole.through(server), keepAliveSeconds: 1 });
      await page.event(isRegistered);
      return { phase, hole, page, callId: '', before: 0 };
    }),
  );
  for (const caller of callers) {
    const before = caller.page.seen().length;
    caller.callId = await bringInto(caller.page, caller.phase, NUMBERS);
    // An INVITE without an answer makes the page look at its connection: it may find it dead before the fault.
    caller.before = caller.phase === 'inviting' ? before : caller.page.seen().length;
  }
  await pbx.close();
  await Promise.all(
    callers.map(({ page, before }) =>
      eventAfter(page, before, ({ type }) => type === 'registration', PATIENCE),
    ),
  );
  pbx = await startPracticePbx({ port, password });
  for (const { phase, page, callId, before } of callers) {
    await eventAfter(page, before, isRegistered, PATIENCE);
    if (callId !== '') {
      const cause = phase === 'talking' || phase === 'holding' ? 'connection-lost' : 'setup-failed';
      expect(await endOf(page, callId, PATIENCE)).toMatchObject({
        cause,
        text: expect.stringMatching(/connection|connected/),
      });
    }
    const next = await page.dial(NUMBERS.tone);
    await page.event(of(next, 'answered'), PATIENCE);
    await soundOf(page, next, NUMBERS.hertz, PATIENCE);
    await page.command({ type: 'hang-up', callId: next });
    expect(await endOf(page, next)).toEqual({ cause: 'hung-up' });
  }
  await Promise.all(callers.map(({ page }) => page.close()));
  await Promise.all(callers.map(({ hole }) => hole.close()));
  await pbx.close();
}, 300_000);
