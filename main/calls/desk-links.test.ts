import { describe, expect, it } from 'vitest';
import { stateOf } from '../../app/outbox/entry.ts';
import { deskOnFakes, OTHER_OUTREACH_LINK, OUTREACH_LINK } from './desk-on-fakes.ts';

describe('a link of Outreach’s', () => {
  it('is stored and told to Outreach before openLink returns, and dialled at Outreach’s yes', () => {
    const { desk, carrier, outbox, stores, latest } = deskOnFakes();
    desk.openLink(OUTREACH_LINK);
    const { id } = latest();
    expect(outbox.sent).toHaveLength(1);
    expect(outbox.sent[0]).toMatchObject({
      outreachCallId: '91FCF82E-9817-4C73-959F-4CF4A0DB334D',
      update: { state: 'initiated' },
    });
    expect(stores.outbox.waiting()).toHaveLength(1);
    expect(carrier.dialed()).toEqual([]);
    outbox.report(id, { outcome: 'delivered' });
    expect(carrier.dialed()).toEqual(['+12015550123']);
  });

  it('tells the whole call in order and shows it among the last ones', () => {
    const { desk, clock, outbox, latest, lastEnded, told, ...far } = deskOnFakes();
    desk.openLink(OUTREACH_LINK);
    const { id } = latest();
    outbox.report(id, { outcome: 'delivered' });
    clock.advance(500);
    far.rings(id);
    clock.advance(3_000);
    far.answers(id);
    expect(latest()).toMatchObject({ phase: 'talking', logging: 'waiting' });
    clock.advance(60_000);
    far.ends(id);
    expect(told(id)).toEqual(['initiated', 'ringing', 'in progress', 'completed']);
    const times = outbox.updatesOf(id).map((update) => update.stateChangedAt);
    expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 500, 3_500, 63_500]);
    expect(desk.view().calls).toEqual([]);
    expect(lastEnded()).toMatchObject({ id, state: 'completed', endedBecause: 'The other side hung up' });
    for (const state of ['ringing', 'in progress', 'completed'] as const)
      outbox.report(id, { outcome: 'delivered', state });
    expect(lastEnded().logging).toBe('logged');
    expect(clock.pending()).toBe(0);
  });

  it('that comes twice is one call, in either case of its call-id', () => {
    const { desk, carrier, outbox, latest } = deskOnFakes();
    desk.openLink(OUTREACH_LINK);
    desk.openLink(OUTREACH_LINK.replace('91FCF82E', '91fcf82e'));
    outbox.report(latest().id, { outcome: 'delivered' });
    desk.openLink(OUTREACH_LINK);
    expect(desk.view().calls).toHaveLength(1);
    expect(outbox.sent).toHaveLength(1);
    expect(carrier.dialed()).toHaveLength(1);
    expect(desk.view().notices).toEqual([]);
  });

  it('that is pasted into the number field is the same call as if it had been clicked', () => {
    const { desk, carrier, outbox, latest } = deskOnFakes();
    const pasted = desk.dial(` ${OUTREACH_LINK}`);
    expect(pasted).toMatchObject({ ok: true, value: { callId: latest().id } });
    expect(outbox.sent[0]).toMatchObject({ outreachCallId: '91FCF82E-9817-4C73-959F-4CF4A0DB334D' });
    expect(carrier.dialed()).toEqual([]);
    desk.openLink(OUTREACH_LINK);
    expect(desk.view().calls).toHaveLength(1);
    desk.hangUp(latest().id);
    expect(desk.dial(OUTREACH_LINK)).toMatchObject({ ok: false, failure: { code: 'call-already-ended' } });
  });

  it('whose call is over is not dialled again, also after a restart', () => {
    const first = deskOnFakes();
    first.desk.openLink(OUTREACH_LINK);
    first.desk.hangUp(first.latest().id);
    first.desk.close();
    const second = deskOnFakes({ stores: first.stores });
    second.desk.recover();
    second.desk.openLink(OUTREACH_LINK.toLowerCase());
    expect(second.desk.view().calls).toEqual([]);
    expect(second.outbox.sent).toEqual([]);
    expect(second.desk.view().notices).toMatchObject([{ kind: 'info', code: 'call-already-ended' }]);
  });

  it('whose call was over long ago is still known by the disk', () => {
    const first = deskOnFakes();
    first.desk.openLink(OUTREACH_LINK);
    first.desk.hangUp(first.latest().id);
    for (let later = 0; later < 25; later += 1) {
      first.clock.advance(60_000);
      first.desk.openLink(OUTREACH_LINK.replace('91FCF82E', `000000${10 + later}`));
      first.desk.hangUp(first.latest().id);
    }
    const second = deskOnFakes({ stores: first.stores, clock: first.clock });
    second.desk.openLink(OUTREACH_LINK);
    expect(second.desk.view().calls).toEqual([]);
    expect(second.desk.view().notices).toMatchObject([{ code: 'call-already-ended' }]);
  });

  it('goes on being told when Outreach refuses an update in the middle', () => {
    const { desk, outbox, latest, told, ...far } = deskOnFakes({
      dialing: { outreachLinks: 'at once', otherLinks: 'ask' },
    });
    desk.openLink(OUTREACH_LINK);
    const { id } = latest();
    far.rings(id);
    outbox.report(id, {
      outcome: 'given-up',
      state: 'ringing',
      reason: { code: 'unknown-call', message: '' },
    });
    expect(latest().logging).toBe('refused');
    far.answers(id);
    expect(told(id)).toEqual(['initiated', 'ringing', 'in progress']);
  });

  it('is not dialled when Outreach does not know it, and the rep is told', () => {
    const { desk, carrier, outbox, latest, lastEnded, told } = deskOnFakes();
    desk.openLink(OUTREACH_LINK);
    const { id } = latest();
    const reason = { code: 'unknown-call', message: 'Outreach does not know this call.' };
    outbox.report(id, { outcome: 'given-up', reason });
    expect(carrier.commands).toEqual([]);
    expect(told(id)).toEqual(['initiated']);
    expect(lastEnded()).toMatchObject({
      endedBecause: 'Not dialed: Outreach does not know this call',
      logging: 'refused',
      loggingMessage: reason.message,
    });
    expect(desk.view().notices).toMatchObject([{ kind: 'warning', code: 'unknown-to-outreach' }]);
  });

  it('is asked about after 2 s without Outreach, and dialled at the rep’s yes', () => {
    const { desk, clock, carrier, outbox, latest } = deskOnFakes();
    desk.openLink(OUTREACH_LINK);
    const { id } = latest();
    outbox.report(id, { outcome: 'postponed', cause: 'unreachable' });
    clock.advance(1_999);
    expect(latest().phase).toBe('confirming');
    clock.advance(1);
    expect(latest()).toMatchObject({ phase: 'asking', question: 'outreach-unreachable' });
    expect(desk.confirm(id, true)).toEqual({ ok: true, value: {} });
    outbox.report(id, { outcome: 'delivered' });
    expect(carrier.dialed()).toEqual(['+12015550123']);
    expect(desk.confirm(id, true)).toMatchObject({ ok: false, failure: { code: 'nothing-asked' } });
  });

  it('is dialled without an answer of the rep’s when Outreach accepts late', () => {
    const { desk, clock, carrier, outbox, latest } = deskOnFakes();
    desk.openLink(OUTREACH_LINK);
    clock.advance(4_000);
    outbox.report(latest().id, { outcome: 'delivered' });
    expect(latest()).toMatchObject({ phase: 'dialing', question: undefined });
    expect(carrier.dialed()).toHaveLength(1);
  });

  it('is asked about at once while nobody is signed in', () => {
    const { desk, outbox, latest } = deskOnFakes();
    desk.openLink(OUTREACH_LINK);
    outbox.report(latest().id, { outcome: 'postponed', cause: 'signed-out' });
    expect(latest().question).toBe('outreach-unreachable');
  });
});

