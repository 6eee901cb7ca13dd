import { describe, expect, it, test } from 'vitest';
import { levelOf } from './quality.ts';
import { delayImpairment, lossImpairment, mosOf, ratingOf } from './quality-e-model.ts';

describe('R to MOS', () => {
  // ITU-T G.107, Annex B, Table B.1, and the MOS of all parameters at their defaults (Table 2).
  test.each([
    [93.2, 4.41],
    [90, 4.34],
    [80, 4.03],
    [70, 3.6],
    [60, 3.1],
    [50, 2.58],
    [0, 1],
    [-20, 1],
    [100, 4.5],
    [120, 4.5],
  ])('R %d is a MOS of %d', (rating, mos) => {
    expect(Math.abs(mosOf(rating) - mos)).toBeLessThan(0.0101);
  });

  // Table B.1: satisfied from 80 on, some users dissatisfied from 70 on, many below.
  test.each([
    [90, 'good'],
    [80, 'good'],
    [79, 'fair'],
    [70, 'fair'],
    [69, 'poor'],
    [50, 'poor'],
  ])('R %d is %s', (rating, level) => {
    expect(levelOf(mosOf(rating))).toBe(level);
  });
});

describe('what loss costs', () => {
  // G.711 with concealment, random loss: measured Ie (ITU-T G.113, 02/2001, Table I.2); the formula is its fit.
  test.each([
    [0, 0],
    [1, 5],
    [2, 7],
    [3, 10],
    [5, 15],
    [7, 20],
    [10, 25],
    [15, 35],
    [20, 45],
  ])('%d %% lost with G.711 is near %d', (loss, published) => {
    expect(Math.abs(lossImpairment(loss, 'PCMU') - published)).toBeLessThan(3);
  });

  it('begins at the codec’s own impairment (G.113 Table I.1: G.729 11)', () => {
    expect(lossImpairment(0, 'G729')).toBe(11);
    expect(lossImpairment(0, 'opus')).toBe(0);
  });

  it('takes a codec it does not know for G.711', () => {
    expect(lossImpairment(5, 'speex')).toBe(lossImpairment(5, 'PCMA'));
  });
});

describe('what delay costs', () => {
  it('is nothing up to 100 ms (G.107, 7-26), and almost nothing up to 150 ms (G.114)', () => {
    expect(delayImpairment(0)).toBe(0);
    expect(delayImpairment(100)).toBe(0);
    expect(delayImpairment(100.001)).toBeCloseTo(0, 5);
    expect(delayImpairment(150)).toBeLessThan(1);
  });

  // Formula 7-27 by hand for X = 1 and X = 2.
  test.each([
    [200, 3.04],
    [400, 24.07],
  ])('of %d ms is %d', (delay, cost) => {
    expect(delayImpairment(delay)).toBeCloseTo(cost, 2);
  });

  it('together with loss takes points off the best R', () => {
    expect(ratingOf({ loss: 0, delay: 50 })).toBe(93.2);
    expect(ratingOf({ loss: 2, delay: 200, codec: 'PCMA' })).toBeCloseTo(93.2 - 7.01 - 3.04, 1);
  });
});
