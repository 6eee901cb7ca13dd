import { nameOfCharacter, type Refused, refuse } from './tel-failure.ts';

const LONGEST_CALL_ID = 255;

/** What Outreach's ids are made of (UUIDs, integers) and every other visible ASCII character but `%`. */
const PLAIN = /^[!-$&-~]{1,255}$/;

/**
 * Ids that show where they end: UUIDs, integers, and whatever else is made of letters and digits. Outreach's API takes
 * the id as one segment of a path, so that no slash belongs to such an id.
 */
const SELF_DELIMITING = /^[\w-]+$/;

/**
 * Checks the value of Outreach's `call-id`: an opaque string, used as it is or not at all. Refused are a missing or
 * overlong one (255 characters), a slash at the end, control characters and spaces, what is still percent-encoded after one decoding,
 * and the path segments `.` and `..`. `at` is the parameter's place in the link.
 */
export function checkCallId(value: string | undefined, at: () => number): Refused | undefined {
  if (value === undefined)
    return refuse('call-id', 'The link comes from Outreach, but its call-id is empty.', at());
  if (value.length > LONGEST_CALL_ID) {
    return refuse('call-id', `The call-id has more than ${LONGEST_CALL_ID} characters.`, at());
  }
  if (value === '.' || value === '..') return refuse('call-id', 'The call-id names no call.', at());
  if (value.endsWith('/')) {
    return refuse(
      'doubtful-end',
      'The "/" at the end of the call-id may have been put there on the way.',
      at(),
    );
  }
  if (PLAIN.test(value)) return undefined;
  if (/%[0-9a-f]{2}/i.test(value))
    return refuse('encoded-twice', 'The call-id was encoded twice on its way.', at());
  const odd = value.search(/[\s\p{C}]/u);
  if (odd < 0) return undefined;
  return refuse('call-id', `${nameOfCharacter(value, odd)} does not belong in a call-id.`, at());
}

/** Whether a slash or an encoded space found behind this call-id was put there by a system and is no part of it. */
export function endIsKnown(callId: string): boolean {
  return SELF_DELIMITING.test(callId);
}
