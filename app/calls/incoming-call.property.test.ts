import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stateOf } from '../outbox/entry.ts';
import { END_CAUSES } from '../voice/carrier.ts';
import { advance } from './advance.ts';
import type { CallState } from './call.ts';
import type { Happening, Step } from './call-event.ts';
import { createIncoming } from './incoming-call.ts';
import { TIMING, type Timer } from './timing.ts';

/** The spec's figure ("Call states"): what may follow what. */
const FOLLOWERS: Readonly<Record<CallState, readonly CallState[]>> = {
  initiated: ['ringing'],
  ringing: ['in progress', 'busy', 'no answer', 'canceled', 'failed'],
  'in progress': ['completed'],
  completed: [],
  failed: [],
  'no answer': [],
  busy: [],
  canceled: [],
};

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Happening>({ type: 'answer' }) },
  { weight: 4, arbitrary: fc.constant<Happening>({ type: 'answered' }) },
  fc.constantFrom<Happening>(
    { type: 'reject' },
    { type: 'hang-up' },
    { type: 'answer', others: 'end' },
    { type: 'ignore' },
    { type: 'forward', number: '100' },
    { type: 'hold', on: true },
    { type: 'hold', on: false },
    { type: 'held', held: true },
    { type: 'held', held: false },
    { type: 'give-way', how: 'hold', urgent: false },
    { type: 'give-way', how: 'end', urgent: true },
    { type: 'transfer-to-number', number: '100' },
    { type: 'transfer', status: 'done' },
    { type: 'join' },
    { type: 'conference', isIn: true },
    { type: 'closing' },
    { type: 'confirmed' },
    { type: 'declined' },
    { type: 'line-free' },
    { type: 'outreach-accepted' },
    { type: 'outreach-unavailable' },
    { type: 'press', digits: '1' },
    { type: 'mute', on: true },
    { type: 'ringing', earlyMedia: false },
    { type: 'caller-known', caller: { name: 'Ann', doNotCall: false } },
  ),
  fc.boolean().map((unknown): Happening => ({ type: 'outreach-refused', unknown })),
  fc.constantFrom(...(Object.keys(TIMING) as Timer[])).map((timer): Happening => ({ type: 'timer', timer })),
  fc.constantFrom(...END_CAUSES).map((cause): Happening => ({ type: 'ended', reason: { cause } })),
  fc.nat(3_000_000).map((lastAlive): Happening => ({ type: 'cut-off', lastAlive })),
);

it('whatever happens to an incoming call: one creation first, then a way through the figure, one answer, one end', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(happening, fc.integer({ min: -60_000, max: 60_000 }), fc.boolean()), {
        maxLength: 25,
      }),
      fc.boolean(),
      fc.boolean(),
      (events, lineBusy, logged) => {
        let at = 1_000_000;
        const request = { id: 'i', from: '+12015550100', to: '100', ringFor: 30_000, logged, lineBusy, at };
        const steps: Step[] = [createIncoming(request)];
        for (const [what, wait, busy] of events) {
          at += wait;
          const call = steps.at(-1)?.call;
          if (call !== undefined) steps.push(advance(call, { ...what, at, lineBusy: busy }));
        }
        const effects = steps.flatMap((step) => step.effects);
        const owed = effects.flatMap((effect) => (effect.type === 'tell-outreach' ? [effect.update] : []));
        const last = steps.at(-1)?.call;
        if (!logged) expect(owed).toEqual([]);
        else {
          expect(owed.map(({ kind }) => kind)).toEqual(['create', ...owed.slice(1).map(() => 'state')]);
          const states = owed.flatMap((update) => stateOf(update) ?? []);
          expect(states.at(-1)).toBe(last?.state);
          for (const [index, state] of states.slice(1).entries())
            expect(FOLLOWERS[states[index] ?? 'completed']).toContain(state);
        }
        const count = (type: string) => effects.filter((effect) => effect.type === type).length;
        expect(count('dial')).toBe(0);
        expect(count('answer')).toBeLessThanOrEqual(1);
        expect(count('reject') + count('forward')).toBeLessThanOrEqual(1);
        if (lineBusy) expect([count('answer'), last?.state]).toEqual([0, 'busy']);
        if (last?.answeredAt !== undefined && last.phase === 'ended') expect(last.state).toBe('completed');
      },
    ),
    { numRuns: 3_000 },
  );
});
