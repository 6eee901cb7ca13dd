import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CarrierEvent } from '../../../app/voice/carrier.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from '../browser/voice-page.ts';
import { until } from '../until.ts';
import { type PracticePbx, startPracticePbx } from './practice-pbx.ts';

const MICROPHONE_HERTZ = 1000;

let browser: VoiceBrowser;
let pbx: PracticePbx;
let page: VoicePage;

beforeAll(async () => {
  browser = await startVoiceBrowser({ microphoneHertz: MICROPHONE_HERTZ });
});
afterAll(() => browser?.close());
beforeEach(async () => {
  pbx = await startPracticePbx();
  page = await browser.open(pbx.sip);
  await page.event((event) => event.type === 'registration' && event.registration.status === 'registered');
});
afterEach(async () => {
  await page?.close();
  await pbx?.close();
});

type Incoming = Extract<CarrierEvent, { type: 'incoming' }>;
const isIncoming = (event: CarrierEvent): event is Incoming => event.type === 'incoming';
async function ringUp(): Promise<Incoming> {
  const { event } = await page.event(isIncoming);
  if (!isIncoming(event)) throw new Error('It does not ring.');
  return event;
}
async function endOf(callId: string) {
  const { event } = await page.event((seen) => seen.type === 'ended' && seen.callId === callId);
  return event.type === 'ended' ? event.reason : undefined;
}

describe('somebody calls the voice page through the practice PBX', () => {
  it('is named, hears and is heard, and ends when the rep hangs up', async () => {
    const call = pbx.call({ from: '+12025550111', name: 'Ann "A" Lee', to: '+12025550133' });
    const { callId, ...who } = await ringUp();
    expect(who).toMatchObject({ from: '+12025550111', to: '+12025550133', name: 'Ann A Lee' });
    await until('it rings', () => call.state() === 'ringing' || undefined);
    await page.command({ type: 'answer', callId });
    await until('it is answered', () => call.state() === 'answered' || undefined);
    await until('the rep hears the tone', async () => {
      const { hertz } = await page.hear(callId);
      return Math.abs(hertz - 440) < 6 || undefined;
    });
    await until(
      'the caller hears the rep',
      () => Math.abs(call.inbound().dominantFrequency - MICROPHONE_HERTZ) <= 10 || undefined,
    );
    await page.command({ type: 'hang-up', callId });
    expect(await endOf(callId)).toEqual({ cause: 'hung-up' });
    await until('it is over', () => call.state() === 'over' || undefined);
  });

  it.each([
    ['busy', 486],
    ['no-answer', 480],
  ] as const)('reads a refusal as %s (%i)', async (as, status) => {
    const call = pbx.call();
    const { callId } = await ringUp();
    await page.command({ type: 'reject', callId, as });
    expect(await endOf(callId)).toMatchObject({ cause: 'callee-rejected' });
    await until('it is refused', () => call.status() === status || undefined);
  });

  it('gives up while it rings', async () => {
    const call = pbx.call({});
    const { callId } = await ringUp();
    call.hangUp();
    expect(await endOf(callId)).toMatchObject({ cause: 'caller-canceled' });
    await until('it is over', () => call.status() === 487 || undefined);
  });

  it('rings out loud until the rep answers', async () => {
    pbx.call({ says: 'silence' });
    const { callId } = await ringUp();
    await until('the rep hears it ring', async () => (await page.hear(callId)).hertz > 500 || undefined);
    await page.command({ type: 'answer', callId });
    await until('it is quiet', async () => (await page.hear(callId)).hertz === 0 || undefined);
  });

  it('hangs up after the answer', async () => {
    const call = pbx.call({ says: 'silence' });
    const { callId } = await ringUp();
    await page.command({ type: 'answer', callId });
    await until('it is answered', () => call.state() === 'answered' || undefined);
    call.hangUp();
    expect(await endOf(callId)).toEqual({ cause: 'hung-up' });
  });

  it('is called back by the number that does so', async () => {
    await page.dial('+12025550109');
    const { from, name } = await ringUp();
    expect([from, name]).toEqual(['+12025550109', 'Practice caller']);
  });
});

it('finds nobody where no client is registered', async () => {
  await page.close();
  await until(
    'the registration is gone',
    () => pbx.journal().some(({ event }) => event === 'gone' || event === 'unregistered') || undefined,
  );
  const call = pbx.call();
  expect(await until('it is refused', () => call.status())).toBe(480);
});
