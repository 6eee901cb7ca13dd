import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LINK_RULES } from '../settings/settings.ts';
import { type History, type Moment, play, request } from '../testing/call-history.ts';
import { END_CAUSES } from '../voice/carrier.ts';
import { type CallState, FINAL_STATES } from './call.ts';
import type { Happening } from './call-event.ts';
import type { CallRequest } from './new-call.ts';
import { TIMING, type Timer } from './timing.ts';

/** The spec's figure ("Call states"): what may follow what. */
const FOLLOWERS: Readonly<Record<CallState, readonly CallState[]>> = {
  initiated: ['ringing', 'busy', 'no answer', 'canceled', 'failed'],
  ringing: ['in progress', 'busy', 'no answer', 'canceled', 'failed'],
  'in progress': ['completed'],
  completed: [],
  failed: [],
  'no answer': [],
  busy: [],
  canceled: [],
};
const isFinal = (state: CallState) => (FINAL_STATES as readonly string[]).includes(state);

const timer = fc.constantFrom(...(Object.keys(TIMING) as Timer[]));
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Happening>({ type: 'outreach-accepted' }) },
  { weight: 4, arbitrary: fc.constant<Happening>({ type: 'answered' }) },
  fc.boolean().map((unknown): Happening => ({ type: 'outreach-refused', unknown })),
  fc.constantFrom<Happening>(
    { type: 'outreach-unavailable' },
    { type: 'confirmed' },
    { type: 'declined' },
    { type: 'line-free' },
    { type: 'hang-up' },
    { type: 'dialing' },
    { type: 'press', digits: '1' },
    { type: 'closing' },
    { type: 'join' },
    { type: 'conference', isIn: true },
    { type: 'conference', isIn: false },
    { type: 'transfer-to-number', number: '100' },
    { type: 'transfer-to-call', otherCallId: 'other' },
    { type: 'extension', action: 'cancel' },
  ),
  fc.boolean().map((on): Happening => ({ type: 'hold', on })),
  fc
    .record({ how: fc.constantFrom('hold' as const, 'end' as const), urgent: fc.boolean() })
    .map((way): Happening => ({ type: 'give-way', ...way })),
  fc
    .constantFrom('trying' as const, 'done' as const, 'failed' as const)
    .map((status): Happening => ({ type: 'transfer', status, sipStatus: 486 })),
  fc
    .constantFrom('trying' as const, 'done' as const, 'failed' as const)
    .map((status): Happening => ({ type: 'transferred-with', status })),
  { weight: 3, arbitrary: timer.map((name): Happening => ({ type: 'timer', timer: name })) },
  fc.boolean().map((on): Happening => ({ type: 'mute', on })),
  fc.boolean().map((muted): Happening => ({ type: 'muted', muted })),
  fc.boolean().map((held): Happening => ({ type: 'held', held })),
  { weight: 3, arbitrary: fc.boolean().map((earlyMedia): Happening => ({ type: 'ringing', earlyMedia })) },
  fc.record({ sent: fc.nat(6), done: fc.boolean() }).map((sent): Happening => ({ type: 'digits', ...sent })),
  fc.constantFrom(...END_CAUSES).map((cause): Happening => ({ type: 'ended', reason: { cause } })),
  fc
    .option(fc.integer({ min: 0, max: 3_000_000 }), { nil: undefined })
    .map((lastAlive): Happening => ({ type: 'cut-off', lastAlive })),
);
/** The wall clock stands still, runs, jumps an hour ahead, or back. */
const after = fc.oneof(fc.nat(20_000), fc.integer({ min: -3_600_000, max: 3_600_000 }));
const moments: fc.Arbitrary<Moment[]> = fc.array(
  fc.tuple(happening, after, fc.boolean(), fc.boolean()).map(([what, wait, lineBusy, taken]) => ({
    ...what,
    after: wait,
    lineBusy,
    lineTaken: lineBusy && taken,
  })),
  { maxLength: 30 },
);
const first: fc.Arbitrary<CallRequest> = fc
  .record({
    rule: fc.constantFrom(...LINK_RULES),
    origin: fc.constantFrom('outreach' as const, 'link' as const),
    extension: fc.option(fc.constant('1234'), { nil: undefined }),
    emergency: fc.boolean(),
    lineBusy: fc.boolean(),
  })
  .map((change) => request({ ...change, ...(change.origin === 'link' && { outreachCallId: undefined }) }));

