/** A sine as 16-bit samples; `phaseAt` is the number of the first sample, so that pieces join without a click. */
export function sine(hertz: number, rate: number, count: number, phaseAt = 0, amplitude = 8000): Int16Array {
  return Int16Array.from({ length: count }, (_, index) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * hertz * (phaseAt + index)) / rate)),
  );
}

/** Power of one frequency in the samples (Goertzel's algorithm), as the amplitude a pure sine of it would have. */
export function amplitudeAt(samples: Int16Array, rate: number, hertz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / rate);
  let last = 0;
  let beforeLast = 0;
  for (const sample of samples) {
    const next = sample + turn * last - beforeLast;
    beforeLast = last;
    last = next;
  }
  const power = last * last + beforeLast * beforeLast - turn * last * beforeLast;
  return (2 * Math.sqrt(Math.max(power, 0))) / Math.max(samples.length, 1);
}

/** Root mean square of the samples: 0 is silence, a full sine of amplitude 8000 is about 5657. */
export function loudness(samples: Int16Array): number {
  const sum = samples.reduce((total, sample) => total + sample * sample, 0);
  return Math.sqrt(sum / Math.max(samples.length, 1));
}

/** The strongest frequency between 100 and 3000 Hz, to 5 Hz; 0 where there is nothing but silence. */
export function dominantFrequency(samples: Int16Array, rate: number): number {
  if (loudness(samples) < 50) return 0;
  let best = 0;
  let bestAmplitude = 0;
  for (let hertz = 100; hertz <= 3000; hertz += 5) {
    const amplitude = amplitudeAt(samples, rate, hertz);
    if (amplitude > bestAmplitude) {
      best = hertz;
      bestAmplitude = amplitude;
    }
  }
  return best;
}
