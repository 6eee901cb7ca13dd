import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CarrierEvent } from '../../../app/voice/carrier.ts';
import { shorterTimer } from '../browser/shorter-timer.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from '../browser/voice-page.ts';
import { until } from '../until.ts';
import { type PracticePbx, startPracticePbx } from './practice-pbx.ts';

const MICROPHONE_HERTZ = 1000;

let browser: VoiceBrowser;
let pbx: PracticePbx;
let page: VoicePage;

const isRegistration = (status: string) => (event: CarrierEvent) =>
  event.type === 'registration' && event.registration.status === status;
const of = (callId: string, type: CarrierEvent['type']) => (event: CarrierEvent) =>
  event.type === type && 'callId' in event && event.callId === callId;
const typesOf = (callId: string) =>
  page.seen().flatMap(({ event }) => ('callId' in event && event.callId === callId ? [event.type] : []));
const endOf = async (callId: string, within?: number) => {
  const { event } = await page.event(of(callId, 'ended'), within);
  return event.type === 'ended' ? event.reason : undefined;
};
const lastLeg = () => pbx.legs().at(-1);
const soundOf = (callId: string, hertz: number, tolerance = 6) =>
  until(`${hertz} Hz are heard`, async () => {
    const heard = await page.hear(callId);
    return Math.abs(heard.hertz - hertz) <= tolerance || undefined;
  });
async function talk(number = '+12025550108'): Promise<string> {
  const callId = await page.dial(number);
  await page.event(of(callId, 'answered'));
  return callId;
}

beforeAll(async () => {
  browser = await startVoiceBrowser({ microphoneHertz: MICROPHONE_HERTZ });
});
afterAll(() => browser?.close());
beforeEach(async () => {
  pbx = await startPracticePbx();
  page = await browser.open(pbx.sip);
  await page.event(isRegistration('registered'));
});
afterEach(async () => {
  await page?.close();
  await pbx?.close();
});

describe('the voice page at the practice PBX', () => {
  it('registers and knows that it is practice', async () => {
    const { event } = await page.event(isRegistration('registered'));
    expect(event).toMatchObject({ registration: { status: 'registered', practice: true } });
  });

  it.each([
    ['+12025550102', ['dialing', 'ringing', 'ended'], { cause: 'callee-rejected', status: 486 }],
    ['+12025550103', ['dialing', 'ringing', 'ended'], { cause: 'callee-rejected', status: 603 }],
    ['+12025550105', ['dialing', 'ended'], { cause: 'setup-failed', status: 404 }],
    ['+12025550107', ['dialing', 'ended'], { cause: 'setup-failed', status: 480 }],
    ['+12025550199', ['dialing', 'ended'], { cause: 'setup-failed', status: 404 }],
  ])('%s: %j', async (number, types, reason) => {
    const callId = await page.dial(number);
    expect(await endOf(callId)).toMatchObject(reason);
    expect(typesOf(callId)).toEqual(types);
  });

  it.each(['12025550108', '+12025550108'])('reaches %s, which answers at once', async (number) => {
    const callId = await talk(number);
    expect(typesOf(callId)).toEqual(['dialing', 'answered']);
  });

  it('carries audio both ways: the far end hears the microphone, and its echo comes back', async () => {
    const callId = await talk('+12025550100');
    await until(
      'the far end hears it',
      () => lastLeg()?.inbound.dominantFrequency === MICROPHONE_HERTZ || undefined,
    );
    await soundOf(callId, MICROPHONE_HERTZ);
    await until('a stream of packets', () => (lastLeg()?.inbound.packets ?? 0) > 10 || undefined);
  });

  it('lets early media be heard before the answer, and the answer after it', async () => {
    let goOn: () => void = () => undefined;
    const heard = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    pbx.onEvent(({ event }) => (event === '183' ? heard : undefined));
    const callId = await page.dial('+12025550101');
    const { event } = await page.event(of(callId, 'ringing'));
    expect(event).toMatchObject({ earlyMedia: true });
    await soundOf(callId, 425);
    expect(typesOf(callId)).not.toContain('answered');
    goOn();
    await page.event(of(callId, 'answered'));
    await soundOf(callId, 440);
  });

  it('sends exactly the keys that were pressed, with pauses, even right after the answer', async () => {
    const callId = await talk();
    await page.command({ type: 'send-digits', callId, digits: '1,2' });
    await page.command({ type: 'send-digits', callId, digits: '34*#AD' });
    await page.event(
      (event) => of(callId, 'digits')(event) && event.type === 'digits' && event.done && event.sent === 6,
    );
    await until('all keys were heard', () => lastLeg()?.digits.length === 8 || undefined);
    expect(lastLeg()?.digits).toBe('1234*#AD');
    const [one = 0, two = 0] = lastLeg()?.keyTimes ?? [];
    expect(two - one).toBeGreaterThan(1);
  });

  it('mutes: the far end hears silence, then the voice again', async () => {
    const callId = await talk();
    await until('sound', () => (lastLeg()?.inbound.energy ?? 0) > 200 || undefined);
    await page.command({ type: 'mute', callId, muted: true });
    await until('silence', () => lastLeg()?.inbound.dominantFrequency === 0 || undefined);
    await page.command({ type: 'mute', callId, muted: false });
    await until('sound again', () => lastLeg()?.inbound.dominantFrequency === MICROPHONE_HERTZ || undefined);
  });

  it('stays muted through a hold', async () => {
    const callId = await talk();
    await page.command({ type: 'mute', callId, muted: true });
    for (const held of [true, false]) {
      await page.command({ type: 'hold', callId, held });
      await page.event((event) => event.type === 'held' && event.held === held);
    }
    const { packets = 0 } = lastLeg()?.inbound ?? {};
    await until('packets flow', () => (lastLeg()?.inbound.packets ?? 0) > packets + 30 || undefined);
    expect(lastLeg()?.inbound.dominantFrequency).toBe(0);
  });

  it('cancels a ringing call: CANCEL, 487, ACK', async () => {
    const callId = await page.dial('+12025550104');
    await page.event(of(callId, 'ringing'));
    await page.command({ type: 'hang-up', callId });
    expect(await endOf(callId)).toMatchObject({ cause: 'caller-canceled' });
    await until('the far end is done', () => pbx.journal().some(({ event }) => event === 'ACK') || undefined);
    const story = pbx.journal().flatMap(({ event, number }) => (number === undefined ? [] : [event]));
    expect(story).toEqual(['INVITE', '100', '180', 'CANCEL', '487', 'ended', 'ACK']);
  });

  it('hangs up an answered call: BYE', async () => {
    const callId = await talk();
    await page.command({ type: 'hang-up', callId });
    expect(await endOf(callId)).toEqual({ cause: 'hung-up' });
    await until('the far end is done', () => lastLeg()?.state === 'over' || undefined);
    expect(pbx.journal().map(({ event }) => event)).toContain('BYE');
  });

  it('ends when the far end hangs up', async () => {
    const callId = await talk();
    pbx.hangUp();
    expect(await endOf(callId)).toEqual({ cause: 'hung-up' });
  });

  it('transfers blindly and leaves the call', async () => {
    const callId = await talk();
    await page.command({ type: 'transfer', callId, number: '+12025550101' });
    expect(await endOf(callId)).toEqual({ cause: 'hung-up' });
    expect(pbx.journal().map(({ event }) => event)).toContain('REFER');
  });

  it('takes its audio element out of the document after the call', async () => {
    const callId = await talk();
    expect(await page.evaluate('document.querySelectorAll("audio").length')).toBe(1);
    await page.command({ type: 'hang-up', callId });
    await endOf(callId);
    expect(await page.evaluate('document.querySelectorAll("audio").length')).toBe(0);
  });

  it('waits for a listener before it goes on with a call', async () => {
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    pbx.onEvent(({ event }) => (event === '180' ? held : undefined));
    const callId = await page.dial('+12025550102');
    await page.event(of(callId, 'ringing'));
    goOn();
    expect(await endOf(callId)).toMatchObject({ status: 486 });
  });
});

