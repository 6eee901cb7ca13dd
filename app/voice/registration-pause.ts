const MILLISECONDS = [5000, 10_000, 20_000, 40_000, 60_000];
/** A server that wants to be left alone for longer is asked all the same: a rep can't be called meanwhile. */
const LONGEST_MILLISECONDS = 300_000;

/**
 * How long to wait before registering again, in milliseconds, after `refusals` in a row: at least what the server's
 * Retry-After says (RFC 3261 section 20.33: seconds, perhaps with a comment and parameters), up to five minutes.
 */
export function registrationPause(refusals: number, retryAfter: string): number {
  const own = MILLISECONDS[Math.min(refusals, MILLISECONDS.length - 1)] ?? LONGEST_MILLISECONDS;
  const asked = 1000 * Number(/^\s*(\d{1,10})(?!\d)/.exec(retryAfter)?.[1] ?? 0);
  return Math.min(Math.max(own, asked), LONGEST_MILLISECONDS);
}
