import { describe, expect, it } from 'vitest';
import { deskOnFakes } from './desk-on-fakes.ts';

const CALLER = '00000000-0000-4000-8000-00000000000a';

function talking() {
  const fakes = deskOnFakes();
  const dialed = fakes.desk.dial('2015550101');
  const id = dialed.ok ? dialed.value.callId : '';
  fakes.answers(id);
  const transfer = (status: 'trying' | 'done' | 'failed', sipStatus?: number, callId = id) =>
    fakes.carrier.emit({ type: 'transfer', callId, status, sipStatus });
  return { ...fakes, id, transfer };
}

function ringing() {
  const fakes = deskOnFakes();
  fakes.carrier.emit({ type: 'incoming', callId: CALLER, from: '+12015550100', to: '+12015550199' });
  return fakes;
}

describe('a blind transfer', () => {
  it('ends the call as transferred when the phone system has done it', () => {
    const { desk, id, carrier, transfer, latest, ends, lastEnded } = talking();
    expect(desk.transfer(id, '+1 (201) 555-0102').ok).toBe(true);
    expect(carrier.commands.at(-1)).toEqual({ type: 'transfer', callId: id, number: '+12015550102' });
    transfer('trying');
    expect(latest().transfer).toEqual({ status: 'trying' });
    transfer('done');
    ends(id);
    expect(lastEnded()).toMatchObject({ state: 'completed', endedBecause: 'You transferred it' });
  });

  it('that fails leaves the call as it was, and says why', () => {
    const { desk, id, transfer, latest } = talking();
    desk.transfer(id, '2015550102');
    transfer('failed', 486);
    expect(latest()).toMatchObject({
      phase: 'talking',
      transfer: { status: 'failed', message: 'It is busy there (486). You are still connected.' },
    });
    expect(desk.transfer(id, '2015550103').ok).toBe(true);
  });

  it('that nothing is heard of has an end', () => {
    const { desk, id, clock, latest } = talking();
    desk.transfer(id, '2015550102');
    clock.advance(240_000);
    expect(latest().transfer).toMatchObject({ status: 'failed' });
  });

  it('whose leg does not end by itself is hung up', () => {
    const { desk, id, transfer, clock, carrier, lastEnded } = talking();
    desk.transfer(id, '2015550102');
    transfer('done');
    clock.advance(5_000);
    expect(carrier.commands.at(-1)).toEqual({ type: 'hang-up', callId: id });
    expect(lastEnded().endedBecause).toBe('You transferred it');
  });

  it.each([
    ['911', 'emergency'],
    ['sales', 'letters'],
    ['2015550102 x12', 'no-extension-there'],
    ['', 'empty'],
  ])('to "%s" is refused: %s', (text, code) => {
    const { desk, id, carrier } = talking();
    expect(desk.transfer(id, text)).toMatchObject({ failure: { code } });
    expect(carrier.commands).toHaveLength(1);
  });
});

describe('a number that may be costly', () => {
  const PREMIUM = '+19005551234';
  const costs = (known: boolean | undefined) => ({
    known: () => known,
    judge: (number: string, _typed: boolean, then: (costly: boolean) => void) => then(number === PREMIUM),
  });
  const called = (known: boolean | undefined) => {
    const fakes = deskOnFakes({ costs: costs(known) });
    fakes.carrier.emit({ type: 'incoming', callId: CALLER, from: '+12015550100', to: '+12015550199' });
    return fakes;
  };

  it('is no target of a transfer: the phone system would dial it unasked', () => {
    const { desk, carrier, answers } = called(true);
    desk.answer(CALLER);
    answers(CALLER);
    expect(desk.transfer(CALLER, PREMIUM)).toMatchObject({ failure: { code: 'costly-number' } });
    expect(carrier.commands.map(({ type }) => type)).toEqual(['answer']);
  });

  it('is told on the call where that had to be looked up first', () => {
    const { desk, carrier, answers, latest } = called(undefined);
    desk.answer(CALLER);
    answers(CALLER);
    expect(desk.transfer(CALLER, PREMIUM).ok).toBe(true);
    expect(latest().transfer).toMatchObject({ status: 'failed' });
    expect(carrier.commands.map(({ type }) => type)).toEqual(['answer']);
    desk.transfer(CALLER, '2015550102');
    expect(carrier.commands.at(-1)).toMatchObject({ type: 'transfer', number: '2015550102' });
  });

  it('gets no caller sent to it', () => {
    const { desk, carrier } = called(true);
    expect(desk.forward(CALLER, PREMIUM)).toMatchObject({ failure: { code: 'costly-number' } });
    expect(carrier.commands).toEqual([]);
    const late = called(undefined);
    expect(late.desk.forward(CALLER, PREMIUM).ok).toBe(true);
    expect(late.desk.view().notices).toMatchObject([{ code: 'not-forwarded' }]);
    expect(late.carrier.commands).toEqual([]);
  });
});

