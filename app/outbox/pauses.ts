/** Before the second try of anything. */
const FIRST_PAUSE = 1_000;
export const LONGEST_PAUSE = 60_000;
/** While no connection can be made, trying costs Outreach nothing, and a rep waits to see the call logged. */
export const LONGEST_PROBE_PAUSE = 8_000;

/**
 * How long to wait before the next try, in milliseconds: 1 s, doubled with each try in a row, never more than `longest`.
 * Up to a quarter is taken off at random, so that a whole office doesn't come back in the same second.
 *
 * @param tries how many failed in a row, at least 1
 * @param random from 0 (included) to 1
 */
export function pauseAfter(tries: number, random: number, longest = LONGEST_PAUSE): number {
  const doublings = Math.min(Math.max(tries, 1) - 1, 16);
  const pause = Math.min(FIRST_PAUSE * 2 ** doublings, longest);
  return Math.round(pause * (1 - random / 4));
}

/** A wait Outreach named is never cut short; up to a second is added at random, for the same reason. */
export function namedPause(retryAfter: number, random: number): number {
  return Math.round(retryAfter + 1_000 * random);
}
