import { nameOfCharacter, type Refused, refuse } from './tel-failure.ts';

const LONGEST_CALL_ID = 255;

/** What Outreach's ids are made of (UUIDs, integers) and every other visible ASCII character but `%`. */
const PLAIN = /^[!-$&-~]{1,255}$/;

/** Ids after which a slash can only be a system's own: UUIDs and integers. */
const NEVER_ENDS_IN_SLASH = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+)$/i;

/**
 * Checks the value of Outreach's `call-id`: an opaque string, used as it is or not at all. Refused are a missing or
 * overlong one (255 characters), control characters and spaces, what is still percent-encoded after one decoding,
 * and the path segments `.` and `..`. `at` is the parameter's place in the link.
 */
export function checkCallId(value: string | undefined, at: () => number): Refused | undefined {
  if (value === undefined)
    return refuse('call-id', 'The link comes from Outreach, but its call-id is empty.', at());
  if (value.length > LONGEST_CALL_ID) {
    return refuse('call-id', `The call-id has more than ${LONGEST_CALL_ID} characters.`, at());
  }
  if (value === '.' || value === '..') return refuse('call-id', 'The call-id names no call.', at());
  if (PLAIN.test(value)) return undefined;
  if (/%[0-9a-f]{2}/i.test(value))
    return refuse('encoded-twice', 'The call-id was encoded twice on its way.', at());
  const odd = value.search(/[\s\p{C}]/u);
  if (odd < 0) return undefined;
  return refuse('call-id', `${nameOfCharacter(value, odd)} does not belong in a call-id.`, at());
}

/** Whether a slash found behind this call-id was put there by a system and is no part of it. */
export function slashIsForeignTo(callId: string): boolean {
  return NEVER_ENDS_IN_SLASH.test(callId);
}
