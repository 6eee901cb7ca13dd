import { describe, expect, it } from 'vitest';
import { snapshot } from '../../app/ipc/snapshot-schema.ts';
import { deskOnFakes, OUTREACH_LINK } from './desk-on-fakes.ts';

/** A desk with a call of Outreach's that is being dialled. */
function dialing(link = OUTREACH_LINK) {
  const fakes = deskOnFakes();
  fakes.desk.openLink(link);
  const { id } = fakes.latest();
  fakes.outbox.report(id, { outcome: 'delivered' });
  return { ...fakes, id };
}

describe('in a call', () => {
  it('dials the extension a second after the answer and shows how far it is', () => {
    const { clock, carrier, id, latest, answers } = dialing(OUTREACH_LINK.replace(';', ';ext=1234;'));
    answers(id);
    expect(latest().extensionProgress).toEqual({ status: 'counting', sent: 0, dialsAt: clock.now() + 1_000 });
    clock.advance(999);
    expect(carrier.commands.at(-1)?.type).toBe('dial');
    clock.advance(1);
    expect(carrier.commands.at(-1)).toEqual({ type: 'send-digits', callId: id, digits: '1234' });
    carrier.emit({ type: 'digits', callId: id, sent: 3, done: false });
    expect(latest().extensionProgress).toEqual({ status: 'dialing', sent: 3 });
    carrier.emit({ type: 'digits', callId: id, sent: 4, done: true });
    expect(latest().extensionProgress).toEqual({ status: 'dialed', sent: 4 });
  });

  it('passes the rep’s keys, mute and hang-up on, and refuses what makes no sense yet', () => {
    const { desk, carrier, id, answers, ends } = dialing();
    expect(desk.sendDigits(id, '5')).toMatchObject({ ok: false, failure: { code: 'not-connected' } });
    answers(id);
    expect(desk.sendDigits(id, '5').ok).toBe(true);
    expect(desk.mute(id, true).ok).toBe(true);
    expect(desk.hangUp(id).ok).toBe(true);
    expect(carrier.commands.slice(1)).toEqual([
      { type: 'send-digits', callId: id, digits: '5' },
      { type: 'mute', callId: id, muted: true },
      { type: 'hang-up', callId: id },
    ]);
    ends(id);
    for (const result of [
      desk.hangUp(id),
      desk.mute(id, true),
      desk.sendDigits(id, '1'),
      desk.confirm(id, true),
    ])
      expect(result).toMatchObject({ ok: false, failure: { code: 'no-such-call' } });
  });

  it('cancels a call that rings for a minute, as no answer', () => {
    const { clock, carrier, id, lastEnded, told, rings, ends } = dialing();
    rings(id);
    clock.advance(60_000);
    expect(carrier.commands.at(-1)).toEqual({ type: 'hang-up', callId: id });
    ends(id, { cause: 'caller-canceled', status: 487 });
    expect(told(id)).toEqual(['initiated', 'ringing', 'no answer']);
    expect(lastEnded().endedBecause).toBe('No answer');
  });

  it('hangs up a leg that answers after its call was closed', () => {
    const { desk, clock, carrier, id, answers } = dialing();
    desk.hangUp(id);
    clock.advance(5_000);
    expect(desk.view().calls).toEqual([]);
    answers(id);
    expect(carrier.commands.filter((command) => command.type === 'hang-up')).toHaveLength(2);
  });
});

describe('what the rep types', () => {
  it('is dialled at once and told to nobody', () => {
    const { desk, carrier, outbox, latest } = deskOnFakes();
    const dialed = desk.dial('+1 (201) 555-0123');
    expect(dialed).toEqual({ ok: true, value: { callId: latest().id } });
    expect(carrier.dialed()).toEqual(['+12015550123']);
    expect(outbox.sent).toEqual([]);
  });
  it('is refused with the reason where it is no number', () => {
    const { desk, carrier } = deskOnFakes();
    const refused = desk.dial('call me');
    expect(refused).toMatchObject({ ok: false, failure: { code: 'letters' } });
    expect(carrier.commands).toEqual([]);
  });
});

describe('what the window sees', () => {
  it('fits the contract in every phase', () => {
    const { desk, id, rings, answers, ends } = dialing(OUTREACH_LINK.replace(';', ';ext=12;'));
    const fits = () => {
      const rest = {
        outreach: { status: 'connected', waiting: 0, tokensKeptIn: 'keychain' },
        phone: { status: 'registered', practice: true },
        telHandler: { isDefault: true },
      };
      expect(snapshot.safeParse({ ...desk.view(), ...rest }).error).toBeUndefined();
    };
    desk.addNotice({ kind: 'info', code: 'x', title: 'x', message: 'x' });
    for (const step of [() => {}, () => rings(id), () => answers(id), () => ends(id)]) {
      step();
      fits();
    }
  });
  it('changes with every change, and no more after the subscription ended', () => {
    const { desk } = deskOnFakes();
    let changes = 0;
    const end = desk.subscribe(() => {
      changes += 1;
    });
    desk.openLink(OUTREACH_LINK);
    expect(changes).toBeGreaterThan(0);
    end();
    changes = 0;
    desk.openLink('tel:');
    expect(changes).toBe(0);
  });
  it('keeps the last twenty calls, newest first', () => {
    const { desk, clock } = deskOnFakes();
    for (let call = 0; call < 25; call += 1) {
      const dialed = desk.dial(`20155501${String(call).padStart(2, '0')}`);
      if (dialed.ok) desk.hangUp(dialed.value.callId);
      clock.advance(5_000);
    }
    const numbers = desk.view().recent.map((call) => call.number);
    expect(numbers).toHaveLength(20);
    expect([numbers[0], numbers.at(-1)]).toEqual(['2015550124', '2015550105']);
  });
  it('shows a notice until it is put away, and the same one once', () => {
    const { desk } = deskOnFakes();
    desk.openLink('tel:');
    desk.openLink('tel:');
    const [only, second] = desk.view().notices;
    expect(second).toBeUndefined();
    desk.dismissNotice(only?.id ?? '');
    expect(desk.view().notices).toEqual([]);
  });
});
