import { expect, test } from 'vitest';
import type { CallState } from '../calls/call.ts';
import { CALL_STATES } from '../calls/call.ts';
import type { Delivery } from '../outreach/outreach.ts';
import { type OutboxEntry, stateOf } from './entry.ts';
import { afterCheck, afterUpdate } from './next-step.ts';
import { namedPause, pauseAfter } from './pauses.ts';
import { pastTheHour, settle } from './settle.ts';

const failure = { code: 'test', message: 'The test says so.' };
const entry = (state: CallState, id = 1, more: Partial<OutboxEntry> = {}): OutboxEntry => ({
  id,
  callId: 'c',
  outreachCallId: '1',
  update: { kind: 'state', state, stateChangedAt: 0 },
  status: 'waiting',
  attempts: 0,
  notBefore: 0,
  ...more,
});

const ROWS: readonly [string, Delivery, object, object][] = [
  [
    'accepted',
    { outcome: 'accepted', state: 'ringing' },
    { step: 'delivered' },
    { step: 'settle', state: 'ringing' },
  ],
  [
    'accepted, no state told',
    { outcome: 'accepted' },
    { step: 'delivered' },
    { step: 'settle', state: undefined },
  ],
  [
    'accepted and ignored: Outreach had ended the call',
    { outcome: 'accepted', state: 'failed' },
    { step: 'settle', state: 'failed' },
    { step: 'settle', state: 'failed' },
  ],
  [
    'unauthorized, after the client has renewed and repeated',
    { outcome: 'unauthorized', failure },
    { step: 'wait', cause: 'signed-out', everyone: true, checkFirst: false },
    { step: 'wait', cause: 'signed-out', everyone: true, checkFirst: true },
  ],
  [
    'signed out',
    { outcome: 'signed-out', failure },
    { step: 'hold', cause: 'signed-out', everyone: true },
    { step: 'hold', cause: 'signed-out', everyone: true },
  ],
  [
    'forbidden',
    { outcome: 'forbidden', failure },
    { step: 'hold', cause: 'forbidden', everyone: false },
    { step: 'hold', cause: 'forbidden', everyone: false },
  ],
  [
    'a scope is missing: to read takes one of its own',
    { outcome: 'forbidden', failure: { code: 'missing-scope', message: 'calls.read' } },
    { step: 'hold', cause: 'forbidden', everyone: false },
    { step: 'send' },
  ],
  [
    'unknown call',
    { outcome: 'unknown-call', failure },
    { step: 'give-up', wholeCall: true },
    { step: 'send' },
  ],
  ['refused', { outcome: 'refused', failure }, { step: 'check', refusal: failure }, { step: 'send' }],
  [
    '429 and 503',
    { outcome: 'wait', failure, retryAfter: 5_000 },
    { step: 'wait', cause: 'wait', everyone: true, checkFirst: false, retryAfter: 5_000 },
    { step: 'wait', cause: 'wait', everyone: true, checkFirst: true, retryAfter: 5_000 },
  ],
  [
    '500, 502, 504',
    { outcome: 'wait', failure, mayHaveArrived: true },
    { step: 'wait', cause: 'wait', everyone: false, checkFirst: true },
    { step: 'wait', cause: 'wait', everyone: false, checkFirst: true },
  ],
  [
    'unreachable',
    { outcome: 'unreachable', failure },
    { step: 'wait', cause: 'unreachable', everyone: true, checkFirst: false },
    { step: 'wait', cause: 'unreachable', everyone: true, checkFirst: true },
  ],
  [
    'no answer',
    { outcome: 'unknown', failure },
    { step: 'check' },
    { step: 'wait', cause: 'unreachable', everyone: false, checkFirst: true },
  ],
];

test.each(ROWS)('%s', (_what, delivery, update, check) => {
  expect(afterUpdate(entry('initiated'), delivery)).toMatchObject(update);
  expect(afterCheck(delivery)).toMatchObject(check);
});

test('no answer a second time: a pause, then the question again', () => {
  expect(afterUpdate(entry('ringing', 1, { attempts: 1 }), { outcome: 'unknown', failure })).toMatchObject({
    step: 'wait',
    everyone: false,
    checkFirst: true,
  });
});

test('refused, and so is the question: given up for the first reason', () => {
  const refusal = { code: 'refused', message: 'Outreach refused this update.' };
  for (const outcome of ['refused', 'unknown-call'] as const) {
    expect(afterCheck({ outcome, failure }, refusal)).toEqual({
      step: 'give-up',
      failure: refusal,
      wholeCall: false,
    });
  }
});

const STEPS: readonly CallState[] = ['initiated', 'ringing', 'in progress', 'completed'];
const waiting = STEPS.map((state, index) => entry(state, index + 1));

test.each([
  [undefined, []],
  ['initiated', ['initiated']],
  ['ringing', ['initiated', 'ringing']],
  ['in progress', ['initiated', 'ringing', 'in progress']],
  ['completed', [...STEPS]],
] as const)('Outreach has the call as %s: these have arrived', (state, arrived) => {
  const settled = settle(waiting, state);
  expect(settled.map((each) => [stateOf(each.entry.update), each.outcome])).toEqual(
    arrived.map((each) => [each, 'delivered']),
  );
});

test.each(['failed', 'no answer', 'busy', 'canceled'] as const)(
  'Outreach has the call as %s, which is not how it ended here: nothing more can arrive',
  (state) => {
    expect(settle(waiting, state).map(({ outcome }) => outcome)).toEqual(STEPS.map(() => 'given-up'));
  },
);

test("the final state is the call's own, also where its own note was written and an earlier one was lost", () => {
  const all = [entry('initiated'), entry('no answer', 2, { status: 'delivered' })];
  expect(settle([entry('initiated')], 'no answer', all).map(({ outcome }) => outcome)).toEqual(['delivered']);
  expect(settle([entry('initiated')], 'no answer').map(({ outcome }) => outcome)).toEqual(['given-up']);
});

test('a call that Outreach has failed by itself is told in words', () => {
  const [first] = settle([entry('initiated')], 'failed');
  expect(first).toMatchObject({
    failure: { code: 'ended-in-outreach', message: expect.stringContaining('within 5 seconds of the click') },
  });
});

test('one hour after the end, by the final state alone (spec, "Requirements")', () => {
  const hour = 3_600_000;
  for (const state of CALL_STATES) {
    const final = !['initiated', 'ringing', 'in progress'].includes(state);
    expect([pastTheHour([entry(state)], hour), pastTheHour([entry(state)], hour + 1)]).toEqual([
      false,
      final,
    ]);
  }
});

test('pauses: 1 s, doubled, 60 s at most; up to a quarter off; a named wait is never cut short', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 1_000].map((tries) => pauseAfter(tries, 0))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000,
  ]);
  expect(pauseAfter(7, 0.999)).toBeGreaterThanOrEqual(45_000);
  expect(namedPause(17_000, 0)).toBe(17_000);
  expect(namedPause(17_000, 0.999)).toBeGreaterThanOrEqual(17_000);
});
