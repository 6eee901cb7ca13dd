import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SipAccount } from '../../../app/ipc/phone-line.ts';
import type { CarrierEvent } from '../../../app/voice/carrier.ts';
import { startBlackHole } from '../black-hole.ts';
import { endOf, eventAfter, isRegistered, of, soundOf } from '../browser/phases.ts';
import { shorterTimer } from '../browser/shorter-timer.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from '../browser/voice-page.ts';
import { WATCH_CONNECTIONS } from '../browser/watch-connections.ts';
import { startPracticePbx } from '../practice/practice-pbx.ts';
import { startTurn } from '../turn/start.ts';
import { startStun } from '../turn/stun.ts';
import { type Kamailio, startKamailio } from './start.ts';

const UFRAG = `/a=ice-ufrag:(.*)/.exec(window.standInConnections.at(-1)?.localDescription?.sdp ?? '')?.[1] ?? ''`;

const OFFER = 'window.standInConnections.at(-1).localDescription.sdp';
const STATE = 'window.standInConnections.at(-1).signalingState';

let browser: VoiceBrowser;
let pbx: Kamailio;
let page: VoicePage | undefined;
beforeAll(async () => {
  [browser, pbx] = await Promise.all([startVoiceBrowser(), startKamailio()]);
});
afterEach(() => page?.close());
afterAll(async () => {
  await browser?.close();
  await pbx?.close();
});

async function talkOver(account: SipAccount, number: string, hertz: number) {
  page = await browser.open(account, { first: WATCH_CONNECTIONS });
  await page.event(isRegistered);
  const callId = await page.dial(number);
  await page.event(of(callId, 'answered'));
  await soundOf(page, callId, hertz);
  return { page, callId };
}

describe('another network', () => {
  it('registers anew and finds new ways for the audio, and the call goes on', async () => {
    const practice = await startPracticePbx();
    const { page: own, callId } = await talkOver(practice.sip, '+12025550101', 440);
    const before = await own.evaluate<string>(UFRAG);
    const seen = own.seen().length;
    await own.evaluate(`window.dispatchEvent(new Event('online'))`);
    await eventAfter(own, seen, isRegistered);
    await expect.poll(() => own.evaluate<string>(UFRAG), { timeout: 60_000 }).not.toBe(before);
    await soundOf(own, callId, 440);
    expect(own.seen().some(({ event }) => event.type === 'ended')).toBe(false);
    await own.command({ type: 'hang-up', callId });
    expect(await endOf(own, callId)).toEqual({ cause: 'hung-up' });
    await own.close();
    page = undefined;
    await practice.close();
  });

  it('is survived by a call to a telephone that knows no other ways', async () => {
    const { page: own, callId } = await talkOver(pbx.sip, pbx.numbers.tone, 440);
    const before = await own.evaluate<string>(UFRAG);
    const seen = own.seen().length;
    await own.command({ type: 'reconnect' });
    await eventAfter(own, seen, isRegistered);
    await expect.poll(() => own.evaluate<string>(UFRAG), { timeout: 60_000 }).not.toBe(before);
    await expect.poll(() => own.evaluate<string>(STATE), { timeout: 60_000 }).toBe('stable');
    await soundOf(own, callId, 440);
    await own.command({ type: 'hang-up', callId });
    expect(await endOf(own, callId)).toEqual({ cause: 'hung-up' });
  });
});

/** A minute is half a second in the page. */
const SHORT_MINUTES = shorterTimer(60_000, 500);

describe('STUN and TURN', () => {
  it('the address that a STUN server saw is in the offer', async () => {
    const stun = await startStun('203.0.113.7');
    const account = { ...pbx.sip, iceServers: [stun.ice] };
    const { page: own } = await talkOver(account, pbx.numbers.tone, 440);
    expect(await own.evaluate(OFFER)).toMatch(/ 203\.0\.113\.7 \d+ typ srflx/);
    stun.close();
  });

  it('a TURN server that is not there is told; when it is, the warning goes by itself', async () => {
    const turn = await startTurn();
    const hole = await startBlackHole(turn.port);
    hole.refuse();
    const iceServers = [turn.ice('tcp', { port: hole.port })];
    page = await browser.open({ ...pbx.sip, iceServers }, { first: SHORT_MINUTES });
    const own = page;
    const warning = (event: CarrierEvent): string | undefined =>
      event.type === 'registration' && event.registration.status === 'registered'
        ? (event.registration.warning?.code ?? 'none')
        : undefined;
    await own.event((event) => warning(event) === 'relay-missing');
    const seen = own.seen().length;
    hole.pass();
    await eventAfter(own, seen, (event) => warning(event) === 'none');
    await hole.close();
    await turn.close();
  });

  it('do not keep a call waiting for servers that do not answer', async () => {
    const iceServers = [{ urls: ['stun:127.0.0.1:9', 'turn:127.0.0.1:9'], username: 'u', credential: 'c' }];
    const { callId, page: own } = await talkOver({ ...pbx.sip, iceServers }, pbx.numbers.tone, 440);
    await own.command({ type: 'hang-up', callId });
    await endOf(own, callId);
  });
});
