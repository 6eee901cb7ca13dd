import { describe, expect, it } from 'vitest';
import { sampleCall } from '../testing/sample-call.ts';
import { advance } from './advance.ts';
import type { Call } from './call.ts';
import type { Happening } from './call-event.ts';
import { createCall } from './new-call.ts';

const REQUEST = {
  id: '7f3c7b0e-0000-4000-8000-000000000001',
  number: '+19005551234',
  emergency: false,
  lineBusy: false,
  at: 1_000,
};
const fromOutreach = {
  ...REQUEST,
  origin: 'outreach',
  outreachCallId: 'id-1',
  rule: 'when Outreach confirms',
} as const;
const typed = { ...REQUEST, origin: 'dialer', rule: 'at once' } as const;

/** The call after all of `happenings`, and the types of the effects of the last of them. */
function following(call: Call, ...happenings: (Happening & { lineBusy?: boolean })[]) {
  let step: ReturnType<typeof advance> = { call, effects: [] };
  for (const happening of happenings) step = advance(step.call, { lineBusy: false, ...happening, at: 1_500 });
  return { ...step, does: step.effects.map((effect) => effect.type) };
}

describe('a costly number', () => {
  it('of Outreach’s is told at once, and asked about once Outreach knows the call', () => {
    const begun = createCall({ ...fromOutreach, cost: 'ask' });
    expect(begun.effects.map(({ type }) => type)).toEqual(['tell-outreach', 'start-timer']);
    const accepted = following(begun.call, { type: 'outreach-accepted' });
    expect(accepted.call).toMatchObject({ phase: 'asking', question: 'costly-number' });
    expect(accepted.does).not.toContain('dial');
    expect(following(accepted.call, { type: 'confirmed' }).does).toContain('dial');
    expect(following(accepted.call, { type: 'declined' }).call).toMatchObject({ state: 'canceled' });
  });

  it('that was typed is asked about', () => {
    const begun = createCall({ ...typed, cost: 'ask' });
    expect(begun.call).toMatchObject({ phase: 'asking', question: 'costly-number' });
    expect(following(begun.call, { type: 'confirmed' }).does).toContain('dial');
  });

  it('of another link is asked about once, in the words for what it costs', () => {
    const begun = createCall({ ...REQUEST, origin: 'link', rule: 'ask', cost: 'ask' });
    expect(begun.call.question).toBe('costly-number');
    expect(following(begun.call, { type: 'confirmed' }).does).toContain('dial');
  });

  it.each(['outreach-unreachable', 'another-call', 'setting'] as const)(
    'after a yes to %s needs a yes of its own, before any call is ended for it',
    (question) => {
      const call = sampleCall({ phase: 'asking', question, cost: 'ask', dialedAt: undefined });
      const yes = following(call, { type: 'confirmed', lineBusy: question === 'another-call' });
      expect(yes.call).toMatchObject({ phase: 'asking', question: 'costly-number' });
      expect(yes.does).not.toContain('take-line');
      expect(yes.does).not.toContain('dial');
    },
  );

  it('then asks whether to end the call that is up', () => {
    const call = sampleCall({ phase: 'asking', question: 'costly-number', cost: 'ask', dialedAt: undefined });
    const yes = following(call, { type: 'confirmed', lineBusy: true });
    expect(yes.call).toMatchObject({ phase: 'asking', question: 'another-call' });
    expect(following(yes.call, { type: 'confirmed', lineBusy: true }).does).toContain('take-line');
  });

  it('that is an emergency number is dialled at once', () => {
    const begun = createCall({ ...typed, number: '112', emergency: true, cost: 'ask' });
    expect(begun.effects.map(({ type }) => type)).toContain('dial');
  });
});

describe('a number that is not judged yet', () => {
  it('is told to Outreach, and judged only when it would be dialled', () => {
    const begun = createCall({ ...fromOutreach, cost: 'unknown' });
    expect(begun.effects.map(({ type }) => type)).toEqual(['tell-outreach', 'start-timer']);
    const accepted = following(begun.call, { type: 'outreach-accepted' });
    expect(accepted.call.phase).toBe('confirming');
    expect(accepted.does).toContain('judge-cost');
    expect(accepted.does).not.toContain('dial');
    expect(following(accepted.call, { type: 'cost-judged', costly: false }).does).toContain('dial');
    expect(following(accepted.call, { type: 'cost-judged', costly: true }).call.question).toBe(
      'costly-number',
    );
    expect(
      following(accepted.call, { type: 'cost-judged', costly: false, lineBusy: true }).call.question,
    ).toBe('another-call');
  });

  it('changes the question while it stands, and dials nothing by itself', () => {
    const begun = createCall({ ...REQUEST, origin: 'link', rule: 'ask', cost: 'unknown' });
    expect(begun.effects.at(-1)?.type).toBe('judge-cost');
    expect(following(begun.call, { type: 'cost-judged', costly: true }).call.question).toBe('costly-number');
    const cheap = following(begun.call, { type: 'cost-judged', costly: false });
    expect(cheap.call).toMatchObject({ phase: 'asking', question: 'not-from-outreach' });
    expect(following(cheap.call, { type: 'confirmed' }).does).toContain('dial');
  });

  it('is not dialled by a verdict that comes after the rep hung up', () => {
    const begun = createCall({ ...typed, cost: 'unknown' });
    const gone = following(begun.call, { type: 'hang-up' }, { type: 'cost-judged', costly: false });
    expect(gone.call.phase).toBe('ended');
    expect(gone.does).toEqual([]);
  });
});