describe('an attended transfer', () => {
  it('connects the far ends, and both calls are completed', () => {
    const { desk, id, carrier, transfer, ends } = talking();
    const dialed = desk.dial('2015550102', 'hold');
    carrier.emit({ type: 'held', callId: id, held: true });
    const other = dialed.ok ? dialed.value.callId : '';
    expect(desk.transferTo(id, other)).toMatchObject({ failure: { code: 'not-connected' } });
    carrier.emit({ type: 'answered', callId: other });
    expect(desk.transferTo(id, id)).toMatchObject({ failure: { code: 'same-call' } });
    expect(desk.transferTo(id, other).ok).toBe(true);
    expect(carrier.commands.at(-1)).toEqual({ type: 'transfer-to', callId: id, otherCallId: other });
    expect(desk.view().calls.map((call) => call.transfer?.status)).toEqual(['trying', 'trying']);
    transfer('done');
    ends(other);
    ends(id);
    expect(desk.view().recent).toMatchObject([
      { state: 'completed', endedBecause: 'You transferred it' },
      { state: 'completed', endedBecause: 'You transferred it' },
    ]);
  });
});

describe('an attended transfer that comes to nothing', () => {
  function connecting() {
    const fakes = talking();
    const dialed = fakes.desk.dial('2015550102', 'hold');
    fakes.carrier.emit({ type: 'held', callId: fakes.id, held: true });
    const other = dialed.ok ? dialed.value.callId : '';
    fakes.answers(other);
    fakes.desk.transferTo(fakes.id, other);
    return { ...fakes, other };
  }

  it('leaves both calls, and says why', () => {
    const { desk, transfer, other } = connecting();
    transfer('failed', 603);
    expect(desk.view().calls).toMatchObject([
      { phase: 'talking', held: true, transfer: { status: 'failed' } },
      { phase: 'talking', id: other },
    ]);
    expect(desk.view().calls[1]?.transfer).toBeUndefined();
  });

  it('because the first call ended leaves the second one', () => {
    const { desk, ends, id, other } = connecting();
    expect(desk.transfer(other, '2015550103')).toMatchObject({ failure: { code: 'transfer-under-way' } });
    ends(id);
    expect(desk.view().recent[0]?.endedBecause).toBe('The other side hung up during the transfer');
    expect(desk.view().calls).toMatchObject([{ id: other, phase: 'talking' }]);
    expect(desk.transfer(other, '2015550103').ok).toBe(true);
  });
});

describe('an incoming call', () => {
  it('is sent to another number, and told as the row "The user rejects the call"', () => {
    const { desk, carrier, told, lastEnded } = ringing();
    expect(desk.forward(CALLER, '2015550102').ok).toBe(true);
    expect(carrier.commands).toEqual([{ type: 'forward', callId: CALLER, number: '2015550102' }]);
    expect(told(CALLER)).toEqual(['initiated', 'ringing', 'busy']);
    expect(lastEnded()).toMatchObject({
      endedBecause: 'You sent it to another number',
      inbound: { missed: false },
    });
  });

  it('is not sent to an emergency number', () => {
    const { desk, carrier } = ringing();
    expect(desk.forward(CALLER, '112')).toMatchObject({ failure: { code: 'emergency' } });
    expect(carrier.commands).toEqual([]);
  });

  it('is ignored: silent here, ringing for the caller, and no answer in the end', () => {
    const { desk, carrier, clock, told, latest, lastEnded } = ringing();
    expect(desk.ignore(CALLER).ok).toBe(true);
    expect(carrier.commands).toEqual([{ type: 'silence', callId: CALLER }]);
    expect(latest()).toMatchObject({ phase: 'incoming', inbound: { ignored: true } });
    clock.advance(30_000);
    expect(told(CALLER)).toEqual(['initiated', 'ringing', 'no answer']);
    expect(lastEnded().endedBecause).toBe('You ignored it');
  });
});

describe('an extension', () => {
  function answeredWithExtension() {
    const fakes = deskOnFakes();
    const dialed = fakes.desk.dial('2015550101 x12');
    const id = dialed.ok ? dialed.value.callId : '';
    fakes.answers(id);
    return { ...fakes, id };
  }

  it('is canceled in its countdown, and sent when the rep says so', () => {
    const { desk, id, clock, carrier, latest } = answeredWithExtension();
    expect(latest().extensionProgress).toMatchObject({ status: 'counting' });
    expect(desk.extension(id, 'cancel').ok).toBe(true);
    clock.advance(60_000);
    expect(latest().extensionProgress).toEqual({ status: 'canceled', sent: 0 });
    expect(carrier.commands).toHaveLength(1);
    desk.extension(id, 'send');
    expect(carrier.commands.at(-1)).toEqual({ type: 'send-digits', callId: id, digits: '12' });
  });

  it('that did not go out whole has failed, and is sent once more', () => {
    const { desk, id, clock, carrier, latest } = answeredWithExtension();
    clock.advance(1_000);
    carrier.emit({ type: 'digits', callId: id, sent: 1, done: true });
    expect(latest().extensionProgress).toEqual({ status: 'failed', sent: 1 });
    desk.extension(id, 'send');
    carrier.emit({ type: 'digits', callId: id, sent: 2, done: true });
    expect(latest().extensionProgress).toEqual({ status: 'dialed', sent: 2 });
  });
});
