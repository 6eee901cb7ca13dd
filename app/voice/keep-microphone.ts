/** After a call of its own the next one may be a click away, in milliseconds. */
const AFTER_ONE_CALL = 60_000;
/** Whoever made two calls within this time dials through a list, in milliseconds. */
const LIST_PACE = 600_000;
const IN_A_LIST = 300_000;
/** Without leave to keep it: long enough for one call to follow another in one breath, in milliseconds. */
const HARDLY = 1000;

/**
 * How long the microphone stays open after a call, so that the next one finds it ready: only while calls are likely.
 * Nothing is recorded or sent meanwhile, but the system shows that it is open.
 *
 * @param begun when the calls of this run began, in milliseconds
 * @param now by the same clock
 * @param allowed the rep's setting
 * @returns milliseconds
 */
export function keepMicrophoneFor(begun: readonly number[], now: number, allowed: boolean): number {
  if (!allowed) return HARDLY;
  const lately = begun.filter((at) => now - at < LIST_PACE).length;
  return lately >= 2 ? IN_A_LIST : AFTER_ONE_CALL;
}
