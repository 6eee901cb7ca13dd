import { describe, expect, it } from 'vitest';
import { sampleCall } from '../testing/sample-call.ts';
import { advance } from './advance.ts';
import type { Call } from './call.ts';
import type { Effect, Happening } from './call-event.ts';

const talking = (change: Partial<Call> = {}): Call =>
  sampleCall({ phase: 'talking', state: 'in progress', dialedAt: 1_000, answeredAt: 1_200, ...change });
const ringing = (change: Partial<Call> = {}): Call =>
  sampleCall({
    ...{ direction: 'inbound', phase: 'incoming', state: 'ringing', outreachCallId: undefined },
    inbound: { to: '100', logged: true },
    ...change,
  });

type Around = { readonly lineTaken?: boolean; readonly lineKept?: boolean };
/** What becomes of a call by one event; without a word of other calls there is none. */
function following(call: Call, happening: Happening, around: Around = {}) {
  const { lineTaken = false, lineKept = false } = around;
  const step = advance(call, { ...happening, at: 2_000, lineBusy: lineTaken, lineTaken, lineKept });
  return { ...step, does: step.effects.map(named) };
}
function named(effect: Effect): string {
  switch (effect.type) {
    case 'hold':
      return effect.held ? 'hold' : 'resume';
    case 'start-timer':
      return `start ${effect.timer}`;
    case 'stop-timer':
      return `stop ${effect.timer}`;
    case 'take-line':
      return `take the line: ${effect.how}${effect.urgent ? ', at once' : ''}`;
    default:
      return effect.type;
  }
}

describe('the rep’s hold key', () => {
  it.each<[what: string, call: Call, on: boolean, around: Around, does: readonly string[]]>([
    ['holds', talking(), true, {}, ['hold', 'start hold']],
    ['holds once', talking({ holdAsked: true }), true, {}, []],
    ['holds what is held', talking({ held: true }), true, {}, []],
    [
      'holds again what is being resumed',
      talking({ held: true, holdAsked: false }),
      true,
      {},
      ['hold', 'start hold'],
    ],
    [
      'ends a conference by holding',
      talking({ conference: 'in' }),
      true,
      {},
      ['hold', 'end-conference', 'start hold'],
    ],
    [
      'resumes, and no other call waits for the line any more',
      talking({ held: true }),
      false,
      {},
      ['take the line: hold', 'stop line', 'resume', 'start hold'],
    ],
    [
      'waits for the other call’s line',
      talking({ held: true }),
      false,
      { lineTaken: true },
      ['take the line: hold', 'start line'],
    ],
    ['resumes what is not held', talking(), false, {}, []],
    ['holds before the answer', sampleCall({ phase: 'ringing', dialedAt: 1 }), true, {}, []],
    ['holds what is being hung up', talking({ closing: 'hung-up' }), true, {}, []],
  ])('%s', (_what, call, on, around, does) => {
    expect(following(call, { type: 'hold', on }, around).does).toEqual(does);
  });

  it('a hold pressed while a held call waits for the line takes that wish back', () => {
    const held = following(talking({ held: true, waitsForLine: true }), { type: 'hold', on: true });
    expect(held.call).toMatchObject({ held: true, waitsForLine: undefined });
    expect(held.does).toEqual(['stop line']);
  });
});

