import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockDuration, spokenDuration } from './duration.ts';

describe('clockDuration', () => {
  it.each([
    [0, '0:00'],
    [999, '0:00'],
    [7_000, '0:07'],
    [59_999, '0:59'],
    [60_000, '1:00'],
    [754_000, '12:34'],
    [3_599_000, '59:59'],
    [3_600_000, '1:00:00'],
    [3_723_000, '1:02:03'],
    [36_000_000, '10:00:00'],
    [-5_000, '0:00'],
  ])('%d ms is %s', (milliseconds, text) => {
    expect(clockDuration(milliseconds)).toBe(text);
  });

  it('never shows sixty seconds or sixty minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (milliseconds) => {
        const parts = clockDuration(milliseconds).split(':').map(Number);
        for (const part of parts.slice(1)) expect(part).toBeLessThan(60);
      }),
    );
  });
});

describe('spokenDuration', () => {
  it.each([
    [0, '0 seconds'],
    [1_000, '1 second'],
    [133_000, '2 minutes 13 seconds'],
    [3_600_000, '1 hour'],
    [3_723_000, '1 hour 2 minutes'],
    [-1, '0 seconds'],
  ])('%d ms is "%s"', (milliseconds, text) => {
    expect(spokenDuration(milliseconds)).toBe(text);
  });
});
