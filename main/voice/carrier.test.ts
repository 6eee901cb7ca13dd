import { beforeEach, describe, expect, it } from 'vitest';
import type { CarrierCommand } from '../../app/ipc/carrier-contract.ts';
import { createFakeClock, type FakeClock } from '../../app/testing/fake-clock.ts';
import type { CarrierEvent } from '../../app/voice/carrier.ts';
import { createSipCarrier, type SipCarrier } from './carrier.ts';

const CALL = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';
const NUMBER = '+12025550100';
const ACCOUNT = { server: 'wss://sip.example.com', domain: 'example.com', username: 'u', password: 'p' };

describe('the carrier and its page', () => {
  let clock: FakeClock;
  let sent: CarrierCommand[];
  let events: CarrierEvent[];
  let lines: string[];
  let reloads: number;
  let carrier: SipCarrier;

  beforeEach(() => {
    clock = createFakeClock();
    sent = [];
    events = [];
    lines = [];
    reloads = 0;
    carrier = createSipCarrier({
      send: (command) => sent.push(command),
      clock,
      account: ACCOUNT,
      reloadPage: () => {
        reloads += 1;
      },
      log: (line) => lines.push(line),
    });
    carrier.subscribe((event) => events.push(event));
  });
  const endings = () => events.filter((event) => event.type === 'ended');

  it('waits for the last leg before the end, but not for ever', async () => {
    carrier.pageReady();
    await carrier.settled();
    carrier.dial(CALL, NUMBER);
    const ended = carrier.settled();
    carrier.report({ type: 'ended', callId: CALL, reason: { cause: 'hung-up' } });
    await ended;
    carrier.dial(OTHER, NUMBER);
    const late = carrier.settled();
    clock.advance(1000);
    await late;
    expect(endings()).toHaveLength(1);
  });

  it('gives the page its account', () => {
    expect(carrier.pageReady()).toEqual({ account: ACCOUNT });
  });

  it('gives the page another account, at once or as soon as it is up', () => {
    carrier.setAccount(null);
    expect(sent).toEqual([]);
    expect(carrier.pageReady()).toEqual({ account: null });
    carrier.setAccount(ACCOUNT);
    expect(sent).toEqual([{ type: 'account', account: ACCOUNT }]);
    carrier.pageGone('crashed');
    expect(carrier.pageReady()).toEqual({ account: ACCOUNT });
  });

  it('knows whether a call is up', () => {
    carrier.dial(CALL, NUMBER);
    expect(carrier.inCall()).toBe(true);
    carrier.pageReady();
    carrier.report({ type: 'ended', callId: CALL, reason: { cause: 'hung-up' } });
    expect(carrier.inCall()).toBe(false);
  });

  it('keeps commands until the page is ready, in order', () => {
    carrier.dial(CALL, NUMBER);
    carrier.mute(CALL, true);
    expect(sent).toEqual([]);
    carrier.pageReady();
    expect(sent).toEqual([
      { type: 'dial', callId: CALL, number: NUMBER },
      { type: 'mute', callId: CALL, muted: true },
    ]);
    clock.advance(60_000);
    expect(endings()).toEqual([]);
  });

  it('cancels a call the page has never heard of, after the command has returned', () => {
    carrier.dial(CALL, NUMBER);
    carrier.hangUp(CALL);
    expect(events).toEqual([]);
    clock.advance(0);
    expect(endings()).toEqual([{ type: 'ended', callId: CALL, reason: { cause: 'caller-canceled' } }]);
    carrier.pageReady();
    expect(sent).toEqual([]);
  });

  it('hands a cancel on when the page came up in the meantime', () => {
    carrier.dial(CALL, NUMBER);
    carrier.hangUp(CALL);
    carrier.pageReady();
    clock.advance(0);
    expect(sent.map(({ type }) => type)).toEqual(['dial', 'hang-up']);
    expect(endings()).toEqual([]);
  });

  it('fails a call when the page does not come up', () => {
    carrier.dial(CALL, NUMBER);
    clock.advance(15_000);
    expect(endings()).toMatchObject([{ callId: CALL, reason: { cause: 'setup-failed' } }]);
    carrier.pageReady();
    expect(sent).toEqual([]);
  });

  it.each([
    ['before the answer', ['dialing', 'ringing'], 'setup-failed'],
    ['after the answer', ['dialing', 'ringing', 'answered'], 'connection-lost'],
  ] as const)('ends a call whose page crashes %s', (_, types, cause) => {
    carrier.pageReady();
    carrier.dial(CALL, NUMBER);
    for (const type of types) {
      carrier.report(type === 'ringing' ? { type, callId: CALL, earlyMedia: false } : { type, callId: CALL });
    }
    carrier.pageGone('crashed');
    carrier.pageGone('crashed');
    carrier.report({ type: 'ended', callId: CALL, reason: { cause: 'hung-up' } });
    expect(endings()).toMatchObject([{ callId: CALL, reason: { cause } }]);
    expect(events).toContainEqual({ type: 'registration', registration: { status: 'connecting' } });
  });

  it('dials on the next page what was asked for after a crash', () => {
    carrier.pageReady();
    carrier.pageGone('crashed');
    carrier.dial(CALL, NUMBER);
    clock.advance(0);
    expect(reloads).toBe(1);
    carrier.pageReady();
    expect(sent).toEqual([{ type: 'dial', callId: CALL, number: NUMBER }]);
  });

  it('ends the calls of a page that was loaded again without a word', () => {
    carrier.pageReady();
    carrier.dial(CALL, NUMBER);
    carrier.pageReady();
    expect(endings()).toMatchObject([{ callId: CALL, reason: { cause: 'setup-failed' } }]);
  });

  it('stops loading a page that always crashes, says so, and starts over when asked', () => {
    for (let crash = 0; crash < 5; crash += 1) {
      carrier.pageGone('crashed');
      clock.advance(15_000);
    }
    expect(reloads).toBe(4);
    expect(events.at(-1)).toMatchObject({
      registration: { status: 'failed', failure: { code: 'voice-page-crashed' } },
    });
    carrier.reconnect();
    expect(reloads).toBe(5);
  });

  it('counts a crash after a good minute as the first', () => {
    for (let crash = 0; crash < 10; crash += 1) {
      carrier.pageGone('crashed');
      clock.advance(61_000);
    }
    expect(reloads).toBe(10);
  });

  it('passes on nothing of calls nobody here knows, and nothing after the end', () => {
    carrier.pageReady();
    carrier.report({ type: 'answered', callId: OTHER });
    carrier.dial(CALL, NUMBER);
    carrier.report({ type: 'ended', callId: CALL, reason: { cause: 'hung-up' } });
    carrier.report({ type: 'answered', callId: CALL });
    carrier.report({ type: 'ended', callId: CALL, reason: { cause: 'hung-up' } });
    carrier.hangUp(CALL);
    expect(events.map(({ type }) => type)).toEqual(['ended']);
    expect(sent.map(({ type }) => type)).toEqual(['dial']);
  });

  it('lets an incoming call be answered or refused', () => {
    carrier.pageReady();
    carrier.report({ type: 'incoming', callId: CALL, from: '1001', to: '1002' });
    carrier.answer(CALL);
    carrier.reject(CALL, 'busy');
    expect(sent.map(({ type }) => type)).toEqual(['answer', 'reject']);
    carrier.pageGone('crashed');
    expect(endings()).toMatchObject([{ callId: CALL, reason: { cause: 'setup-failed' } }]);
  });

  it('logs no number', () => {
    carrier.dial(CALL, NUMBER);
    clock.advance(15_000);
    carrier.pageGone('crashed');
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('\n')).not.toMatch(/\d{4}/);
  });

  it('leaves nothing behind', () => {
    carrier.dial(CALL, NUMBER);
    carrier.pageGone('crashed');
    carrier.close();
    expect(clock.pending()).toBe(0);
    clock.advance(60_000);
    expect(endings()).toEqual([]);
  });
});
