import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CarrierEvent } from '../../../app/voice/carrier.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from '../browser/voice-page.ts';
import { until } from '../until.ts';
import { hearsOnly } from './hearing.ts';
import { type Kamailio, startKamailio } from './start.ts';

const MICROPHONE_HERTZ = 1000;
const BOB_HERTZ = 660;
const CAROL_HERTZ = 880;

let browser: VoiceBrowser;
let pbx: Kamailio;
let page: VoicePage;

const of = (callId: string, type: CarrierEvent['type']) => (event: CarrierEvent) =>
  event.type === type && 'callId' in event && event.callId === callId;
const isRegistered = (event: CarrierEvent) =>
  event.type === 'registration' && event.registration.status === 'registered';
async function talk(number: string): Promise<string> {
  const callId = await page.dial(number);
  await page.event(of(callId, 'answered'));
  return callId;
}
const soundOf = (callId: string, hertz: number) =>
  until(`${hertz} Hz are heard`, async () => {
    const heard = await page.hear(callId);
    return Math.abs(heard.hertz - hertz) <= 6 || undefined;
  });

beforeAll(async () => {
  [browser, pbx] = await Promise.all([startVoiceBrowser(MICROPHONE_HERTZ), startKamailio()]);
});
afterAll(async () => {
  await browser?.close();
  await pbx?.close();
});
beforeEach(async () => {
  page = await browser.open(pbx.sip);
  await page.event(isRegistered);
});
afterEach(async () => {
  await page?.close();
  for (const phone of [pbx.bob, pbx.carol]) await phone.command('hangup');
});

describe('what the far ends of a call notice', () => {
  it('hold: bob hears nothing, then the rep again', async () => {
    const callId = await talk(pbx.numbers.bob);
    await soundOf(callId, BOB_HERTZ);
    await hearsOnly(pbx.bob, MICROPHONE_HERTZ);
    await page.command({ type: 'hold', callId, held: true });
    await page.event((event) => of(callId, 'held')(event) && event.type === 'held' && event.held);
    await hearsOnly(pbx.bob, 0);
    await soundOf(callId, 0);
    await page.command({ type: 'hold', callId, held: false });
    await hearsOnly(pbx.bob, MICROPHONE_HERTZ);
    await soundOf(callId, BOB_HERTZ);
  });

  it('blind transfer: bob and carol hear each other, the rep is out', async () => {
    const callId = await talk(pbx.numbers.bob);
    await hearsOnly(pbx.bob, MICROPHONE_HERTZ);
    await page.command({ type: 'transfer', callId, number: pbx.numbers.carol });
    await page.event(of(callId, 'ended'));
    await hearsOnly(pbx.bob, CAROL_HERTZ);
    await hearsOnly(pbx.carol, BOB_HERTZ);
  });

  it('two calls, then one from bob to carol', async () => {
    const first = await talk(pbx.numbers.bob);
    await hearsOnly(pbx.bob, MICROPHONE_HERTZ);
    await page.command({ type: 'hold', callId: first, held: true });
    const second = await talk(pbx.numbers.carol);
    await hearsOnly(pbx.carol, MICROPHONE_HERTZ);
    await page.command({ type: 'transfer-to', callId: first, otherCallId: second });
    await Promise.all([page.event(of(first, 'ended')), page.event(of(second, 'ended'))]);
    await hearsOnly(pbx.bob, CAROL_HERTZ);
    await hearsOnly(pbx.carol, BOB_HERTZ);
  });

  it('bob holds the rep', async () => {
    const callId = await talk(pbx.numbers.bob);
    await soundOf(callId, BOB_HERTZ);
    await pbx.bob.command('hold');
    await page.event((event) => of(callId, 'held-by-far-end')(event));
    await soundOf(callId, 0);
    await pbx.bob.command('resume');
    await soundOf(callId, BOB_HERTZ);
    await hearsOnly(pbx.bob, MICROPHONE_HERTZ);
  });

  it('a colleague’s browser is called and answers', async () => {
    const colleague = await browser.open(pbx.colleague);
    await colleague.event(isRegistered);
    const callId = await page.dial(pbx.numbers.colleague);
    const { event } = await colleague.event(({ type }) => type === 'incoming');
    if (event.type !== 'incoming') throw new Error('not incoming');
    await colleague.command({ type: 'answer', callId: event.callId });
    await page.event(of(callId, 'answered'));
    await soundOf(callId, MICROPHONE_HERTZ);
    await colleague.command({ type: 'hang-up', callId: event.callId });
    const { event: end } = await page.event(of(callId, 'ended'));
    expect(end).toMatchObject({ reason: { cause: 'hung-up' } });
    await colleague.close();
  });
});
