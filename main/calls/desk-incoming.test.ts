import { describe, expect, it } from 'vitest';
import type { Caller } from '../../app/calls/call.ts';
import { deskOnFakes, OUTREACH_LINK } from './desk-on-fakes.ts';

const FROM = '+12015550100';
const FIRST = '00000000-0000-4000-8000-00000000000a';
const SECOND = '00000000-0000-4000-8000-00000000000b';
const incoming = (callId: string, from = FROM) =>
  ({ type: 'incoming', callId, from, to: '+12015550199', name: 'Desk phone' }) as const;
const owedOf = (fakes: ReturnType<typeof deskOnFakes>, callId: string) =>
  fakes.outbox.sent.filter((entry) => entry.callId === callId).map(({ update }) => update);

describe('an incoming call', () => {
  it('rings at once, and Outreach is asked to make it before its states are told', () => {
    const fakes = deskOnFakes();
    fakes.carrier.emit(incoming(FIRST));
    expect(fakes.latest()).toMatchObject({
      ...{ direction: 'inbound', origin: 'caller', phase: 'incoming', number: FROM, state: 'ringing' },
      inbound: { name: 'Desk phone', known: false, doNotCall: false, pickedUp: false, missed: false },
    });
    expect(owedOf(fakes, FIRST).map(({ kind }) => kind)).toEqual(['create', 'state', 'state']);
    expect(owedOf(fakes, FIRST)[0]).toEqual({
      ...{ kind: 'create', from: FROM, to: '+12015550199', vendorCallId: FIRST },
    });
    expect(fakes.told(FIRST)).toEqual(['initiated', 'ringing']);
    expect(fakes.carrier.commands).toEqual([]);
  });

  it('is answered once, however often the rep presses, and completed', () => {
    const fakes = deskOnFakes();
    fakes.carrier.emit(incoming(FIRST));
    expect(fakes.desk.answer(FIRST).ok).toBe(true);
    expect(fakes.desk.answer(FIRST).ok).toBe(true);
    expect(fakes.carrier.commands).toEqual([{ type: 'answer', callId: FIRST }]);
    expect(fakes.latest().inbound?.pickedUp).toBe(true);
    fakes.clock.advance(29_000);
    fakes.answers(FIRST);
    expect(fakes.latest().phase).toBe('talking');
    expect(fakes.desk.answer(FIRST)).toMatchObject({ failure: { code: 'not-ringing' } });
    expect(fakes.desk.mute(FIRST, true).ok).toBe(true);
    fakes.ends(FIRST);
    expect(fakes.told(FIRST)).toEqual(['initiated', 'ringing', 'in progress', 'completed']);
    expect(fakes.lastEnded().endedBecause).toBe('The other side hung up');
  });

  it.each([
    ['The user rejects the call.', 'reject', 'busy', 'busy', 'You rejected it', false],
    ['A call times out.', 'nothing', 'no-answer', 'no answer', 'You did not answer', true],
    ['The caller cancels the call', 'canceled', undefined, 'canceled', 'The caller hung up', true],
    ['The user rejects the call (hangs up)', 'hang-up', 'busy', 'busy', 'You rejected it', false],
  ] as const)('"%s" → %s', (_row, what, rejection, state, because, missed) => {
    const fakes = deskOnFakes();
    fakes.carrier.emit(incoming(FIRST));
    if (what === 'reject') fakes.desk.reject(FIRST);
    if (what === 'hang-up') fakes.desk.hangUp(FIRST);
    if (what === 'nothing') fakes.clock.advance(30_000);
    if (what === 'canceled') fakes.ends(FIRST, { cause: 'caller-canceled' });
    const asked = fakes.carrier.commands.flatMap((command) =>
      command.type === 'reject' ? [command.as] : [],
    );
    expect(asked).toEqual(rejection === undefined ? [] : [rejection]);
    expect(fakes.told(FIRST)).toEqual(['initiated', 'ringing', state]);
    expect(fakes.lastEnded()).toMatchObject({ state, endedBecause: because, inbound: { missed } });
    // What the carrier says afterwards of the leg that is gone.
    fakes.ends(FIRST, { cause: 'callee-rejected', status: 486 });
    expect(fakes.told(FIRST)).toHaveLength(3);
    expect(fakes.clock.pending()).toBe(0);
  });

  it('that a colleague answered was canceled here, and not missed', () => {
    const fakes = deskOnFakes();
    fakes.carrier.emit(incoming(FIRST));
    fakes.ends(FIRST, { cause: 'caller-canceled', status: 200 });
    expect(fakes.lastEnded()).toMatchObject({
      state: 'canceled',
      endedBecause: 'Somebody else answered',
      inbound: { missed: false },
    });
  });

  it('that is not connected after the rep answered has failed to set up', () => {
    const fakes = deskOnFakes();
    fakes.carrier.emit(incoming(FIRST));
    fakes.desk.answer(FIRST);
    fakes.ends(FIRST, { cause: 'setup-failed', text: 'microphone' });
    expect(fakes.told(FIRST)).toEqual(['initiated', 'ringing', 'failed']);
  });

  it('while another one rings is refused as busy, and kept as missed', () => {
    const fakes = deskOnFakes();
    fakes.carrier.emit(incoming(FIRST));
    fakes.carrier.emit(incoming(SECOND, '+12015550111'));
    expect(fakes.carrier.commands).toEqual([{ type: 'reject', callId: SECOND, as: 'busy' }]);
    expect(fakes.told(SECOND)).toEqual(['initiated', 'ringing', 'busy']);
    expect(fakes.lastEnded()).toMatchObject({
      ...{ id: SECOND, state: 'busy', endedBecause: 'Another call was ringing', inbound: { missed: true } },
    });
    expect(fakes.latest()).toMatchObject({ id: FIRST, phase: 'incoming' });
  });

  it('that rings keeps a link waiting for the rep’s yes', () => {
    const fakes = deskOnFakes();
    fakes.carrier.emit(incoming(FIRST));
    fakes.desk.openLink(OUTREACH_LINK);
    expect(fakes.latest()).toMatchObject({ phase: 'asking', question: 'another-call' });
    expect(fakes.carrier.dialed()).toEqual([]);
  });

  it('goes on where Outreach will not make a record of it', () => {
    const fakes = deskOnFakes();
    fakes.carrier.emit(incoming(FIRST));
    const reason = { code: 'not-created', message: 'No.' };
    fakes.outbox.report(FIRST, { state: 'initiated', outcome: 'given-up', reason });
    expect(fakes.latest().phase).toBe('incoming');
    fakes.desk.answer(FIRST);
    fakes.answers(FIRST);
    expect(fakes.latest()).toMatchObject({ phase: 'talking', logging: 'refused' });
  });

  it('survives a crash as failed, or as completed where it had been answered', () => {
    const fakes = deskOnFakes();
    fakes.carrier.emit(incoming(FIRST));
    const rang = deskOnFakes({ stores: fakes.stores });
    rang.desk.recover();
    expect(rang.lastEnded()).toMatchObject({ id: FIRST, state: 'failed' });
    const second = deskOnFakes();
    second.carrier.emit(incoming(SECOND));
    second.desk.answer(SECOND);
    second.answers(SECOND);
    const talked = deskOnFakes({ stores: second.stores });
    talked.desk.recover();
    expect(talked.lastEnded()).toMatchObject({ id: SECOND, state: 'completed' });
    expect(talked.outbox.sent.map(({ update }) => update.kind)).toEqual(['state']);
  });

  it('hides its number: it is called anonymous', () => {
    const fakes = deskOnFakes();
    fakes.carrier.emit(incoming(FIRST, ''));
    expect(fakes.latest().number).toBe('anonymous');
    expect(owedOf(fakes, FIRST)[0]).toMatchObject({ from: 'anonymous' });
  });
});

describe('who calls', () => {
  const ann: Caller = { name: 'Ann Lee', title: 'CFO', company: 'Harbor', doNotCall: true };

  it('is shown once Outreach has said it, while the call rings already', async () => {
    const fakes = deskOnFakes({ callers: { callerOf: async () => ann } });
    fakes.carrier.emit(incoming(FIRST));
    expect(fakes.latest().inbound?.name).toBe('Desk phone');
    await expect
      .poll(() => fakes.latest().inbound)
      .toMatchObject({ name: 'Ann Lee', title: 'CFO', company: 'Harbor', known: true, doNotCall: true });
    expect(fakes.stores.calls.recent(1)[0]?.inbound?.caller).toEqual(ann);
  });

  it('is of no use after the end, and changes nothing then', async () => {
    let say: (caller: Caller) => void = () => undefined;
    const asked = new Promise<Caller>((resolve) => {
      say = resolve;
    });
    const fakes = deskOnFakes({ callers: { callerOf: () => asked } });
    fakes.carrier.emit(incoming(FIRST));
    fakes.ends(FIRST, { cause: 'caller-canceled' });
    say(ann);
    await asked;
    expect(fakes.lastEnded().inbound?.known).toBe(false);
  });
});
