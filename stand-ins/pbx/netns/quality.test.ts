import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { LineState } from '../../../app/voice/quality.ts';
import { talkingOn } from '../browser/talking.ts';
import {
  type SeenEvent,
  startVoiceBrowser,
  type VoiceBrowser,
  type VoicePage,
} from '../browser/voice-page.ts';
import { hearsOnly } from '../kamailio/hearing.ts';
import { type Kamailio, startKamailio } from '../kamailio/start.ts';
import { until } from '../until.ts';
import { type Network, startNetwork } from './start.ts';

const MICROPHONE_HERTZ = 1000;
const BOB_HERTZ = 660;
const TOLD_WITHIN = 3000;

let network: Network;
let browser: VoiceBrowser;
let pbx: Kamailio;
let page: VoicePage;
let talking: ReturnType<typeof talkingOn>;

beforeAll(async () => {
  network = await startNetwork();
  [browser, pbx] = await Promise.all([
    startVoiceBrowser(MICROPHONE_HERTZ),
    startKamailio({ place: network.place }),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await pbx?.close();
  await network?.close();
});
beforeEach(async () => {
  page = await browser.open(pbx.sip);
  talking = talkingOn(page);
  await talking.registered();
});
afterEach(async () => {
  await network.plug();
  await page?.close();
});

async function talkToBob(): Promise<string> {
  const callId = await talking.talk(pbx.numbers.bob);
  await talking.hears(callId, BOB_HERTZ);
  await hearsOnly(pbx.bob, MICROPHONE_HERTZ);
  return callId;
}
const lineOf = ({ event }: SeenEvent): LineState | undefined =>
  event.type === 'quality' ? event.quality.now : undefined;
/** The first report after `since` that fits, and when it came. */
const told = (what: string, since: number, fits: (line: LineState) => boolean) =>
  until(
    what,
    () => {
      const seen = page.seen().find((one) => {
        const line = lineOf(one);
        return one.at >= since && line !== undefined && fits(line);
      });
      const line = seen && lineOf(seen);
      return seen && line && { at: seen.at, line };
    },
    40_000,
  );
const now = () => performance.timeOrigin + performance.now();

it('a cable that is out is told within three seconds, in both directions when the way is known to be gone', async () => {
  await talkToBob();
  await told('a line', 0, () => true);
  const out = now();
  await network.unplug();
  const alarm = await told('nothing comes', out, ({ hearing }) => hearing === 'nothing');
  expect(alarm.at - out).toBeLessThan(TOLD_WITHIN);
  await told('nothing leaves', out, ({ speaking }) => speaking === 'not-sent');
  const back = now();
  await network.plug();
  await told('sound both ways', back, ({ hearing, speaking }) => hearing === 'sound' && speaking === 'sent');
}, 120_000);
