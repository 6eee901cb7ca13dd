import type { CallState } from '../calls/call.ts';
import type { CallUrls, Delivery } from '../outreach/outreach.ts';
import type { Failure } from '../result.ts';
import type { DeliveryReport } from './deliveries.ts';
import type { OutboxEntry } from './entry.ts';
import { isFinal } from './settle.ts';

type Cause = NonNullable<DeliveryReport['cause']>;

/**
 * What follows from an answer.
 * - `delivered`  the entry is settled; go on with the next
 * - `created`    Outreach has the call under this id, in this state
 * - `settle`     Outreach's state of the call is known: settle by it, then go on
 * - `send`       nothing is known against sending the entry
 * - `check`      read the call's state at once: no answer came and it may have arrived, or Outreach refused it
 *                (`refusal`), and the state tells whether the call is behind, ahead or at its end
 * - `wait`       try again after a pause; `everyone`: other calls would fare no better;
 *                `checkFirst`: it may have arrived, so read the call's state before sending it again
 * - `hold`       until the rep has done something about it (or the program starts anew)
 * - `give-up`    it can never arrive; `wholeCall`: nor can anything else of this call
 */
export type NextStep =
  | { readonly step: 'delivered' }
  | { readonly step: 'created'; readonly outreachCallId: string; readonly state: CallState | undefined }
  | { readonly step: 'settle'; readonly state: CallState | undefined; readonly urls?: CallUrls | undefined }
  | { readonly step: 'send' }
  | { readonly step: 'check'; readonly refusal?: Failure | undefined }
  | {
      readonly step: 'wait';
      readonly cause: Cause;
      readonly failure: Failure;
      readonly everyone: boolean;
      readonly checkFirst: boolean;
      /** In milliseconds; undefined: a growing pause. */
      readonly retryAfter?: number | undefined;
    }
  | { readonly step: 'hold'; readonly cause: Cause; readonly failure: Failure; readonly everyone: boolean }
  | { readonly step: 'give-up'; readonly failure: Failure; readonly wholeCall: boolean };

/** What follows from the answer to an entry's PATCH. */
export function afterUpdate(entry: OutboxEntry, delivery: Delivery): NextStep {
  switch (delivery.outcome) {
    case 'accepted': {
      if (entry.update.kind !== 'state') return { step: 'delivered' };
      const { state } = delivery;
      // Accepted and ignored: Outreach had ended the call before.
      const ended = state !== undefined && isFinal(state) && state !== entry.update.state;
      return ended ? { step: 'settle', state } : { step: 'delivered' };
    }
    case 'refused':
      return { step: 'check', refusal: delivery.failure };
    case 'unknown':
      // Most often a kept-alive connection that the server had just closed: no reason to keep the rep waiting.
      return entry.attempts === 0 ? { step: 'check' } : notYet(delivery);
    default:
      return notYet(delivery);
  }
}

/**
 * What follows from the answer to GET /calls/{id}.
 *
 * @param refusal why Outreach had refused the update, where that is the reason for asking
 */
export function afterCheck(delivery: Delivery, refusal?: Failure): NextStep {
  switch (delivery.outcome) {
    case 'accepted':
      return { step: 'settle', state: delivery.state, urls: delivery.urls };
    case 'refused':
    case 'unknown-call':
      // Not an answer about the update, which speaks for itself: Outreach may find a call by its call-id for updates
      // alone, and where it does not know the call, it says so to the update too.
      return withoutAnswer(refusal);
    case 'forbidden':
      // Reading takes a scope of its own (`calls.read`); a sign-in that may only write must not hold updates up.
      return delivery.failure.code === 'missing-scope' ? withoutAnswer(refusal) : notYet(delivery);
    default: {
      const next = notYet(delivery);
      return next.step === 'wait' ? { ...next, checkFirst: true } : next;
    }
  }
}

function withoutAnswer(refusal: Failure | undefined): NextStep {
  return refusal === undefined ? { step: 'send' } : { step: 'give-up', failure: refusal, wholeCall: false };
}

/** What holds for every request that was neither accepted nor refused. */
export function notYet(delivery: Exclude<Delivery, { outcome: 'accepted' | 'refused' }>): NextStep {
  const { failure } = delivery;
  switch (delivery.outcome) {
    case 'unknown-call':
      return { step: 'give-up', failure, wholeCall: true };
    case 'forbidden':
      return { step: 'hold', cause: 'forbidden', failure, everyone: false };
    case 'signed-out':
      return { step: 'hold', cause: 'signed-out', failure, everyone: true };
    case 'unauthorized':
      // The client has renewed the token and repeated already.
      return { step: 'wait', cause: 'signed-out', failure, everyone: true, checkFirst: false };
    case 'unreachable':
      return { step: 'wait', cause: 'unreachable', failure, everyone: true, checkFirst: false };
    case 'unknown':
      return { step: 'wait', cause: 'unreachable', failure, everyone: false, checkFirst: true };
    case 'wait': {
      const { retryAfter, mayHaveArrived = false } = delivery;
      return {
        step: 'wait',
        cause: 'wait',
        failure,
        everyone: !mayHaveArrived,
        checkFirst: mayHaveArrived,
        retryAfter,
      };
    }
    default:
      return delivery satisfies never;
  }
}

/** Why an update is given up that was refused more than an hour after the call's end; Outreach's own words would mislead. */
export const TOO_LATE: Failure = {
  code: 'too-late',
  message: 'Too late: more than an hour after the call ended. Outreach takes updates until then only.',
};