describe('two calls', () => {
  it('at once: both are told, the first is dialled, the second waits for an answer', () => {
    const { desk, carrier, outbox } = deskOnFakes();
    desk.openLink(OUTREACH_LINK);
    desk.openLink(OTHER_OUTREACH_LINK);
    expect(outbox.sent.map((entry) => stateOf(entry.update))).toEqual(['initiated', 'initiated']);
    for (const { id } of desk.view().calls) outbox.report(id, { outcome: 'delivered' });
    expect(carrier.dialed()).toEqual(['+12015550123']);
    expect(desk.view().calls.map((call) => call.question)).toEqual([undefined, 'another-call']);
  });

  it('one while the other is up: yes ends that one first and then dials', () => {
    const { desk, carrier, outbox, latest, told, ...far } = deskOnFakes();
    desk.openLink(OUTREACH_LINK);
    const first = latest().id;
    outbox.report(first, { outcome: 'delivered' });
    far.answers(first);
    desk.openLink(OTHER_OUTREACH_LINK);
    const second = latest().id;
    desk.confirm(second, true);
    expect(carrier.commands.at(-1)).toEqual({ type: 'hang-up', callId: first });
    expect(carrier.dialed()).toHaveLength(1);
    far.ends(first);
    expect(carrier.dialed()).toEqual(['+12015550123', '+12015550199']);
    expect(told(first).at(-1)).toBe('completed');
    desk.openLink(OUTREACH_LINK.replace('91FCF82E', '22222222'));
    desk.confirm(latest().id, false);
    expect(told(desk.view().recent[0]?.id ?? '')).toEqual(['initiated', 'canceled']);
    expect(desk.view().calls).toHaveLength(1);
  });

  it('the second goes at once where it is an emergency number', () => {
    const { desk, carrier, outbox, latest } = deskOnFakes();
    desk.openLink(OUTREACH_LINK);
    outbox.report(latest().id, { outcome: 'delivered' });
    expect(desk.dial('112').ok).toBe(true);
    expect(carrier.dialed()).toEqual(['+12015550123', '112']);
  });
});

