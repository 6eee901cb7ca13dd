import type { CallUpdate, OutboxEntry } from '../outbox/entry.ts';
import type { Call } from './call.ts';

/** Outreach has the call, or will make it: an inbound one owes its own creation first. */
export function mayOwe(call: Call): boolean {
  return call.direction === 'inbound' || call.outreachCallId !== undefined;
}

/**
 * Where calls and what they owe Outreach are kept; one file, one transaction a step.
 * Throws only when the disk does (full, read-only); the desk tells the rep and goes on in memory.
 */
export interface CallStore {
  /** Stores the call and the updates it owes in one transaction; returns the new entries in order. */
  save(call: Call, owed: readonly CallUpdate[]): readonly OutboxEntry[];
  /** The call last saved for this Outreach call-id, compared without case. */
  findByOutreachCallId(outreachCallId: string): Call | undefined;
  /** The call whose leg has this SIP Call-ID, the latest where there are several. */
  findBySipCallId(sipCallId: string): Call | undefined;
  /** Calls that are not in a final phase: after a crash these were cut off. */
  unfinished(): readonly Call[];
  /** Newest first. */
  recent(limit: number): readonly Call[];
  /** Notes that the call was still alive at `at`; what a crash would otherwise leave unknown. */
  touch(callId: string, at: number): void;
  /** When the call was last known alive. */
  lastAlive(callId: string): number | undefined;
}
