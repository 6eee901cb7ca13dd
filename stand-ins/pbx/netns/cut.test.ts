import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { talkingOn } from '../browser/talking.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from '../browser/voice-page.ts';
import { hearsOnly } from '../kamailio/hearing.ts';
import { type Kamailio, startKamailio } from '../kamailio/start.ts';
import { until } from '../until.ts';
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
  await page?.close();
  await network.plug();
});

const soundOf = (callId: string, hertz: number) =>
  until(
    `${hertz} Hz are heard`,
    async () => Math.abs((await page.hear(callId)).hertz - hertz) <= 6 || undefined,
    20_000,
  );
async function talkToBob(): Promise<string> {
  const callId = await talking.talk(pbx.numbers.bob);
  await soundOf(callId, BOB_HERTZ);
  await hearsOnly(pbx.bob, MICROPHONE_HERTZ);
  return callId;
}

describe('the cable to the phone system', () => {
  it('is out for three seconds in a call: both are heard again, nobody hung up', async () => {
    const callId = await talkToBob();
    await network.unplug();
    await soundOf(callId, 0);
    await network.plug();
    await soundOf(callId, BOB_HERTZ);
    await hearsOnly(pbx.bob, MICROPHONE_HERTZ);
    expect(talking.all(callId, 'ended')).toEqual([]);
    await page.command({ type: 'hang-up', callId });
    await talking.has(callId, 'ended');
  }, 60_000);

  it('is out for good in a call: it ends by itself as a lost connection', async () => {
    const callId = await talkToBob();
    await network.unplug();
    const { reason } = await talking.has(callId, 'ended', () => true, 90_000);
    expect(reason.cause).toBe('connection-lost');
  }, 120_000);

  it('is out while dialling: the call ends, and what is dialled then fails at once or within its limit', async () => {
    await network.unplug();
    const callId = await page.dial(pbx.numbers.bob);
    const { reason } = await talking.has(callId, 'ended', () => true, 60_000);
    expect(reason.cause).toBe('setup-failed');
  }, 90_000);
});
