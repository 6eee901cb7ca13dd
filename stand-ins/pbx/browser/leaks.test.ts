import type { CDPSession } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PracticePbx, startPracticePbx } from '../practice/practice-pbx.ts';
import { until } from '../until.ts';
import { shorterTimer } from './shorter-timer.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from './voice-page.ts';

const ECHOES = '+12025550108';
/** More of them show slower leaks. */
const CALLS = process.env.OUTDIAL_PROOFS === 'full' ? 50 : 6;
/** What a call has one or more of, and must not leave behind. (A MediaStream lives as long as a track in it: the microphone's.) */
const KINDS = [
  'RTCPeerConnection',
  'RTCRtpSender',
  'MediaStreamTrack',
  'HTMLAudioElement',
  'AudioContext',
  'AudioNode',
];
/**
 * A SIP transaction of JsSIP's holds its session for 64 T1 (32 s) after its answer (RFC 3261 section 17.1.2): a quarter of
 * that is long enough here, and nobody has to wait for the rest.
 */
const SHORTER_TRANSACTIONS = shorterTimer(32_000, 8000);
/**
 * Chromium keeps a connection for good that is closed while it still looks for its ways (an event that is never told
 * holds it): that is no leak of ours, so these calls last until theirs are found.
 */
const COUNT_THOSE_WHO_LOOK = `
  window.looking = 0;
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...given) {
      super(...given);
      window.looking += 1;
      this.addEventListener('icegatheringstatechange', () => {
        if (this.iceGatheringState === 'complete') window.looking -= 1;
      });
    }
  };
`;

let pbx: PracticePbx;
let browser: VoiceBrowser;
let page: VoicePage;
let devtools: CDPSession;
beforeAll(async () => {
  [pbx, browser] = await Promise.all([startPracticePbx(), startVoiceBrowser()]);
  page = await browser.open(pbx.sip, { first: SHORTER_TRANSACTIONS + COUNT_THOSE_WHO_LOOK });
  await page.event((event) => event.type === 'registration' && event.registration.status === 'registered');
  const [open] = browser.browser.contexts().flatMap((context) => context.pages());
  if (open === undefined) throw new Error('The voice page is not open.');
  devtools = await open.context().newCDPSession(open);
});
afterAll(async () => {
  await page?.close();
  await browser?.close();
  await pbx?.close();
});

async function liveOf(kind: string): Promise<number> {
  const { result } = await devtools.send('Runtime.evaluate', { expression: `${kind}.prototype` });
  // It collects garbage first.
  const { objects } = await devtools.send('Runtime.queryObjects', {
    prototypeObjectId: result.objectId ?? '',
    objectGroup: 'live',
  });
  const counted = await devtools.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    functionDeclaration: 'function () { return this.length; }',
    returnByValue: true,
  });
  await devtools.send('Runtime.releaseObjectGroup', { objectGroup: 'live' });
  return Number(counted.result.value);
}
async function alive(): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const kind of KINDS) counts[kind] = await liveOf(kind);
  return counts;
}
async function hungUp(callId: string): Promise<void> {
  await page.event((event) => event.type === 'answered' && event.callId === callId);
  await until('the ways to be found', async () => (await page.evaluate('window.looking')) === 0);
  await page.command({ type: 'hang-up', callId });
}
async function dialled(): Promise<void> {
  const callId = await page.dial(ECHOES);
  await hungUp(callId);
  await page.event((event) => event.type === 'ended' && event.callId === callId);
}
async function rung(answered: boolean): Promise<void> {
  const before = page.seen().length;
  pbx.call({ from: '+12025550177' });
  const callId = await until('the incoming call', () => {
    const events = page.seen().slice(before);
    return events.flatMap(({ event }) => (event.type === 'incoming' ? [event.callId] : []))[0];
  });
  if (answered) {
    await page.command({ type: 'answer', callId });
    await hungUp(callId);
  } else await page.command({ type: 'reject', callId, as: 'busy' });
  await page.event((event) => event.type === 'ended' && event.callId === callId);
}

it('calls leave nothing behind, however many there were', { timeout: 180_000 + CALLS * 10_000 }, async () => {
  // What the first ones make for good (contexts that are kept, a warm microphone) is not counted.
  await dialled();
  await rung(true);
  const first = await alive();
  for (let call = 0; call < CALLS; call += 1) {
    await dialled();
    if (call % 3 === 0) await rung(call % 2 === 0);
  }
  // The last call's may still be on their way out, and the wait for a BYE's answer with them.
  const more = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).filter(([kind, count]) => count > (first[kind] ?? 0) + 3);
  await until(
    `the calls to be gone, having had ${JSON.stringify(first)}`,
    async () => more(await alive()).length === 0,
    60_000,
  ).catch(() => undefined);
  expect(more(await alive())).toEqual([]);
});
