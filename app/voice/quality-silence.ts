import type { Hearing, Speaking } from './quality.ts';
import type { MediaSample } from './quality-sample.ts';

/**
 * So long packets may be missing, or the microphone: told at the fourth look of 500 ms, so within 3 s. Less than 2 s, because looks
 * come a little early or late: at 2 s sharp every other alarm would wait for the fifth.
 */
export const PATIENCE_MILLISECONDS = 1800;
/** With comfort noise agreed on, a far end where nobody speaks may send nothing for longer. */
const PAUSE_MILLISECONDS = 10_000;
/** Less is silence: −80 dB of full scale, as the square of the amplitude. */
const AUDIBLE = 1e-8;

/** Tells when a direction is dead. Give it each sample in turn. */
export interface SilenceWatch {
  take(sample: MediaSample): { readonly hearing: Hearing; readonly speaking: Speaking };
  /** Starts counting anew: what was not looked at must not be taken for silence. */
  startOver(): void;
}

export function createSilenceWatch(): SilenceWatch {
  let last: MediaSample | undefined;
  /** When it was last in order, in the samples' milliseconds. */
  let cameAt = 0;
  let leftAt = 0;
  let microphoneAt = 0;
  let everHeard = false;
  let everQuietSince: number | undefined;
  let wasSilent = false;

  /** Energy per second of what came since the last sample; undefined where nothing was played. */
  function loudness({ received }: MediaSample): number | undefined {
    if (received === undefined) return undefined;
    const before = last?.received ?? { energy: 0, duration: 0 };
    const seconds = received.duration - before.duration;
    return seconds > 0 ? Math.max(0, received.energy - before.energy) / seconds : undefined;
  }
  function hear(sample: MediaSample): Hearing {
    const packets = sample.received?.packets ?? 0;
    const came = packets !== (last?.received?.packets ?? 0);
    if (came || !sample.receives) cameAt = sample.at;
    const loud = loudness(sample);
    if (came && loud !== undefined) {
      wasSilent = loud < AUDIBLE;
      everHeard ||= !wasSilent;
    }
    if (!sample.receives) {
      everQuietSince = undefined;
      return 'sound';
    }
    const patience = sample.mayPause && wasSilent && packets > 0 ? PAUSE_MILLISECONDS : PATIENCE_MILLISECONDS;
    if (sample.at - cameAt >= patience) return 'nothing';
    if (packets > 0) everQuietSince ??= sample.at;
    const quiet = everQuietSince !== undefined && sample.at - everQuietSince >= PATIENCE_MILLISECONDS;
    return quiet && !everHeard ? 'quiet' : 'sound';
  }
  function speak(sample: MediaSample): Speaking {
    const left = sample.reached && (sample.packetsSent ?? 0) !== (last?.packetsSent ?? 0);
    const idle = !sample.sends || sample.muted;
    if (left || idle) leftAt = sample.at;
    if (sample.microphone || idle) microphoneAt = sample.at;
    if (sample.at - microphoneAt >= PATIENCE_MILLISECONDS) return 'no-microphone';
    if (sample.at - leftAt >= PATIENCE_MILLISECONDS) return 'not-sent';
    return !idle && (sample.farEnd?.fractionLost ?? 0) > 0.99 ? 'not-arriving' : 'sent';
  }

  return {
    take(sample) {
      if (last === undefined) {
        cameAt = sample.at;
        leftAt = sample.at;
        microphoneAt = sample.at;
      }
      const verdict = { hearing: hear(sample), speaking: speak(sample) };
      last = sample;
      return verdict;
    },
    startOver() {
      last = undefined;
      everQuietSince = undefined;
    },
  };
}
