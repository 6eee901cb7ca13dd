import type { CallState } from '../calls/call.ts';
import type { Failure } from '../result.ts';

/** One step of the call. */
export interface StateUpdate {
  readonly kind: 'state';
  readonly state: CallState;
  /** Milliseconds since 1970. */
  readonly stateChangedAt: number;
}

/** Where the recording, or the caller's message, can be heard; sent without a state, and after the final one. */
export interface UrlUpdate {
  readonly kind: 'recording' | 'voicemail';
  readonly url: string;
}

/** One update a call owes Outreach (spec, "Update an existing call"). */
export type CallUpdate = StateUpdate | UrlUpdate;

/** The state an update brings; undefined for one that brings none. */
export function stateOf(update: CallUpdate): CallState | undefined {
  return update.kind === 'state' ? update.state : undefined;
}

/**
 * - `waiting`    owed, and not yet known to have arrived
 * - `delivered`  Outreach accepted it, or is known to be in that state or beyond it already
 * - `given-up`   can never arrive; `failure` says why
 */
export type EntryStatus = 'waiting' | 'delivered' | 'given-up';

export interface OutboxEntry {
  /** Order of writing; entries of one call leave in this order. */
  readonly id: number;
  readonly callId: string;
  /** `{id}` in PATCH /api/v2/calls/{id}. */
  readonly outreachCallId: string;
  readonly update: CallUpdate;
  readonly status: EntryStatus;
  /** How often it was sent without an answer that settled it. */
  readonly attempts: number;
  /** Not before this moment (milliseconds since 1970); 0: at once. */
  readonly notBefore: number;
  readonly failure?: Failure | undefined;
}
