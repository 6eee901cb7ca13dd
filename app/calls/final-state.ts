import type { EndReason } from '../voice/carrier.ts';
import type { Closing, Direction, FinalState } from './call.ts';

/** What became of a call, in the words of the spec's table ("Call states", column Result). */
export type CallResult =
  | { readonly what: 'answered' }
  | { readonly what: 'canceled-by-caller' }
  | { readonly what: 'setup-failed' }
  | { readonly what: 'rejected'; readonly voicemail: boolean }
  | { readonly what: 'timed-out'; readonly voicemail: boolean };

/** What the rules need to know of a leg that is over. */
export interface LegHistory {
  readonly direction: Direction;
  readonly rang: boolean;
  readonly answered: boolean;
  readonly closing?: Closing | undefined;
}

/**
 * The final state Outreach is told: the spec's table ("Call states"), row by row.
 * @param direction from the rep's point of view
 */
export function finalState(direction: Direction, result: CallResult): FinalState {
  switch (result.what) {
    case 'answered':
      return 'completed';
    case 'canceled-by-caller':
      return 'canceled';
    case 'setup-failed':
      return 'failed';
    case 'rejected':
      return direction === 'outbound' && result.voicemail ? 'completed' : 'busy';
    case 'timed-out':
      return direction === 'outbound' && result.voicemail ? 'completed' : 'no answer';
    default:
      return result satisfies never;
  }
}

/**
 * Reads a leg's end as a row of the table. An outbound leg that voicemail picks up is `answered`: SIP
 * cannot tell the two apart, and the table has `completed` for both. What was done on this side before the
 * answer goes before what the carrier reports of it afterwards: a 487, or a failure that crosses our CANCEL.
 */
export function resultOf(leg: LegHistory, reason: EndReason | undefined): CallResult {
  if (leg.answered) return { what: 'answered' };
  switch (leg.closing) {
    case 'hung-up':
    case 'closed':
    case 'declined':
    case 'lapsed':
      return leg.direction === 'outbound'
        ? { what: 'canceled-by-caller' }
        : { what: 'rejected', voicemail: false };
    // Sent elsewhere: the rep did not take it, and what became of it there is not heard here.
    case 'forwarded':
    case 'rejected':
    case 'line-busy':
      return { what: 'rejected', voicemail: false };
    // Only after the answer.
    case 'transferred':
      return { what: 'answered' };
    case 'ring-time-out':
      return { what: 'timed-out', voicemail: false };
    case 'setup-time-out':
    case 'unknown-to-outreach':
    case 'refused-by-outreach':
    case 'cut-off':
      return { what: 'setup-failed' };
    case undefined:
      return resultOfCause(leg, reason);
    default:
      return leg.closing satisfies never;
  }
}

function resultOfCause(leg: LegHistory, reason: EndReason | undefined): CallResult {
  if (reason === undefined) return { what: 'setup-failed' };
  switch (reason.cause) {
    case 'callee-rejected':
      return { what: 'rejected', voicemail: false };
    case 'caller-canceled':
      return { what: 'canceled-by-caller' };
    case 'timed-out':
      // The spec's own example of a call that fails to set up is SIP 480; it timed out only where it rang.
      return leg.rang ? { what: 'timed-out', voicemail: false } : { what: 'setup-failed' };
    case 'hung-up':
      return leg.direction === 'inbound' ? { what: 'canceled-by-caller' } : { what: 'setup-failed' };
    case 'setup-failed':
    case 'connection-lost':
      return { what: 'setup-failed' };
    default:
      return reason.cause satisfies never;
  }
}
