import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMicrophoneWatch, levelOf } from './microphone-level.ts';

describe('levelOf', () => {
  it.each([
    [0, 0],
    [0.001, 0],
    [0.0001, 0],
    [0.0316227766, 0.5],
    [1, 1],
    [2, 1],
    [Number.NaN, 0],
  ])('%d is drawn as %d', (rms, level) => {
    expect(levelOf(rms)).toBeCloseTo(level, 6);
  });

  it('is never outside of 0 to 1, and louder is never lower', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 4 }), fc.double({ min: 0, max: 4 }), (one, other) => {
        const [quiet, loud] = one < other ? [one, other] : [other, one];
        if (Number.isNaN(one) || Number.isNaN(other)) return;
        expect(levelOf(quiet)).toBeGreaterThanOrEqual(0);
        expect(levelOf(loud)).toBeLessThanOrEqual(1);
        expect(levelOf(quiet)).toBeLessThanOrEqual(levelOf(loud));
      }),
    );
  });
});

describe('the microphone watch', () => {
  const silentAfter = (peaks: (at: number) => number): number | undefined => {
    const watch = createMicrophoneWatch();
    for (let at = 0; at <= 10_000; at += 100) if (watch.take(peaks(at), at)) return at;
    return undefined;
  };

  it('says within three seconds that nothing comes', () => {
    expect(silentAfter(() => 0)).toBe(2500);
    expect(silentAfter(() => 1 / 32768)).toBe(2500);
    expect(silentAfter((at) => (at < 1000 ? 0.1 : 0))).toBe(3500);
  });

  it('a quiet room is not silent, nor are pauses between words', () => {
    expect(silentAfter(() => 0.0002)).toBeUndefined();
    expect(silentAfter((at) => (at % 2000 === 0 ? 0.05 : 0))).toBeUndefined();
  });

  it('takes it back at the first sound, and begins anew after a rest', () => {
    const watch = createMicrophoneWatch();
    watch.take(0, 0);
    expect(watch.take(0, 3000)).toBe(true);
    expect(watch.take(0.1, 3100)).toBe(false);
    watch.take(0, 3200);
    watch.rest();
    expect(watch.take(0, 6000)).toBe(false);
    expect(watch.take(0, 8500)).toBe(true);
  });
});
