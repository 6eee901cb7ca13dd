import { expect, it } from 'vitest';
import { search } from './search.ts';

/** A search of one input, whose n-th try takes so many milliseconds on the clock and of processor time. */
function searching(tries: (n: number) => { passed: number; worked: number }) {
  let [now, cpu, n] = [0, 0, 0];
  const check = (): void => {
    const { passed, worked } = tries(n);
    now += passed;
    cpu += worked;
    n += 1;
  };
  const clocks = { now: () => now, cpu: () => ({ user: cpu * 600, system: cpu * 400 }) };
  return () => search({ name: 'door', inputs: 1, seed: 1, make: () => 'x', check, ...clocks });
}

it.each([
  ['51 ms of work each time', () => ({ passed: 51, worked: 51 })],
  ['waits of 51 ms each time', () => ({ passed: 51, worked: 0 })],
])('slow: %s', (_, tries) => {
  expect(searching(tries)).toThrow('door: 51 ms for "x"');
});

it.each([
  ['50 ms', () => ({ passed: 50, worked: 50 })],
  ['a machine that stands still five times', (n: number) => ({ passed: n < 5 ? 2000 : 1, worked: 1 })],
  ['two tries of much work', (n: number) => ({ passed: n < 2 ? 80 : 1, worked: n < 2 ? 80 : 1 })],
])('not slow: %s', (_, tries) => {
  expect(searching(tries)().slowest).toBeLessThanOrEqual(50);
});
