import type { Failure } from '../result.ts';
import type { OutboxEntry } from './entry.ts';

/** The outbox half of the one SQLite file. */
export interface OutboxStore {
  /** All entries still waiting, oldest first. */
  waiting(): readonly OutboxEntry[];
  /** All entries of one call, oldest first, settled ones too. */
  entriesOf(callId: string): readonly OutboxEntry[];
  delivered(entryId: number): void;
  /** The call's `create` is delivered: Outreach's id goes to the call and to all it owes, in one transaction. */
  created(entryId: number, callId: string, outreachCallId: string): void;
  giveUp(entryId: number, failure: Failure): void;
  postpone(entryId: number, attempts: number, notBefore: number, failure: Failure): void;
}
