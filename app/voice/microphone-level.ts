/** From this many decibels below full scale the level is drawn; quieter is nothing. */
const FLOOR_DECIBELS = -60;
/**
 * What is quieter than this for its loudest sample is no room, however quiet: two steps of 16 bits (-84 dB). A muted
 * headset gives less; the noise of a microphone, with noise suppression, more.
 */
const SILENT_PEAK = 2 / 32768;
/** How long nothing at all must come before it is said, in milliseconds: with the looking it makes less than three seconds. */
const SILENT_MILLISECONDS = 2500;

/** A level to draw, 0 to 1, even in decibels as an ear hears it. @param rms 0 to 1 */
export function levelOf(rms: number): number {
  if (!(rms > 0)) return 0;
  const decibels = 20 * Math.log10(rms);
  return Math.min(1, Math.max(0, 1 - decibels / FLOOR_DECIBELS));
}

export interface MicrophoneWatch {
  /**
   * Takes the loudest sample (0 to 1) since the last time.
   *
   * @param at milliseconds, by a clock that only goes forward
   * @returns whether the microphone is silent
   */
  take(peak: number, at: number): boolean;
  /** Nobody ought to be heard now: what was silent so far says nothing. */
  rest(): void;
}

/** Tells a microphone that gives nothing from one that hears a quiet room. */
export function createMicrophoneWatch(): MicrophoneWatch {
  let since: number | undefined;
  return {
    take(peak, at) {
      if (peak > SILENT_PEAK) since = undefined;
      else since ??= at;
      return since !== undefined && at - since >= SILENT_MILLISECONDS;
    },
    rest() {
      since = undefined;
    },
  };
}
