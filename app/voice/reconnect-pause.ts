/** In milliseconds. The first try is at once: most losses are of the connection alone. */
const IDLE = [0, 1000, 2000, 4000, 8000, 10_000];
/** With a call up: nobody can hang up on either side until the connection is back. */
const IN_CALL = [0, 500, 1000, 1000, 2000, 3000];
/** Not all phones of a company are to be back in the same moment. */
const SPREAD = 0.3;
const FIRST_SPREAD = 200;

/**
 * How long to wait before the next attempt to connect, in milliseconds.
 * @param attempt 0 right after the loss, then counted on
 * @param random from 0 to 1
 */
export function reconnectPause(attempt: number, inCall: boolean, random: number): number {
  const pauses = inCall ? IN_CALL : IDLE;
  const pause = pauses[Math.min(attempt, pauses.length - 1)] ?? 0;
  return Math.round(pause === 0 ? FIRST_SPREAD * random : pause * (1 - SPREAD + 2 * SPREAD * random));
}
