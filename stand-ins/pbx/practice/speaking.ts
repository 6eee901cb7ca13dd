import { sine } from '../tone.ts';
import { encodeMuLaw } from './g711.ts';

/** `nothing`: not even packets of silence. */
export type Speech = 'nothing' | 'silence' | 'ringback' | 'tone' | 'echo';

export const RINGBACK_HERTZ = 425;
export const TONE_HERTZ = 440;
const RATE = 8000;
export const FRAME_SAMPLES = 160;
const FRAME_MILLISECONDS = 20;
/** One second on, one second off. */
const CADENCE_FRAMES = 50;
const SILENCE = new Uint8Array(FRAME_SAMPLES).fill(encodeMuLaw(0));

/**
 * Speaks in frames of 20 ms of µ-law. Frames follow the clock, not the timer, so that a late timer
 * does not stretch the sound. In echo it says what it is given, one frame per frame.
 */
export function createSpeaking(send: (frame: Uint8Array) => void) {
  let speech: Speech = 'silence';
  let hertz = TONE_HERTZ;
  let frames = 0;
  const startedAt = performance.now();
  const heard: Uint8Array[] = [];
  const timer = setInterval(() => {
    const due = Math.floor((performance.now() - startedAt) / FRAME_MILLISECONDS);
    for (; frames < due; frames += 1) if (speech !== 'nothing') send(frameOf(speech, hertz, frames, heard));
  }, FRAME_MILLISECONDS);
  return {
    /** `tone` is of that many hertz. */
    say(next: Speech, toneHertz = TONE_HERTZ): void {
      speech = next;
      hertz = toneHertz;
      heard.length = 0;
    },
    /** Audio to echo; more than a fifth of a second behind is dropped. */
    hear(frame: Uint8Array): void {
      if (speech === 'echo' && heard.length < 10) heard.push(frame);
    },
    close: (): void => clearInterval(timer),
  };
}

function frameOf(speech: Speech, toneHertz: number, index: number, heard: Uint8Array[]): Uint8Array {
  if (speech === 'echo') return heard.shift() ?? SILENCE;
  if (speech === 'silence' || (speech === 'ringback' && Math.floor(index / CADENCE_FRAMES) % 2 === 1)) {
    return SILENCE;
  }
  const hertz = speech === 'tone' ? toneHertz : RINGBACK_HERTZ;
  return Uint8Array.from(sine(hertz, RATE, FRAME_SAMPLES, index * FRAME_SAMPLES), encodeMuLaw);
}
