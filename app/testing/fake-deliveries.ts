import type { Deliveries, DeliveryReport } from '../outbox/deliveries.ts';
import { type OutboxEntry, type StateUpdate, stateOf } from '../outbox/entry.ts';
import type { Failure } from '../result.ts';

export interface FakeDeliveries extends Deliveries {
  /** Every entry handed over, in order. */
  readonly sent: OutboxEntry[];
  /** The states Outreach was told of one call, in order. */
  updatesOf(callId: string): readonly StateUpdate[];
  /** Reports on the latest entry of this call with this state, or on the latest of all. */
  report(
    callId: string,
    outcome: { [Key in 'outcome' | 'cause' | 'reason']?: DeliveryReport[Key] } & {
      readonly state?: StateUpdate['state'];
    },
  ): void;
}

const FAILURE: Failure = { code: 'test', message: 'The test says so.' };

/** An outbox that only takes notes: nothing is delivered until the test reports it. */
export function createFakeDeliveries(): FakeDeliveries {
  const sent: OutboxEntry[] = [];
  const listeners = new Set<(report: DeliveryReport) => void>();
  return {
    sent,
    send: (entries) => void sent.push(...entries),
    entriesOf: (callId) => sent.filter((entry) => entry.callId === callId),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    updatesOf: (callId) =>
      sent.flatMap(({ callId: of, update }) => (of === callId && update.kind === 'state' ? [update] : [])),
    report(callId, { outcome = 'delivered', cause, reason, state }) {
      const at = sent.findLastIndex(
        (entry) => entry.callId === callId && (state === undefined || stateOf(entry.update) === state),
      );
      const before = sent[at];
      if (before === undefined) throw new Error(`Nothing was sent for call ${callId}.`);
      const status = outcome === 'delivered' ? 'delivered' : outcome === 'given-up' ? 'given-up' : 'waiting';
      const failure = outcome === 'delivered' ? undefined : (reason ?? FAILURE);
      const entry: OutboxEntry = { ...before, status, attempts: before.attempts + 1, failure };
      sent[at] = entry;
      for (const listener of listeners) listener({ callId, entry, outcome, reason: failure, cause });
    },
  };
}
