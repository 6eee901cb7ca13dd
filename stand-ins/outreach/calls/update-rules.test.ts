import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { CALL_STATES, FINAL_STATES } from '../../../app/calls/call.ts';
import { DEFAULT_PROSPECTS } from '../organisation.ts';
import { createOutreachClock } from '../outreach-clock.ts';
import { createSwitches } from '../switches.ts';
import { type CallBook, createCallBook } from './call-book.ts';
import type { CallRecord } from './call-record.ts';
import { type CallChange, refuseUpdate } from './update-rules.ts';

const isFinal = (state: unknown) => FINAL_STATES.some((final) => final === state);
const ORDER = ['initiated', 'ringing', 'in progress'];
const place = (state: string) => (isFinal(state) ? ORDER.length : ORDER.indexOf(state));

const state = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('initiated', 'ringing', 'in progress') },
  { weight: 1, arbitrary: fc.constantFrom(...CALL_STATES) },
);
const stateChangedAt = fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
const recordingUrl = fc.constantFrom('https://voice.example/1', 'https://voice.example/2');
const voicemailUrl = fc.constant('https://voice.example/3');
const change: fc.Arbitrary<CallChange> = fc.oneof(
  fc.record({ state }),
  fc.record({ state, stateChangedAt }),
  fc.record({ state, recordingUrl }),
  fc.record({ state, voicemailUrl }),
  fc.record({ recordingUrl }),
  fc.record({ voicemailUrl }),
);

function play(
  calls: CallBook,
  first: CallRecord,
  given: readonly CallChange[],
  now: () => number,
): CallRecord {
  const switches = createSwitches();
  let call = first;
  for (const change of given) {
    if (refuseUpdate(call, change, { now: now(), offset: 0 }, switches) === undefined)
      call = calls.update(call, change);
  }
  return call;
}

test('whatever comes, a call only ever goes forward, ends once, and has the URLs its end allows', () => {
  const clock = createOutreachClock();
  const calls = createCallBook({ clock, switches: createSwitches(), onChange: () => undefined });
  onTestFinished(() => calls.close());
  const [prospect] = DEFAULT_PROSPECTS;
  if (prospect === undefined) throw new Error('There is nobody to call.');
  let longest = 0;
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), fc.boolean(), (given, inbound) => {
      const first = inbound ? calls.createInbound({ from: '+1', to: '+2' }) : calls.mint(prospect);
      const call = play(calls, first, given, clock.now);
      const states = call.history.map(({ state }) => state);
      const places = states.map(place);
      longest = Math.max(longest, states.length);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(new Set(states).size).toBe(states.length);
      expect(states.slice(0, -1).some(isFinal)).toBe(false);
      if (states.includes('in progress') && isFinal(call.state)) expect(call.state).toBe('completed');
      if (call.recordingUrl !== null) expect(call.state).toBe('completed');
      if (call.voicemailUrl !== null)
        expect([inbound, call.state === 'busy' || call.state === 'no answer']).toEqual([true, true]);
    }),
    { numRuns: 1_000 },
  );
  expect(longest).toBeGreaterThanOrEqual(3);
});
