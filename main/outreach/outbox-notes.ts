import type { DeliveryReport } from '../../app/outbox/deliveries.ts';
import type { OutboxEntry } from '../../app/outbox/entry.ts';
import type { OutboxStore } from '../../app/outbox/outbox-store.ts';
import type { Settlement } from '../../app/outbox/settle.ts';
import { masked } from '../../app/outreach/masked.ts';
import type { Failure } from '../../app/result.ts';

type Why = { readonly cause: NonNullable<DeliveryReport['cause']>; readonly failure: Failure };

/**
 * What became of entries: written down, logged and reported. A disk that can't be written to stops no delivery:
 * what was not noted is found out from Outreach at the next start.
 */
export interface OutboxNotes {
  left(): readonly OutboxEntry[];
  settled(settlement: Settlement): void;
  /** Counts the try and returns the entry as it stands; reports it only where there is a reason. */
  postponed(entry: OutboxEntry, notBefore: number, why?: Why): OutboxEntry;
  /** Reports, after the caller has returned, that the entry has to wait without having been tried. */
  reportPostponed(entry: OutboxEntry, why: Why): void;
  subscribe(listener: (report: DeliveryReport) => void): () => void;
}

export function createNotes(ports: { store: OutboxStore; log: (line: string) => void }): OutboxNotes {
  const { store, log } = ports;
  const listeners = new Set<(report: DeliveryReport) => void>();

  const note = (what: string, write: () => void) => {
    try {
      write();
    } catch (error) {
      log(
        `outbox: ${what} could not be written to disk: ${error instanceof Error ? error.message : 'unknown'}`,
      );
    }
  };
  const report = (what: DeliveryReport) => {
    const { entry, outcome, reason } = what;
    const because = reason === undefined ? '' : ` (${reason.code})`;
    log(
      `outbox: "${entry.update.state}" of call ${masked(entry.outreachCallId)}, entry ${entry.id}: ${outcome}${because}`,
    );
    for (const listener of listeners) {
      try {
        listener(what);
      } catch (error) {
        log(`outbox: a listener broke: ${error instanceof Error ? error.stack : String(error)}`);
      }
    }
  };
  const reportPostponed = (entry: OutboxEntry, { cause, failure }: Why) =>
    report({ callId: entry.callId, entry, outcome: 'postponed', reason: failure, cause });

  return {
    left() {
      let entries: readonly OutboxEntry[] = [];
      note('the list of what waits', () => {
        entries = store.waiting();
      });
      return entries;
    },
    settled(settlement) {
      const { entry, outcome } = settlement;
      const { callId } = entry;
      if (settlement.outcome === 'delivered') {
        note('a delivery', () => store.delivered(entry.id));
        report({ callId, outcome, entry: { ...entry, status: 'delivered', failure: undefined } });
      } else {
        const { failure } = settlement;
        note('a refusal', () => store.giveUp(entry.id, failure));
        report({ callId, outcome, entry: { ...entry, status: 'given-up', failure }, reason: failure });
      }
    },
    postponed(entry, notBefore, why) {
      const attempts = entry.attempts + 1;
      const failure = why?.failure ?? UNANSWERED;
      const next: OutboxEntry = { ...entry, attempts, notBefore, failure };
      note('a delay', () => store.postpone(entry.id, attempts, notBefore, failure));
      if (why !== undefined) reportPostponed(next, why);
      return next;
    },
    reportPostponed(entry, why) {
      queueMicrotask(() => reportPostponed(entry, why));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

const UNANSWERED: Failure = {
  code: 'no-answer',
  message: 'Outreach has not answered yet. Outdial asks whether the update arrived before it sends it again.',
};
