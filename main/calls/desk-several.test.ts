import { describe, expect, it } from 'vitest';
import type { CallView } from '../../app/ipc/call-view-schema.ts';
import { type DeskOnFakes, deskOnFakes } from './desk-on-fakes.ts';

const CALLER = '00000000-0000-4000-8000-00000000000a';
const SECOND_CALLER = '00000000-0000-4000-8000-00000000000b';

/** A desk whose carrier does at once what it is told, as far as holding goes. */
function desk() {
  const fakes = deskOnFakes();
  const view = (callId: string): CallView => {
    const { calls, recent } = fakes.desk.view();
    const found = [...calls, ...recent].find(({ id }) => id === callId);
    if (found === undefined) throw new Error('There is no such call.');
    return found;
  };
  const held = (callId: string, on = true) => fakes.carrier.emit({ type: 'held', callId, held: on });
  const incoming = (callId: string) =>
    fakes.carrier.emit({ type: 'incoming', callId, from: '+12015550100', to: '+12015550199' });
  const since = (count: number) => fakes.carrier.commands.slice(count);
  return { ...fakes, view, held, incoming, since };
}

function talking(fakes: DeskOnFakes, number = '2015550101'): string {
  const dialed = fakes.desk.dial(number);
  if (!dialed.ok) throw new Error(dialed.failure.message);
  fakes.answers(dialed.value.callId);
  return dialed.value.callId;
}

/** Two answered calls; the second has the line. */
function twoCalls() {
  const fakes = desk();
  const first = talking(fakes);
  const dialed = fakes.desk.dial('2015550102', 'hold');
  if (!dialed.ok) throw new Error(dialed.failure.message);
  const second = dialed.value.callId;
  fakes.held(first);
  fakes.answers(second);
  return { ...fakes, first, second };
}

describe('hold', () => {
  it('holds and resumes, and shows what the carrier reports', () => {
    const fakes = desk();
    const id = talking(fakes);
    expect(fakes.desk.hold(id, true).ok).toBe(true);
    expect(fakes.view(id).held).toBe(false);
    fakes.held(id);
    expect(fakes.view(id).held).toBe(true);
    expect(fakes.desk.hold(id, false).ok).toBe(true);
    fakes.held(id, false);
    expect(fakes.view(id).held).toBe(false);
    expect(fakes.since(1)).toEqual([
      { type: 'hold', callId: id, held: true },
      { type: 'hold', callId: id, held: false },
    ]);
    expect(fakes.clock.pending()).toBe(1);
  });

  it('is refused before the answer, in words', () => {
    const fakes = desk();
    const dialed = fakes.desk.dial('2015550101');
    const id = dialed.ok ? dialed.value.callId : '';
    expect(fakes.desk.hold(id, true)).toMatchObject({ failure: { code: 'not-connected' } });
  });

  it('of the far end is shown', () => {
    const fakes = desk();
    const id = talking(fakes);
    fakes.carrier.emit({ type: 'held-by-far-end', callId: id, held: true });
    expect(fakes.view(id).heldByFarEnd).toBe(true);
    fakes.carrier.emit({ type: 'held-by-far-end', callId: id, held: false });
    expect(fakes.view(id).heldByFarEnd).toBeUndefined();
  });
});

describe('a second call', () => {
  it('is dialled when the first is held, and not before', () => {
    const fakes = desk();
    const first = talking(fakes);
    const dialed = fakes.desk.dial('2015550102', 'hold');
    expect(fakes.since(1)).toEqual([{ type: 'hold', callId: first, held: true }]);
    fakes.held(first);
    expect(dialed.ok && fakes.since(2)).toEqual([
      { type: 'dial', callId: dialed.ok && dialed.value.callId, number: '2015550102' },
    ]);
  });

  it('takes the place of the first where the rep ends that', () => {
    const fakes = desk();
    const first = talking(fakes);
    fakes.desk.dial('2015550102', 'end');
    expect(fakes.since(1)).toEqual([{ type: 'hang-up', callId: first }]);
    fakes.ends(first);
    expect(fakes.carrier.dialed()).toEqual(['2015550101', '2015550102']);
  });

  it('is asked about again where the first is not held in time: two are never heard at once', () => {
    const fakes = desk();
    const first = talking(fakes);
    fakes.desk.dial('2015550102', 'hold');
    fakes.clock.advance(8_000);
    expect(fakes.latest()).toMatchObject({ phase: 'asking', question: 'another-call' });
    expect(fakes.carrier.dialed()).toHaveLength(1);
    expect(fakes.desk.view().notices).toMatchObject([{ code: 'line-not-free' }]);
    fakes.held(first);
    expect(fakes.carrier.dialed()).toHaveLength(1);
  });

  it('can’t hold one that is not answered yet: the rep can only end that', () => {
    const fakes = desk();
    const dialed = fakes.desk.dial('2015550101');
    expect(fakes.desk.dial('2015550102', 'hold')).toMatchObject({ failure: { code: 'cannot-hold' } });
    expect(fakes.desk.view().calls).toHaveLength(1);
    expect(fakes.desk.dial('2015550102', 'end').ok).toBe(true);
    if (dialed.ok) fakes.ends(dialed.value.callId, { cause: 'caller-canceled' });
    expect(fakes.carrier.dialed()).toEqual(['2015550101', '2015550102']);
  });

  it('leaves the held one held when it ends; the rep resumes that', () => {
    const { first, second, ends, view, desk: rep, since, carrier } = twoCalls();
    ends(second);
    expect(view(first)).toMatchObject({ phase: 'talking', held: true });
    const before = carrier.commands.length;
    rep.hold(first, false);
    expect(since(before)).toEqual([{ type: 'hold', callId: first, held: false }]);
  });

  it('swaps: resuming one holds the other first', () => {
    const { first, second, desk: rep, since, held, carrier, view } = twoCalls();
    const before = carrier.commands.length;
    expect(rep.hold(first, false).ok).toBe(true);
    expect(since(before)).toEqual([{ type: 'hold', callId: second, held: true }]);
    held(second);
    expect(since(before + 1)).toEqual([{ type: 'hold', callId: first, held: false }]);
    held(first, false);
    expect([view(first).held, view(second).held]).toEqual([false, true]);
  });

  it('is the last: a third is refused in words, unless it takes the place of one', () => {
    const { desk: rep, second, ends, carrier } = twoCalls();
    expect(rep.dial('2015550103', 'hold')).toMatchObject({ failure: { code: 'too-many-calls' } });
    expect(rep.dial('2015550103', 'end').ok).toBe(true);
    ends(second);
    expect(carrier.dialed()).toHaveLength(3);
  });
});

