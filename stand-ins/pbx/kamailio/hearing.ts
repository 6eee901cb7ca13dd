import { amplitudeAt, dominantFrequency } from '../tone.ts';
import type { Recording } from '../tone-wav.ts';
import { until } from '../until.ts';
import type { Baresip } from './baresip.ts';

const PIECE_SECONDS = 0.4;
const PATIENCE_MILLISECONDS = 1500;

/** What a telephone hears from now on, for 0.4 s, in its latest call; empty where nothing arrives within 1.5 s. */
export async function listenTo(phone: Baresip): Promise<Recording> {
  const latest = (): Recording => phone.recordings().at(-1) ?? { rate: 48_000, samples: new Int16Array() };
  const begun = phone.recordings().length;
  const from = latest().samples.length;
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  return until('a piece of what is heard, or its absence', () => {
    const { rate, samples } = latest();
    const piece = samples.slice(phone.recordings().length > begun ? 0 : from);
    if (piece.length >= rate * PIECE_SECONDS) return { rate, samples: piece };
    return performance.now() > deadline ? { rate, samples: new Int16Array() } : undefined;
  });
}

/** Waits until the strongest frequency that the telephone hears is `hertz`; 0 is silence, or nothing at all. */
export async function hearsOnly(phone: Baresip, hertz: number): Promise<void> {
  await until(`a telephone hears ${hertz} Hz`, async () => {
    const { rate, samples } = await listenTo(phone);
    return Math.abs(dominantFrequency(samples, rate) - hertz) <= 10 || undefined;
  });
}

/** Waits until the telephone hears each of these frequencies at once: a conference. */
export async function hearsAll(phone: Baresip, hertz: readonly number[]): Promise<void> {
  await until(`a telephone hears ${hertz.join(' and ')} Hz`, async () => {
    const { rate, samples } = await listenTo(phone);
    return hertz.every((each) => amplitudeAt(samples, rate, each) > 300) || undefined;
  });
}