describe('when something breaks', () => {
  it('says so when the server goes while a call rings', async () => {
    const callId = await page.dial('+12025550104');
    await page.event(of(callId, 'ringing'));
    await pbx.close();
    expect(await endOf(callId)).toMatchObject({ cause: 'setup-failed' });
    await page.event(isRegistration('failed'));
  });

  it('says connection-lost when server and far end go in the middle of a call', async () => {
    // The whole half minute is waited for where a cable is out (netns/cut.test.ts).
    await page.evaluate(shorterTimer(30_000, 5000));
    const callId = await talk();
    await until('media flows', () => (lastLeg()?.inbound.packets ?? 0) > 10 || undefined);
    await pbx.close();
    expect(await endOf(callId)).toMatchObject({ cause: 'connection-lost' });
  });

  it('comes back by itself when the server does', async () => {
    const { port } = new URL(pbx.sip.server);
    await pbx.close();
    const { event } = await page.event(isRegistration('failed'));
    expect(event).toMatchObject({ registration: { failure: { code: 'server-unreachable' } } });
    const seen = page.seen().length;
    pbx = await startPracticePbx({ port: Number(port), password: pbx.sip.password });
    await until(
      'registered again',
      () =>
        page
          .seen()
          .slice(seen)
          .some(({ event: e }) => isRegistration('registered')(e)) || undefined,
    );
  });

  it('ends a call it cannot place because the server is away', async () => {
    await pbx.close();
    await page.event(isRegistration('failed'));
    const callId = await page.dial('+12025550108');
    expect(await endOf(callId)).toMatchObject({ cause: 'setup-failed' });
    expect(typesOf(callId)).toEqual(['ended']);
  });

  it('rings nobody when the microphone is refused', async () => {
    const refusing = await startVoiceBrowser({ microphone: 'refused' });
    const deaf = await refusing.open(pbx.sip);
    await deaf.event(isRegistration('registered'));
    const callId = await deaf.dial('+12025550108');
    const { event } = await deaf.event(of(callId, 'ended'));
    expect(event).toMatchObject({
      reason: { cause: 'setup-failed', text: expect.stringMatching(/^no microphone/) },
    });
    expect(pbx.legs()).toHaveLength(0);
    await refusing.close();
  });

  it.each([
    ['forbidden', { password: 'wrong' }],
    ['unknown-account', { username: 'nobody' }],
    ['server-unreachable', { server: 'ws://127.0.0.1:1/ws' }],
    ['bad-account', { server: 'http://127.0.0.1/' }],
  ])('says what is wrong with the account: %s', async (code, change) => {
    const other = await browser.open({ ...pbx.sip, ...change });
    const { event } = await other.event(isRegistration('failed'));
    expect(event).toMatchObject({ registration: { failure: { code } } });
    const callId = await other.dial('+12025550108');
    await other.event(of(callId, 'ended'));
    await other.close();
  });

  it('without an account says that none is configured', async () => {
    const other = await browser.open(null);
    await other.event(isRegistration('not-configured'));
    const callId = randomUUID();
    await other.command({ type: 'dial', callId, number: '+12025550108' });
    await other.event(of(callId, 'ended'));
    await other.close();
  });
});
