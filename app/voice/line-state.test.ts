import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CarrierEvent } from './carrier.ts';
import { followLine, type LineCalls, type LineState, lineState } from './line-state.ts';

type Step = Parameters<typeof followLine>[1];
const stateAfter = (...steps: Step[]): LineState => lineState(steps.reduce<LineCalls>(followLine, new Map()));

const NOTHING: LineState = { ringing: false, offHook: false, muted: false, held: false, speaking: false };
const incoming = (callId: string): Step => ({ type: 'incoming', callId, from: '', to: '' });
const dialing = (callId: string): Step => ({ type: 'dialing', callId });
const answered = (callId: string): Step => ({ type: 'answered', callId });
const held = (callId: string, on: boolean): Step => ({ type: 'held', callId, held: on });
const muted = (callId: string, on: boolean): Step => ({ type: 'muted', callId, muted: on });
const ended = (callId: string): Step => ({ type: 'ended', callId, reason: { cause: 'hung-up' } });

describe('lineState', () => {
  it.each<[string, Step[], Partial<LineState>]>([
    ['nothing', [], {}],
    ['rings', [incoming('a')], { ringing: true }],
    ['rings unheard', [incoming('a'), { type: 'silence', callId: 'a' }], {}],
    ['dialling', [dialing('a')], { offHook: true }],
    ['talking', [dialing('a'), answered('a')], { offHook: true, speaking: true }],
    ['taken', [incoming('a'), answered('a')], { offHook: true, speaking: true }],
    ['muted', [incoming('a'), answered('a'), muted('a', true)], { offHook: true, muted: true }],
    ['on hold', [dialing('a'), answered('a'), held('a', true)], { offHook: true, held: true }],
    [
      'a muted call on hold is not what the mute light is for',
      [dialing('a'), answered('a'), muted('a', true), held('a', true)],
      { offHook: true, held: true },
    ],
    [
      'one on hold, another talked in',
      [dialing('a'), answered('a'), held('a', true), dialing('b'), answered('b')],
      { offHook: true, speaking: true },
    ],
    [
      'a second one rings',
      [dialing('a'), answered('a'), incoming('b')],
      { offHook: true, speaking: true, ringing: true },
    ],
    ['over', [dialing('a'), answered('a'), muted('a', true), ended('a')], {}],
    ['late news of a call that is over', [ended('a'), muted('a', true), held('a', true)], {}],
  ])('%s', (_name, steps, expected) => {
    expect(stateAfter(...steps)).toEqual({ ...NOTHING, ...expected });
  });

  it('is as at the start once every call has ended, whatever was before', () => {
    const id = fc.constantFrom('a', 'b', 'c');
    const step = fc.oneof(
      id.map(incoming),
      id.map(dialing),
      id.map(answered),
      fc.tuple(id, fc.boolean()).map(([callId, on]) => held(callId, on)),
      fc.tuple(id, fc.boolean()).map(([callId, on]) => muted(callId, on)),
      fc.constant<CarrierEvent>({ type: 'conference', callIds: [] }),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        expect(stateAfter(...steps, ended('a'), ended('b'), ended('c'))).toEqual(NOTHING);
      }),
    );
  });
});
