import { expect, test } from 'vitest';
import type { CallState } from '../../calls/call.ts';
import type { Deliveries, DeliveryReport } from '../../outbox/deliveries.ts';
import { type OutboxEntry, stateOf } from '../../outbox/entry.ts';

export interface DeliveriesStage {
  readonly deliveries: Deliveries;
  /** Stores what a call owes, as the desk does before it sends. */
  owe(callId: string, ...states: readonly CallState[]): readonly OutboxEntry[];
  /** Lets Outreach answer everything that was sent; without it nothing is answered. */
  answer(as: 'accepted' | 'unreachable' | 'unknown-call'): Promise<void>;
  close(): Promise<void>;
}

const WHOLE_CALL: readonly CallState[] = ['initiated', 'ringing', 'in progress', 'completed'];

/** What the desk may rely on of every outbox. */
export function deliveriesContract(name: string, open: () => DeliveriesStage): void {
  const onStage = (
    what: string,
    check: (stage: DeliveriesStage, reports: DeliveryReport[]) => Promise<void>,
  ): void =>
    test(`${name}: ${what}`, async () => {
      const stage = open();
      const reports: DeliveryReport[] = [];
      stage.deliveries.subscribe((report) => void reports.push(report));
      try {
        await check(stage, reports);
      } finally {
        await stage.close();
      }
    });

  onStage('nothing is reported from within send', async ({ deliveries, owe, answer }, reports) => {
    deliveries.send(owe('A', 'initiated'));
    expect(reports).toEqual([]);
    await answer('accepted');
    expect(reports).toHaveLength(1);
  });

  onStage('each update of a call is delivered, in order', async ({ deliveries, owe, answer }, reports) => {
    deliveries.send(owe('A', 'initiated', 'ringing'));
    deliveries.send(owe('A', 'in progress', 'completed'));
    await answer('accepted');
    expect(reports.map(({ callId, entry, outcome }) => [callId, stateOf(entry.update), outcome])).toEqual(
      WHOLE_CALL.map((state) => ['A', state, 'delivered']),
    );
    expect(reports.map(({ entry }) => entry.status)).toEqual(WHOLE_CALL.map(() => 'delivered'));
  });

  onStage(
    'a call’s entries are known, oldest first, settled ones too',
    async ({ deliveries, owe, answer }) => {
      deliveries.send(owe('A', 'initiated'));
      deliveries.send(owe('B', 'initiated'));
      const seen = () =>
        deliveries.entriesOf('A').map(({ callId, update, status }) => [callId, stateOf(update), status]);
      expect(seen()).toEqual([['A', 'initiated', 'waiting']]);
      await answer('accepted');
      deliveries.send(owe('A', 'ringing'));
      expect(seen()).toEqual([
        ['A', 'initiated', 'delivered'],
        ['A', 'ringing', 'waiting'],
      ]);
      expect(deliveries.entriesOf('nobody')).toEqual([]);
    },
  );

  onStage(
    'out of reach: postponed, with cause and reason, and it still waits',
    async ({ deliveries, owe, answer }, reports) => {
      deliveries.send(owe('A', 'initiated'));
      await answer('unreachable');
      expect(reports).toMatchObject([
        { callId: 'A', outcome: 'postponed', cause: 'unreachable', entry: { status: 'waiting' } },
      ]);
      expect(reports[0]?.reason?.message).not.toBe('');
      expect(deliveries.entriesOf('A')).toMatchObject([{ status: 'waiting', attempts: 1 }]);
      expect(deliveries.entriesOf('A')[0]?.failure).toEqual(reports[0]?.reason);
    },
  );

  onStage('unknown to Outreach: given up for that reason', async ({ deliveries, owe, answer }, reports) => {
    deliveries.send(owe('A', 'initiated'));
    await answer('unknown-call');
    expect(reports).toMatchObject([
      { outcome: 'given-up', reason: { code: 'unknown-call' }, entry: { status: 'given-up' } },
    ]);
    expect(reports[0]?.cause).toBeUndefined();
  });

  onStage(
    'whoever has ended the subscription hears no more',
    async ({ deliveries, owe, answer }, reports) => {
      const others: DeliveryReport[] = [];
      const end = deliveries.subscribe((report) => void others.push(report));
      end();
      deliveries.send(owe('A', 'initiated'));
      await answer('accepted');
      expect(reports).toHaveLength(1);
      expect(others).toEqual([]);
    },
  );
}
