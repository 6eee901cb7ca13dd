import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lineOf } from '../testing/media-line.ts';
import { isDead, levelOf, lightOf } from './quality.ts';
import { lossImpairment, mosOf, ratingOf } from './quality-e-model.ts';
import { createQualityMeter } from './quality-meter.ts';
import type { MediaSample } from './quality-sample.ts';
import { callQuality } from './quality-schema.ts';

const loss = fc.double({ min: 0, max: 100, noNaN: true });
/** What a sum of a few dozen doubles may be off. */
const ROUNDING = 1e-9;
const delay = fc.double({ min: 0, max: 5000, noNaN: true });

it('a MOS is between 1 and 4.5, and never better with more loss or more delay', () => {
  fc.assert(
    fc.property(loss, loss, delay, delay, (loss1, loss2, delay1, delay2) => {
      const better = { loss: Math.min(loss1, loss2), delay: Math.min(delay1, delay2) };
      const worse = { loss: Math.max(loss1, loss2), delay: Math.max(delay1, delay2) };
      const [good, bad] = [mosOf(ratingOf(better)), mosOf(ratingOf(worse))];
      expect(bad).toBeGreaterThanOrEqual(1);
      expect(good).toBeLessThanOrEqual(4.5);
      // Below R = 6.5 the standard's cubic turns; nobody tells such lines apart.
      expect(bad).toBeLessThanOrEqual(good + 0.02);
      expect(lossImpairment(worse.loss)).toBeGreaterThanOrEqual(lossImpairment(better.loss) - ROUNDING);
    }),
  );
});

/** How a line behaves until `until`, in milliseconds from the answer. */
const stretch = fc.record({
  lasts: fc.integer({ min: 200, max: 8000 }),
  comes: fc.boolean(),
  leaves: fc.boolean(),
  held: fc.boolean(),
  muted: fc.boolean(),
  lossIn: fc.integer({ min: 0, max: 40 }),
});
const steps = fc.array(fc.integer({ min: 300, max: 700 }), { minLength: 10, maxLength: 60 });

/** Looks at a line made of stretches, every few hundred milliseconds. */
function looks(
  stretches: readonly (typeof stretch extends fc.Arbitrary<infer Value> ? Value : never)[],
  pauses: readonly number[],
) {
  const line = lineOf();
  const samples: MediaSample[] = [];
  let at = 0;
  for (const pause of pauses) {
    at += pause;
    let start = 0;
    const now = stretches.find(({ lasts }) => {
      start += lasts;
      return at < start;
    });
    samples.push(line.next({ at, ...(now ?? {}) }));
  }
  return samples;
}

it('what it tells fits the contract, says “dead” only of lines that are, and never more than it may', () => {
  fc.assert(
    fc.property(fc.array(stretch, { minLength: 1, maxLength: 6 }), steps, (stretches, pauses) => {
      const meter = createQualityMeter();
      const samples = looks(stretches, pauses);
      let told = Number.NEGATIVE_INFINITY;
      let before: string | undefined;
      for (const sample of samples) {
        const quality = meter.take(sample);
        if (quality?.now === undefined) continue;
        expect(callQuality.safeParse(quality).success).toBe(true);
        const { hearing, speaking } = quality.now;
        if (!sample.receives) expect(hearing).toBe('sound');
        if (!sample.sends || sample.muted) expect(speaking).toBe('sent');
        if (quality.worst !== undefined)
          expect(quality.worst).toBeLessThanOrEqual((quality.average ?? 0) + ROUNDING);
        const ways = `${hearing} ${speaking}`;
        if (ways === before) expect(sample.at - told).toBeGreaterThanOrEqual(2000);
        before = ways;
        told = sample.at;
      }
    }),
  );
});

it('a direction that dies is told within 3 s, however it is looked at', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('comes', 'leaves'),
      fc.integer({ min: 0, max: 20_000 }),
      fc.array(fc.integer({ min: 300, max: 700 }), { minLength: 80, maxLength: 80 }),
      (dead, diesAt, pauses) => {
        const meter = createQualityMeter();
        const line = lineOf();
        let at = 0;
        let tellsAt: number | undefined;
        for (const pause of pauses) {
          at += pause;
          const quality = meter.take(line.next({ at, [dead]: at < diesAt }));
          if (quality?.now === undefined || !isDead(quality.now)) continue;
          expect(lightOf(quality.now)).toBe('poor');
          tellsAt ??= at;
        }
        // Nothing is counted before the first look.
        expect(tellsAt).toBeLessThanOrEqual(Math.max(diesAt, pauses[0] ?? 0) + 3000);
        expect(tellsAt).toBeGreaterThanOrEqual(diesAt);
      },
    ),
  );
});

it('a steady line is of the level its loss gives', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 50 }), (lossIn) => {
      const meter = createQualityMeter();
      const line = lineOf();
      for (let at = 500; at < 20_000; at += 500) meter.take(line.next({ at, lossIn }));
      const expected = mosOf(ratingOf({ loss: lossIn, delay: 50 }));
      const { average = 0, worst = 0 } = meter.summary() ?? {};
      expect(Math.abs(average - expected)).toBeLessThan(0.15);
      expect(levelOf(Math.max(average, worst))).toBe(levelOf(average));
    }),
  );
});
