import type { DeliveryReport } from '../../app/outbox/deliveries.ts';
import { type OutboxEntry, stateOf } from '../../app/outbox/entry.ts';
import type { OutboxStore } from '../../app/outbox/outbox-store.ts';
import type { Settlement } from '../../app/outbox/settle.ts';
import { masked } from '../../app/outreach/masked.ts';
import type { Failure } from '../../app/result.ts';

type Why = { readonly cause: NonNullable<DeliveryReport['cause']>; readonly failure: Failure };

/**
 * What became of entries: written down, logged and reported. A disk that can't be written to stops no delivery:
 * it is written when the disk takes it again, or found out from Outreach at the next start.
 */
export interface OutboxNotes {
  /** As the store has them; empty where it can't be read. */
  waiting(): readonly OutboxEntry[];
  entriesOf(callId: string): readonly OutboxEntry[];
  settled(settlement: Settlement): void;
  /** Outreach has made the call under this id. */
  created(entry: OutboxEntry, outreachCallId: string): void;
  /** Counts the try and returns the entry as it stands; reports it only where there is a reason. */
  postponed(entry: OutboxEntry, notBefore: number, why?: Why): OutboxEntry;
  /** Reports, after the caller has returned, that the entry has to wait without having been tried. */
  reportPostponed(entry: OutboxEntry, why: Why): void;
  subscribe(listener: (report: DeliveryReport) => void): () => void;
}

/** Beyond this the disk has been full for thousands of updates; Outreach knows the rest. */
const MOST_OWED = 10_000;

export function createNotes(ports: { store: OutboxStore; log: (line: string) => void }): OutboxNotes {
  const { store, log } = ports;
  const listeners = new Set<(report: DeliveryReport) => void>();

  /** What could not be written yet, oldest first. */
  let owed: (() => void)[] = [];

  const note = (write: () => void) => {
    owed.push(write);
    try {
      while (owed.length > 0) {
        owed[0]?.();
        owed.shift();
      }
    } catch (error) {
      log(`outbox: ${owed.length} notes could not be written to disk: ${messageOf(error)}`);
      owed = owed.slice(-MOST_OWED);
    }
  };
  const read = (what: string, from: () => readonly OutboxEntry[]): readonly OutboxEntry[] => {
    try {
      return from();
    } catch (error) {
      log(`outbox: ${what} could not be read from disk: ${messageOf(error)}`);
      return [];
    }
  };
  const report = (what: DeliveryReport) => {
    const { entry, outcome, reason } = what;
    const because = reason === undefined ? '' : ` (${reason.code})`;
    log(
      `outbox: "${stateOf(entry.update) ?? entry.update.kind}" of call ${masked(entry.outreachCallId ?? '')}, entry ${entry.id}: ${outcome}${because}`,
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
    waiting: () => read('what waits', () => store.waiting()),
    entriesOf: (callId) => read('what a call owes', () => store.entriesOf(callId)),
    settled(settlement) {
      const { entry, outcome } = settlement;
      const { callId } = entry;
      if (settlement.outcome === 'delivered') {
        note(() => store.delivered(entry.id));
        report({ callId, outcome, entry: { ...entry, status: 'delivered', failure: undefined } });
      } else {
        const { failure } = settlement;
        note(() => store.giveUp(entry.id, failure));
        report({ callId, outcome, entry: { ...entry, status: 'given-up', failure }, reason: failure });
      }
    },
    created(entry, outreachCallId) {
      const { id, callId } = entry;
      note(() => store.created(id, callId, outreachCallId));
      const delivered: OutboxEntry = { ...entry, outreachCallId, status: 'delivered', failure: undefined };
      report({ callId, outcome: 'delivered', entry: delivered });
    },
    postponed(entry, notBefore, why) {
      const attempts = entry.attempts + 1;
      const failure = why?.failure ?? UNANSWERED;
      const next: OutboxEntry = { ...entry, attempts, notBefore, failure };
      note(() => store.postpone(entry.id, attempts, notBefore, failure));
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'no reason given';
}

const UNANSWERED: Failure = {
  code: 'no-answer',
  message: 'Outreach has not answered yet. Outdial asks whether the update arrived before it sends it again.',
};