describe('call waiting', () => {
  it('rings during a call, and answering holds that one first', () => {
    const fakes = desk();
    const first = talking(fakes);
    fakes.incoming(CALLER);
    expect(fakes.latest()).toMatchObject({ id: CALLER, phase: 'incoming' });
    expect(fakes.desk.answer(CALLER).ok).toBe(true);
    expect(fakes.since(1)).toEqual([{ type: 'hold', callId: first, held: true }]);
    fakes.held(first);
    expect(fakes.since(2)).toEqual([{ type: 'answer', callId: CALLER }]);
  });

  it('ends the other one where the rep says so', () => {
    const fakes = desk();
    const first = talking(fakes);
    fakes.incoming(CALLER);
    fakes.desk.answer(CALLER, 'end');
    fakes.ends(first);
    expect(fakes.since(1)).toEqual([
      { type: 'hang-up', callId: first },
      { type: 'answer', callId: CALLER },
    ]);
  });

  it('rings on where the other one could not be held', () => {
    const fakes = desk();
    talking(fakes);
    fakes.incoming(CALLER);
    fakes.desk.answer(CALLER);
    expect(fakes.view(CALLER).inbound?.pickedUp).toBe(true);
    fakes.clock.advance(8_000);
    expect(fakes.view(CALLER)).toMatchObject({ phase: 'incoming', inbound: { pickedUp: false } });
    fakes.clock.advance(15_000);
    expect(fakes.view(CALLER)).toMatchObject({ state: 'no answer' });
  });

  it('is not answered by closing Outdial, although that ends the other call', () => {
    const fakes = desk();
    const first = talking(fakes);
    fakes.incoming(CALLER);
    fakes.desk.answer(CALLER);
    fakes.desk.close();
    expect(fakes.since(2)).toEqual([
      { type: 'hang-up', callId: CALLER },
      { type: 'hang-up', callId: first },
    ]);
    expect(fakes.told(CALLER)).toEqual(['initiated', 'ringing', 'busy']);
  });

  it('a third call rings too, and a fourth hears busy', () => {
    const { incoming, view, desk: rep } = twoCalls();
    incoming(CALLER);
    incoming(SECOND_CALLER);
    expect(view(CALLER).phase).toBe('incoming');
    expect(view(SECOND_CALLER)).toMatchObject({ state: 'busy', inbound: { missed: true } });
    expect(rep.answer(CALLER)).toMatchObject({ failure: { code: 'too-many-calls' } });
    expect(rep.answer(CALLER, 'end').ok).toBe(true);
  });
});

describe('a conference', () => {
  it('joins all answered calls, and ends when one is held', () => {
    const { first, second, desk: rep, carrier, view, held, since } = twoCalls();
    const before = carrier.commands.length;
    expect(rep.conference().ok).toBe(true);
    expect(since(before)).toEqual([{ type: 'conference', callIds: [first, second] }]);
    held(first, false);
    carrier.emit({ type: 'conference', callIds: [first, second] });
    expect([view(first), view(second)]).toMatchObject([
      { inConference: true, held: false },
      { inConference: true, held: false },
    ]);
    rep.hold(first, true);
    expect(since(before + 1)).toEqual([
      { type: 'hold', callId: first, held: true },
      { type: 'conference', callIds: [] },
    ]);
  });

  it('needs two answered calls', () => {
    const fakes = desk();
    talking(fakes);
    expect(fakes.desk.conference()).toMatchObject({ failure: { code: 'too-few-calls' } });
  });

  it('that ends by itself leaves one call with the line', () => {
    const { first, second, desk: rep, carrier, held, since, clock } = twoCalls();
    rep.conference();
    held(first, false);
    carrier.emit({ type: 'conference', callIds: [first, second] });
    const before = carrier.commands.length;
    carrier.emit({ type: 'conference', callIds: [] });
    expect(since(before)).toEqual([]);
    clock.advance(500);
    expect(since(before)).toEqual([{ type: 'hold', callId: first, held: true }]);
  });
});
