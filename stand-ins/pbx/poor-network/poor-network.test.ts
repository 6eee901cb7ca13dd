import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type LineState, lightOf } from '../../../app/voice/quality.ts';
import { talkingOn } from '../browser/talking.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from '../browser/voice-page.ts';
import { type PracticePbx, startPracticePbx } from '../practice/practice-pbx.ts';
import { until } from '../until.ts';
import { type PoorNetwork, startPoorNetwork } from './start.ts';

const REP = 1000;
const TONE = '+12025550113';
const TONE_HERTZ = 660;
const BUSY = '+12025550102';
const ALL_KEYS = '1234567890*#';
const POOR = { lossPercent: 5, delayMilliseconds: 200 };
/** A line is told of every five seconds. */
const PATIENCE = 90_000;

let browser: VoiceBrowser;
let pbx: PracticePbx;
let network: PoorNetwork;
let page: VoicePage;
let calls: ReturnType<typeof talkingOn>;

beforeAll(async () => {
  browser = await startVoiceBrowser({ microphoneHertz: REP });
});
afterAll(() => browser?.close());
beforeEach(async () => {
  pbx = await startPracticePbx();
  network = await startPoorNetwork(pbx.sip.server, 20);
  page = await browser.open({ ...pbx.sip, server: network.server });
  calls = talkingOn(page);
});
afterEach(async () => {
  network?.become({ rep: {}, 'far-end': {} });
  await page?.close();
  await network?.close();
  await pbx?.close();
});

const heardByFarEnd = (heard: () => { amplitudeAt(hertz: number): number } | undefined, isHeard = true) =>
  until(
    isHeard ? 'the far end hears the rep' : 'the far end hears nothing',
    () => (heard()?.amplitudeAt(REP) ?? 0) > 300 === isHeard || undefined,
    PATIENCE,
  );
/** The line of a call as the rep is told of it, once it fits. */
const lineOf = async (
  what: string,
  callId: string,
  fits: (line: LineState) => boolean,
): Promise<LineState> => {
  const isSo = (line: LineState | undefined): line is LineState => line !== undefined && fits(line);
  return until(
    what,
    () =>
      calls
        .all(callId, 'quality')
        .map(({ quality }) => quality.now)
        .find(isSo),
    PATIENCE,
  );
};

it('5 % lost and 200 ms each way: calls are set up, heard, held, resumed, keyed, hung up and refused as on a good network', async () => {
  network.become({ rep: POOR, 'far-end': POOR });
  await calls.registered();
  const callId = await calls.talk(TONE);
  const leg = () => pbx.legs().at(-1);
  await calls.hears(callId, TONE_HERTZ);
  await heardByFarEnd(() => leg()?.inbound);
  await page.command({ type: 'send-digits', callId, digits: ALL_KEYS });
  const line = await lineOf(
    'loss and delay of both directions',
    callId,
    (now) =>
      (now.figures.lossIn ?? 0) > 1 &&
      (now.figures.lossOut ?? 0) > 1 &&
      (now.figures.roundTrip ?? 0) > 380 &&
      lightOf(now) !== 'good',
  );
  expect(line).toMatchObject({ hearing: 'sound', speaking: 'sent' });
  await until('every key, in order', () => leg()?.digits === ALL_KEYS || undefined, PATIENCE);

  await calls.holds(callId, true);
  await calls.hears(callId, 0);
  await heardByFarEnd(() => leg()?.inbound, false);
  await calls.holds(callId, false);
  await calls.hears(callId, TONE_HERTZ);
  await heardByFarEnd(() => leg()?.inbound);
  await page.command({ type: 'hang-up', callId });
  expect(await calls.ends(callId)).toEqual({ cause: 'hung-up' });
  await until('the far end is hung up', () => leg()?.state === 'over' || undefined);

  const caller = pbx.call({ hertz: TONE_HERTZ });
  const { callId: incoming } = await calls.rings();
  await page.command({ type: 'answer', callId: incoming });
  await calls.has(incoming, 'answered');
  await calls.hears(incoming, TONE_HERTZ);
  await heardByFarEnd(caller.inbound);
  caller.hangUp();
  expect(await calls.ends(incoming)).toMatchObject({ cause: 'hung-up' });

  const refused = await page.dial(BUSY);
  expect(await calls.ends(refused)).toMatchObject({ cause: 'callee-rejected', status: 486 });
});
/** Both directions pass here through this process: where the machine is busy that is jitter, and neither loss nor delay. */
const isGood = ({ mos, trouble, figures: { lossIn, lossOut } }: LineState): boolean =>
  mos !== undefined && lossIn === 0 && lossOut === 0 && !/loss|delay/.test(trouble ?? '');

it('loss is told in the direction it happens in, and delay as delay', async () => {
  await calls.registered();
  const callId = await calls.talk(TONE);
  await lineOf('a good line', callId, isGood);
  network.become({ rep: {}, 'far-end': { lossPercent: 20 } });
  await lineOf('loss of what the rep hears', callId, ({ trouble }) => trouble === 'loss-in');
  network.become({ rep: { lossPercent: 20 }, 'far-end': {} });
  await lineOf('loss of what the rep says', callId, ({ trouble }) => trouble === 'loss-out');
  network.become({ rep: { delayMilliseconds: 400 }, 'far-end': { delayMilliseconds: 400 } });
  await lineOf('delay', callId, ({ trouble }) => trouble === 'delay');
  expect(calls.all(callId, 'ended')).toEqual([]);
});
