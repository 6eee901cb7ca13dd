import { expect, test } from 'vitest';
import { median, p90 } from './statistics.ts';

test.each<[number[], number, number]>([
  [[7], 7, 7],
  [[3, 1, 2], 2, 3],
  [[4, 1, 3, 2], 2.5, 4],
  [Array.from({ length: 20 }, (_, index) => 20 - index), 10.5, 18],
])('of %j the median is %d and the p90 %d', (values, middle, ninetieth) => {
  expect(median(values)).toBe(middle);
  expect(p90(values)).toBe(ninetieth);
});

test('of nothing there is neither', () => {
  expect(() => median([])).toThrow('No values');
  expect(() => p90([])).toThrow('No values');
});
