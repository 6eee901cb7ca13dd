import { describe, expect, it, test } from 'vitest';
import { type LineBehaviour, lineOf } from '../testing/media-line.ts';
import { lightOf } from './quality.ts';
import { mosOfFigures, troubleOf } from './quality-figures.ts';
import { createQualityMeter } from './quality-meter.ts';

/** Looks twice a second; what was told, and when in milliseconds. */
function toldOf(...stretches: readonly (Omit<LineBehaviour, 'at'> & { readonly seconds: number })[]) {
  const meter = createQualityMeter();
  const line = lineOf();
  const told = [];
  let at = 0;
  for (const { seconds, ...behaviour } of stretches)
    for (let look = 0; look < seconds * 2; look += 1) {
      at += 500;
      const quality = meter.take(line.next({ at, ...behaviour }));
      if (quality?.now !== undefined)
        told.push({ at, light: lightOf(quality.now), ...quality, now: quality.now });
    }
  return { told, summary: meter.summary() };
}

describe('telling', () => {
  it('tells a good line once it is measured, then every five seconds', () => {
    const { told } = toldOf({ seconds: 16 });
    expect(told.map(({ at }) => at)).toEqual([1500, 6500, 11_500]);
    expect(told[0]?.now.figures).toMatchObject({ codec: 'PCMU', lossIn: 0, roundTrip: 10, jitterIn: 4 });
    expect(told[0]?.now?.figures.bufferDelay).toBeCloseTo(20);
  });

  it('tells a change of level between two turns, and of a dead line at once', () => {
    const { told } = toldOf({ seconds: 6.5 }, { seconds: 6, lossIn: 30 }, { seconds: 3, comes: false });
    const lights = told.map(({ light, now: { hearing } }) => `${light} ${hearing}`);
    expect(new Set(lights)).toEqual(new Set(['good sound', 'poor sound', 'poor nothing']));
    expect(told.find(({ now }) => now.hearing === 'nothing')?.at).toBe(14_500);
  });

  it('keeps average and worst, and what spoiled it', () => {
    const { summary } = toldOf({ seconds: 30 }, { seconds: 10, lossIn: 20 });
    expect(summary?.trouble).toBe('loss-in');
    expect(summary?.worst).toBeLessThan(3);
    expect(summary?.average).toBeGreaterThan(3.6);
  });

  it('does not take a line from which nothing ever came for a good one before the alarm', () => {
    expect(toldOf({ seconds: 3.5, comes: false }).summary).toMatchObject({ average: 1, worst: 1 });
  });

  it('has nothing to say of a call on hold, and has no memory of the line before it', () => {
    const { told } = toldOf({ seconds: 2 }, { seconds: 4, held: true }, { seconds: 3, lossIn: 20 });
    expect(told.at(-1)?.now.figures.lossIn).toBeCloseTo(20);
    expect(told.every(({ now }) => now.hearing === 'sound')).toBe(true);
  });

  it('does not take a computer that slept for a dead line', () => {
    const meter = createQualityMeter();
    const line = lineOf();
    meter.take(line.next({ at: 0 }));
    meter.take(line.next({ at: 500 }));
    expect(meter.take(line.next({ at: 600_000, comes: false, leaves: false }))?.now?.hearing).not.toBe(
      'nothing',
    );
  });

  it('takes counters that run backwards for another stream', () => {
    const meter = createQualityMeter();
    const line = lineOf();
    for (let at = 0; at < 6000; at += 500) meter.take(line.next({ at }));
    const other = lineOf();
    other.next({ at: 5500 });
    const told = meter.take(other.next({ at: 6000 }));
    expect(told?.now?.figures.lossIn ?? 0).toBe(0);
  });
});

test.each([
  [{ lossIn: 8 }, 'loss-in'],
  [{ lossIn: 1, lossOut: 12 }, 'loss-out'],
  [{ lossIn: 9, lossOut: 12 }, 'loss-both'],
  [{ lossIn: 1, lateIn: 9 }, 'jitter-in'],
  [{ lossOut: 0, jitterOut: 120 }, 'jitter-out'],
  [{ lossIn: 1, roundTrip: 700 }, 'delay'],
  [{ lossIn: 0, bufferDelay: 400 }, 'delay'],
  [{ lossIn: 1, lossOut: 0, roundTrip: 60 }, undefined],
  [{}, undefined],
] as const)('%o has the trouble %s', (figures, trouble) => {
  expect(troubleOf(figures)).toBe(trouble);
});

test('the worse direction gives the MOS; without figures there is none', () => {
  const worse = mosOfFigures({ lossIn: 0, lossOut: 15 });
  expect(worse).toBeCloseTo(mosOfFigures({ lossOut: 15 }) ?? 0);
  expect(worse).toBeLessThan(mosOfFigures({ lossIn: 0 }) ?? 0);
  expect(mosOfFigures({ roundTrip: 100 })).toBeUndefined();
});
