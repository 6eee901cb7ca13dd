import type { Delivery } from '../outreach/outreach.ts';
import type { Failure } from '../result.ts';
import { type NextStep, notYet } from './next-step.ts';

/**
 * How long a POST of unknown fate is left alone before Outreach is asked for the call, in milliseconds: longer than a
 * request that has timed out here may still be at work there.
 */
export const CREATION_IN_DOUBT = 10_000;

/**
 * What follows from the answer to POST /calls. The API has no idempotency key: whatever leaves it open whether the call
 * was made is followed by a search for it, never by another POST.
 */
export function afterCreate(delivery: Delivery): NextStep {
  switch (delivery.outcome) {
    case 'accepted':
      return delivery.id === undefined
        ? inDoubt(NO_ID)
        : { step: 'created', outreachCallId: delivery.id, state: delivery.state };
    case 'refused':
      if (delivery.duplicate) return inDoubt(IS_THERE);
      return neverCreated(delivery.failure);
    case 'unknown-call':
      // Its own words are of a call that the rep has clicked.
      return neverCreated();
    case 'unknown':
      return inDoubt(delivery.failure);
    default: {
      const next = notYet(delivery);
      return next.step === 'wait' && next.checkFirst ? inDoubt(next.failure, next.retryAfter) : next;
    }
  }
}

function neverCreated(why?: Failure): NextStep {
  const message = [NEVER_CREATED, why].flatMap((each) => each?.message ?? []).join(' ');
  return { step: 'give-up', failure: { ...NEVER_CREATED, message }, wholeCall: true };
}

/**
 * What is known of a call whose POST had no plain answer.
 * - `on-its-way`  the program ended after it may have been posted, at most a moment ago: what Outreach has not made yet
 *                 it may still make, and the search says something only after a while
 * - `is-there`    Outreach has said that it has a call with this `vendorCallId`
 */
export type CreationDoubt = 'none' | 'on-its-way' | 'is-there';

/** What follows from the search for a call that may have been made. */
export function afterFind(delivery: Delivery, doubt: CreationDoubt = 'none'): NextStep {
  switch (delivery.outcome) {
    case 'accepted':
      if (delivery.id !== undefined)
        return { step: 'created', outreachCallId: delivery.id, state: delivery.state };
      if (doubt === 'is-there') return held(NOT_FOUND);
      return doubt === 'on-its-way' ? inDoubt(NOT_THERE_YET) : { step: 'send' };
    case 'refused':
    case 'unknown-call':
      // Without an answer the call may be there, and a second one would be worse than a late one.
      return held(NOT_SEARCHABLE);
    default: {
      const next = notYet(delivery);
      return next.step === 'wait' ? { ...next, checkFirst: true } : next;
    }
  }
}

function held(failure: Failure): NextStep {
  return { step: 'hold', cause: 'forbidden', failure, everyone: false };
}

function inDoubt(failure: Failure, retryAfter = 0): NextStep {
  return {
    step: 'wait',
    cause: 'unreachable',
    failure,
    everyone: false,
    checkFirst: true,
    retryAfter: Math.max(retryAfter, CREATION_IN_DOUBT),
  };
}

/** Why nothing of an inbound call can arrive, in words for the rep. */
export const NEVER_CREATED: Failure = {
  code: 'not-created',
  message: 'Outreach did not make a record of this incoming call.',
};
const NO_ID: Failure = {
  code: 'no-answer',
  message:
    'Outreach did not say whether it made a record of this call. Outdial looks for it before it asks again.',
};
const NOT_THERE_YET: Failure = {
  code: 'no-answer',
  message: 'Outreach has no record of this call yet. Outdial looks for it once more before it asks for one.',
};
const NOT_SEARCHABLE: Failure = {
  code: 'not-searchable',
  message:
    'Outreach did not say whether it has this call already. It is asked again when Outdial starts anew.',
};
const IS_THERE: Failure = {
  code: 'no-answer',
  message: 'Outreach says that it has a record of this call already. Outdial looks for it.',
};
const NOT_FOUND: Failure = {
  code: 'not-found',
  message:
    'Outreach says that it has a record of this call already, and does not show it. Outdial looks for it when it starts anew.',
};
