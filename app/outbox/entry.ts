import type { CallState } from '../calls/call.ts';
import type { Failure } from '../result.ts';
import type { Owner } from './owner.ts';

/** What Outreach needs in order to make an inbound call's record (spec, "Create a new call"); always a call's first. */
export interface CallCreation {
  readonly kind: 'create';
  readonly from: string;
  readonly to: string;
  /** At most 63 characters; the same for every try, so that the record can be found again. */
  readonly vendorCallId: string;
}

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

/** One update of a call which Outreach has (spec, "Update an existing call"). */
export type CallChange = StateUpdate | UrlUpdate;

/** Whatever a call owes Outreach. */
export type CallUpdate = CallCreation | CallChange;

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
  /** `{id}` in PATCH /api/v2/calls/{id}; of an inbound call it is known once its `create` has been delivered. */
  readonly outreachCallId?: string | undefined;
  /** Whose call it is; undefined where nobody was connected when it began, and in rows of earlier versions. */
  readonly owner?: Owner | undefined;
  readonly update: CallUpdate;
  readonly status: EntryStatus;
  /** How often it was sent without an answer that settled it. */
  readonly attempts: number;
  /** Not before this moment (milliseconds since 1970); 0: at once. */
  readonly notBefore: number;
  readonly failure?: Failure | undefined;
}
