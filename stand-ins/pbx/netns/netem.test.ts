import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { talkingOn } from '../browser/talking.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from '../browser/voice-page.ts';
import { hearsOnly } from '../kamailio/hearing.ts';
import { type Kamailio, startKamailio } from '../kamailio/start.ts';
import { until } from '../until.ts';
import { type Impairment, impair } from './impair.ts';
import { type Network, startNetwork } from './start.ts';

const MICROPHONE_HERTZ = 1000;
const BOB_HERTZ = 660;

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
  await impair(network.cable, {});
  await page?.close();
});

const soundOf = (callId: string, hertz: number) =>
  until(
    `${hertz} Hz are heard`,
    async () => Math.abs((await page.hear(callId)).hertz - hertz) <= 6 || undefined,
    20_000,
  );

it.each<[string, Impairment]>([
  ['5 % of the packets lost', { lossPercent: 5 }],
  ['200 ms of delay each way', { delayMilliseconds: 200 }],
  ['both', { lossPercent: 5, delayMilliseconds: 200 }],
])(
  '%s: a call is set up, heard both ways, held, resumed and hung up',
  async (_, impairment) => {
    await impair(network.cable, impairment);
    const callId = await talking.talk(pbx.numbers.bob);
    await soundOf(callId, BOB_HERTZ);
    await hearsOnly(pbx.bob, MICROPHONE_HERTZ);
    await page.command({ type: 'hold', callId, held: true });
    await soundOf(callId, 0);
    await page.command({ type: 'hold', callId, held: false });
    await soundOf(callId, BOB_HERTZ);
    await page.command({ type: 'hang-up', callId });
    const { reason } = await talking.has(callId, 'ended');
    expect(reason).toEqual({ cause: 'hung-up' });
  },
  60_000,
);
