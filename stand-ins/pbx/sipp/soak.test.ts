import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { memoryOfPage, type PageMemory } from '../browser/page-memory.ts';
import { shorterTimer } from '../browser/shorter-timer.ts';
import { talkingOn } from '../browser/talking.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from '../browser/voice-page.ts';
import { type Kamailio, startKamailio } from '../kamailio/start.ts';
import { until } from '../until.ts';
import { callerRequest, expectAnswer, expectRequest, invite, reply, replyInDialog } from './scenario.ts';
import { type Sipp, startSipp } from './start.ts';

const FULL = process.env.OUTDIAL_PROOFS === 'full';
/** In a row: how many, and after how many the memory is first measured. */
const CALLS = FULL ? 300 : 24;
const SETTLED = FULL ? 50 : 8;
/**
 * SIP keeps what belongs to a call for 64*T1, 32 seconds, after its answer (RFC 6026 section 7.2, timer M). At five calls a
 * second the page would hold a hundred of them at once, and its process would stay as large: so it is two seconds here.
 */
const SHORTER_TRANSACTIONS = shorterTimer(32_000, 2000);
const FORGOTTEN_MILLISECONDS = 4000;
const AT_ONCE = 20;
/**
 * V8 goes on compiling what runs often, for some 200 calls: a quarter of a mebibyte that no call leaves behind. Without its
 * compilers the heap is what the calls made of it.
 */
const UNCOMPILED = ['--js-flags=--no-sparkplug --no-maglev --no-turbofan'];
/** How much more the page may hold on to after all calls than after the first ones. */
const FLAT = 1.05;
const MINUTES = 60_000;
const media = 'sendrecv';

const TAKES_CALLS = [
  expectRequest('INVITE', 'anew'),
  reply(180),
  reply(200, { media }),
  expectRequest('ACK'),
  expectRequest('BYE'),
  replyInDialog(200),
];

let browser: VoiceBrowser;
let pbx: Kamailio;
let page: VoicePage;
let talking: ReturnType<typeof talkingOn>;
const phones: Sipp[] = [];

beforeAll(async () => {
  [browser, pbx] = await Promise.all([startVoiceBrowser({ more: UNCOMPILED }), startKamailio()]);
  page = await browser.open(pbx.sip, { first: SHORTER_TRANSACTIONS });
  talking = talkingOn(page);
  await talking.registered();
});
afterAll(async () => {
  await page?.close();
  await browser?.close();
  await pbx?.close();
});
afterEach(() => Promise.all(phones.splice(0).map((phone) => phone.close())));

async function phoneFor(parts: Parameters<typeof startSipp>[0]): Promise<Sipp> {
  const phone = await startSipp(parts);
  phones.push(phone);
  return phone;
}
/**
 * True once packets came; unlike the page's ears it leaves nothing behind, and neither does it select by the call's id:
 * Blink keeps each selector.
 */
const isHeard = (callId: string): string => `
  [...document.querySelectorAll('audio')].find((audio) => audio.dataset.callId === '${callId}')
    ?.srcObject?.getAudioTracks()[0]?.muted === false || undefined`;
async function settledMemory(): Promise<PageMemory> {
  await page.evaluate(`new Promise((done) => setTimeout(done, ${FORGOTTEN_MILLISECONDS}))`);
  return memoryOfPage(browser, FULL ? 5000 : 0);
}
const inWords = ({ heap, process }: PageMemory): string =>
  `JavaScript ${heap.toFixed(3)} MiB, process ${process.toFixed(1)} MiB`;
const ends = (callId: string) => talking.has(callId, 'ended');

describe(`the voice page over ${CALLS} calls in a row and ${AT_ONCE} at once`, () => {
  it(
    'one after another: each ends, nothing is kept of it',
    async () => {
      const phone = await phoneFor({ steps: TAKES_CALLS, calls: CALLS });
      const number = pbx.numberOf(phone.port);
      const call = async (): Promise<void> => {
        const callId = await talking.talk(number);
        await until('the far end’s audio', () => page.evaluate<boolean | undefined>(isHeard(callId)));
        await page.command({ type: 'hang-up', callId });
        expect((await ends(callId)).reason).toEqual({ cause: 'hung-up' });
      };
      const begun = performance.now();
      for (let made = 0; made < SETTLED; made += 1) await call();
      const first = await settledMemory();
      for (let made = SETTLED; made < CALLS; made += 1) {
        await call();
        if (made % 25 === 0) console.log(`… ${made} of ${CALLS} calls`);
      }
      const last = await settledMemory();
      await phone.done();
      console.log(`${CALLS} calls in ${Math.round((performance.now() - begun) / 1000)} s`);
      console.log(`Memory after ${SETTLED} calls: ${inWords(first)}; after ${CALLS}: ${inWords(last)}`);
      expect(last.heap / first.heap).toBeLessThan(FLAT);
      if (FULL) expect(last.process / first.process).toBeLessThan(FLAT);
    },
    FULL ? 20 * MINUTES : 5 * MINUTES,
  );

  it(
    'dialled at once: all are answered, all end',
    async () => {
      const phone = await phoneFor({ steps: TAKES_CALLS, calls: AT_ONCE });
      const dialled = Array.from({ length: AT_ONCE }, () => page.dial(pbx.numberOf(phone.port)));
      const callIds = await Promise.all(dialled);
      for (const callId of callIds) await talking.has(callId, 'answered');
      for (const callId of callIds) await page.command({ type: 'hang-up', callId });
      for (const callId of callIds) expect((await ends(callId)).reason).toEqual({ cause: 'hung-up' });
      await phone.done();
    },
    5 * MINUTES,
  );

  it(
    'coming in at once: one is answered, the others are told busy, all end',
    async () => {
      const before = page.seen().length;
      const phone = await phoneFor({
        proxyPort: pbx.udpPort,
        calls: AT_ONCE,
        rate: AT_ONCE,
        steps: [
          invite('alice', { media }),
          '<recv response="100" optional="true"/><recv response="180" optional="true"/>',
          '<recv response="486" optional="true" next="refused"/>'.replace('refused', '1'),
          expectAnswer(200),
          callerRequest('ACK', 'alice'),
          expectRequest('BYE'),
          `${replyInDialog(200).replace('<send>', '<send next="2">')}<label id="1"/>`,
          callerRequest('ACK', 'alice'),
          '<label id="2"/>',
        ],
      });
      const [answered = '', ...others] = await until('all of them ring', () => {
        const incoming = page.seen().slice(before);
        const callIds = incoming.flatMap(({ event }) => (event.type === 'incoming' ? [event.callId] : []));
        return callIds.length === AT_ONCE ? callIds : undefined;
      });
      await page.command({ type: 'answer', callId: answered });
      for (const callId of others) await page.command({ type: 'reject', callId, as: 'busy' });
      await talking.has(answered, 'answered');
      for (const callId of others) expect((await ends(callId)).reason.cause).toBe('callee-rejected');
      await page.command({ type: 'hang-up', callId: answered });
      expect((await ends(answered)).reason).toEqual({ cause: 'hung-up' });
      await phone.done();
      expect(phone.messages().match(/^SIP\/2\.0 486 /gm)?.length).toBeGreaterThanOrEqual(AT_ONCE - 1);
    },
    5 * MINUTES,
  );
});