describe('other links', () => {
  it('from nowhere are asked about, and told to nobody', () => {
    const { desk, carrier, outbox, latest } = deskOnFakes();
    desk.openLink('tel:+1-201-555-0123');
    expect(latest()).toMatchObject({ question: 'not-from-outreach', origin: 'link', logging: 'none' });
    desk.confirm(latest().id, true);
    expect(carrier.dialed()).toEqual(['+12015550123']);
    expect(outbox.sent).toEqual([]);
  });

  it.each(['tel:+1-201-555-O123;source=outreach;call-id=1', 'tel:', 'mailto:x@example.com', ''])(
    'that are no good dial nothing and say why and where: %j',
    (link) => {
      const { desk, carrier, outbox, logged } = deskOnFakes();
      desk.openLink(link);
      expect(desk.view().calls).toEqual([]);
      expect([...carrier.commands, ...outbox.sent]).toEqual([]);
      expect(desk.view().notices).toMatchObject([
        {
          kind: 'error',
          title: 'A link was not dialed',
          message: expect.stringMatching(/\(at character \d+/),
        },
      ]);
      expect(logged.join('\n')).not.toMatch(/555/);
    },
  );

  it('leave no number and no call-id in the log', () => {
    const { desk, carrier, outbox, latest, logged, ...far } = deskOnFakes();
    desk.openLink(OUTREACH_LINK);
    const { id } = latest();
    outbox.report(id, { outcome: 'delivered' });
    far.answers(id);
    far.ends(id);
    desk.openLink(OUTREACH_LINK);
    expect(logged.length).toBeGreaterThan(3);
    expect(logged.join('\n')).not.toMatch(/555|91fcf82e/i);
    expect(carrier.dialed()).toHaveLength(1);
  });
});
