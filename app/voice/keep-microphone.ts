/** After a call of its own the next one may be a click away, in milliseconds. */
const AFTER_ONE_CALL = 60_000;
/** Whoever ended two calls within this time dials through a list, in milliseconds. */
const LIST_PACE = 600_000;
const IN_A_LIST = 300_000;
/** Where no call is likely, or it may not be kept: as long as one call needs to follow another. In milliseconds. */
const HARDLY = 1000;

/**
 * How long the microphone stays open when nobody has it any more, so that the next call finds it ready: only while calls
 * are likely. Nothing is recorded or sent meanwhile, but the system shows that it is open.
 *
 * @param ended when the last calls ended, in milliseconds; one that is ending now, too
 * @param now by the same clock
 * @param allowed the rep's setting
 * @returns milliseconds
 */
export function keepMicrophoneFor(ended: readonly number[], now: number, allowed: boolean): number {
  const lately = ended.filter((at) => now - at < LIST_PACE).length;
  if (!allowed || lately === 0) return HARDLY;
  return lately >= 2 ? IN_A_LIST : AFTER_ONE_CALL;
}