function always(check: (history: History, asked: CallRequest) => void): void {
  fc.assert(
    fc.property(first, moments, (asked, events) => check(play(asked, events), asked)),
    { numRuns: 3_000 },
  );
}

describe('whatever happens to a call, in whatever order', () => {
  it('Outreach is told a way through the figure, from initiated on, nothing after a final state', () => {
    always(({ updates }, { origin }) => {
      if (origin !== 'outreach') {
        expect(updates).toEqual([]);
        return;
      }
      expect(updates[0]?.state).toBe('initiated');
      updates.reduce((before, next) => {
        expect(FOLLOWERS[before.state]).toContain(next.state);
        expect(next.stateChangedAt).toBeGreaterThanOrEqual(before.stateChangedAt);
        return next;
      });
    });
  });

  it('time never runs backwards within the call', () => {
    always(({ steps, call }) => {
      steps.reduce((before, next) => {
        expect(next.call.stateChangedAt).toBeGreaterThanOrEqual(before.call.stateChangedAt);
        return next;
      });
      const marks = [call.startedAt, call.ringingAt, call.answeredAt, call.endedAt].filter(
        (mark) => mark !== undefined,
      );
      expect(marks).toEqual([...marks].sort((a, b) => a - b));
    });
  });

  it('it ends in a final state, which Outreach is told exactly when it is owed, and nothing happens after it', () => {
    always(({ steps, updates, call }, { origin }) => {
      const end = steps.findIndex((step) => step.call.phase === 'ended');
      const finals = updates.filter((update) => isFinal(update.state));
      if (end < 0) {
        expect(finals).toEqual([]);
        return;
      }
      for (const later of steps.slice(end + 1)) expect(later).toEqual({ call, effects: [] });
      expect(isFinal(call.state)).toBe(true);
      expect(call.endedAt).toBe(call.stateChangedAt);
      expect(call.question).toBeUndefined();
      expect(steps[end]?.effects).toContainEqual({ type: 'stop-timers' });
      const owed =
        origin === 'outreach' && call.outreachAnswer !== 'unknown' && call.closing !== 'refused-by-outreach';
      expect(finals.map((update) => update.state)).toEqual(owed ? [call.state] : []);
    });
  });

  it('it is dialled once at most, as asked, and never after a no or its end', () => {
    always(({ steps, effects, call }, asked) => {
      const dialled = effects.filter((effect) => effect.type === 'dial');
      expect(dialled.length).toBe(call.dialedAt === undefined ? 0 : 1);
      if (asked.emergency) expect(dialled).toHaveLength(1);
      for (const effect of dialled) expect(effect.number).toBe(asked.number);
      for (const step of steps)
        if (step.effects.some((effect) => effect.type === 'dial')) expect(step.call.phase).toBe('dialing');
      if (call.closing === 'declined' || call.closing === 'lapsed') expect(dialled).toEqual([]);
    });
  });

  it('it is dialled without the rep’s yes only where the rule allows it', () => {
    always(({ steps, effects }, asked) => {
      const silent = asked.emergency || (asked.rule === 'at once' && !asked.lineBusy);
      const said = steps.some(({ call }) => call.outreachAnswer === 'accepted');
      const confirmed = asked.origin === 'outreach' && asked.rule === 'when Outreach confirms' && said;
      fc.pre(!silent && !confirmed);
      const wasAsked = steps.some(({ call }) => call.phase === 'asking');
      if (effects.some((effect) => effect.type === 'dial')) expect(wasAsked).toBe(true);
    });
  });

  it('the extension goes out once, only after the answer, and ends dialed or skipped', () => {
    always(({ effects, call }, { extension }) => {
      const sent = effects.filter((effect) => effect.type === 'send-digits' && effect.digits === '1234');
      expect(sent.length).toBeLessThanOrEqual(
        extension !== undefined && call.answeredAt !== undefined ? 1 : 0,
      );
      if (extension !== undefined && call.phase === 'ended')
        expect(['dialed', 'canceled', 'failed', 'skipped']).toContain(call.extensionProgress?.status);
    });
  });

  it('the state Outreach is told and the call’s own are one', () => {
    always(({ updates, call }, { origin }) => {
      fc.pre(
        origin === 'outreach' && call.outreachAnswer !== 'unknown' && call.closing !== 'refused-by-outreach',
      );
      expect(updates.at(-1)).toEqual({
        kind: 'state',
        state: call.state,
        stateChangedAt: call.stateChangedAt,
      });
    });
  });
});