describe('what the carrier reports of a hold', () => {
  it('that was asked for ends the wait for it', () => {
    const held = following(talking({ holdAsked: true }), { type: 'held', held: true });
    expect([held.call.held, held.call.holdAsked, held.does]).toEqual([true, undefined, ['stop hold']]);
  });

  it('and that contradicts what was asked for does not', () => {
    const late = following(talking({ held: true, holdAsked: true }), { type: 'held', held: false });
    expect(late.call).toMatchObject({ held: false, holdAsked: true });
  });

  it('and nobody asked for is made true, where it says held', () => {
    expect(following(talking(), { type: 'held', held: true }).does).toEqual(['hold']);
  });

  it('and nobody asked for is taken back, where this call would be heard beside another one', () => {
    const held = talking({ held: true });
    expect(following(held, { type: 'held', held: false }, { lineTaken: true, lineKept: true }).does).toEqual([
      'hold',
      'start hold',
    ]);
    expect(following(held, { type: 'held', held: false }).call.held).toBe(false);
  });

  it('never comes: what it said last counts, and a call that is heard beside another one is held again', () => {
    const asked = talking({ holdAsked: true });
    expect(following(asked, { type: 'timer', timer: 'hold' }).call.holdAsked).toBeUndefined();
    // It may have been resumed without a word: it is held then, as it is shown.
    const resuming = talking({ held: true, holdAsked: false });
    expect(following(resuming, { type: 'timer', timer: 'hold' })).toMatchObject({
      ...{ call: { held: true }, does: ['hold'] },
    });
    expect(
      following(asked, { type: 'timer', timer: 'hold' }, { lineTaken: true, lineKept: true }).does,
    ).toEqual(['hold', 'start hold']);
  });
});

describe('a call that another one takes the line from', () => {
  it.each<[what: string, call: Call, how: 'hold' | 'end', urgent: boolean, does: readonly string[]]>([
    ['is held', talking(), 'hold', false, ['hold', 'start hold']],
    ['is ended', talking(), 'end', false, ['stop-timers', 'hang-up', 'start hang-up']],
    ['stays held', talking({ held: true }), 'end', false, []],
    ['goes on before its answer', sampleCall({ phase: 'ringing', dialedAt: 1 }), 'hold', false, []],
    [
      'is ended before its answer, for an emergency call',
      sampleCall({ phase: 'ringing', dialedAt: 1 }),
      'hold',
      true,
      ['stop-timers', 'hang-up', 'start hang-up'],
    ],
    ['goes on where it calls for help', talking({ emergency: true }), 'hold', false, []],
    [
      'gives way to another call for help',
      talking({ emergency: true }),
      'hold',
      true,
      ['hold', 'start hold'],
    ],
    ['rings on', ringing(), 'hold', true, []],
    ['rings unheard on', ringing({ inbound: { to: '1', logged: true, ignored: true } }), 'end', false, []],
    ['asks again before it is dialled', sampleCall(), 'hold', false, ['stop outreach', 'stop question']],
    [
      'waits for it no longer',
      sampleCall({ phase: 'dialing', waitsForLine: true }),
      'hold',
      false,
      ['stop line', 'stop outreach', 'stop question'],
    ],
  ])('%s', (_what, call, how, urgent, does) => {
    expect(following(call, { type: 'give-way', how, urgent }).does).toEqual(does);
  });

  it('that only rings here is rejected where the rep ends it', () => {
    expect(following(ringing(), { type: 'give-way', how: 'end', urgent: false }).call).toMatchObject({
      ...{ phase: 'ended', state: 'busy', closing: 'rejected' },
    });
  });
});

describe('the line comes free', () => {
  it.each([
    ['a call is dialled', sampleCall({ phase: 'dialing', waitsForLine: true }), 'dial'],
    [
      'an incoming call is answered',
      ringing({ waitsForLine: true, inbound: { to: '100', logged: true, pickedUpAt: 1_500 } }),
      'answer',
    ],
    ['a held call is resumed', talking({ held: true, waitsForLine: true }), 'resume'],
  ])('%s', (_what, call, does) => {
    expect(following(call, { type: 'line-free' }).does).toContain(does);
    expect(following(call, { type: 'line-free' }, { lineTaken: true }).does).toEqual([]);
    const late = following(call, { type: 'timer', timer: 'line' });
    expect(late.does).toContain('notify');
    expect(late.does).not.toContain(does);
    expect(late.call.waitsForLine).toBeUndefined();
  });
});
