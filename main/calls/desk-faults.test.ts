import { describe, expect, it } from 'vitest';
import { stateOf } from '../../app/outbox/entry.ts';
import { deskOnFakes, OTHER_OUTREACH_LINK, OUTREACH_LINK } from './desk-on-fakes.ts';

describe('a disk that refuses', () => {
  it('costs neither the call nor its updates, and the rep is told once', () => {
    const { desk, stores, carrier, outbox, latest, told, ...far } = deskOnFakes();
    stores.breakWith(new Error('database or disk is full'));
    desk.openLink(OUTREACH_LINK);
    const { id } = latest();
    outbox.report(id, { outcome: 'delivered' });
    far.rings(id);
    stores.breakWith(undefined);
    far.answers(id);
    stores.breakWith(new Error('database or disk is full'));
    far.ends(id);
    expect(carrier.dialed()).toHaveLength(1);
    expect(told(id)).toEqual(['initiated', 'ringing', 'in progress', 'completed']);
    const ids = outbox.sent.map((entry) => entry.id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(desk.view().notices).toMatchObject([{ kind: 'error', code: 'not-stored' }]);
  });
  it('does not make one link two calls', () => {
    const { desk, stores, outbox, latest } = deskOnFakes();
    stores.breakWith(new Error('disk I/O error'));
    desk.openLink(OUTREACH_LINK);
    desk.openLink(OUTREACH_LINK);
    desk.hangUp(latest().id);
    desk.openLink(OUTREACH_LINK);
    expect(outbox.sent.map((entry) => stateOf(entry.update))).toEqual(['initiated', 'canceled']);
  });
});

describe('after a crash', () => {
  it('an answered call ends when it was last known to be up, to within the 5 s of the heartbeat', () => {
    const first = deskOnFakes();
    first.desk.openLink(OUTREACH_LINK);
    const { id } = first.latest();
    first.outbox.report(id, { outcome: 'delivered' });
    first.answers(id);
    const answeredAt = first.clock.now();
    first.clock.advance(63_000);
    const second = deskOnFakes({ stores: first.stores });
    second.desk.recover();
    expect(second.outbox.updatesOf(id)).toEqual([
      { kind: 'state', state: 'completed', stateChangedAt: answeredAt + 60_000 },
    ]);
    expect(second.lastEnded().endedBecause).toBe('Outdial or the computer stopped during the call');
  });
});

describe('closing the desk', () => {
  it('ends every call as the rep’s doing, dials nothing any more, and leaves no timer behind', () => {
    const { desk, clock, carrier, outbox, latest, told, answers, ends } = deskOnFakes();
    desk.openLink(OUTREACH_LINK);
    const first = latest().id;
    outbox.report(first, { outcome: 'delivered' });
    answers(first);
    desk.openLink(OTHER_OUTREACH_LINK);
    const second = latest().id;
    desk.confirm(second, true);
    desk.close();
    ends(first);
    expect(carrier.dialed()).toHaveLength(1);
    expect(carrier.commands.at(-1)).toEqual({ type: 'hang-up', callId: first });
    expect(told(first).at(-1)).toBe('completed');
    expect(told(second)).toEqual(['initiated', 'canceled']);
    expect(clock.pending()).toBe(0);
  });
});
