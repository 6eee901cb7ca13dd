import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, unpack } from './ipc-codec.ts';

const carried = (value: unknown): unknown => unpack(JSON.parse(JSON.stringify(pack(value))));

test('carries every value of JSON unchanged, whatever its keys are called', () => {
  const value = fc.jsonValue().chain((json) => fc.constantFrom(json, { $: json }, [{ $: 'date', v: json }]));
  fc.assert(
    fc.property(value, (one) => {
      expect(carried(one)).toEqual(JSON.parse(JSON.stringify(one)));
    }),
  );
});

test.each([
  ['undefined', undefined],
  ['undefined inside', { a: undefined, b: [undefined] }],
  ['a date', new Date(1_234_567)],
  ['bytes', new Uint8Array([0, 1, 255])],
  ['many bytes', new Uint8Array(100_000).fill(7)],
  ['NaN and the infinities', [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
  ['a big integer', 2n ** 70n],
  ['a map', new Map([['a', { b: 1 }]])],
  ['a set', new Set([1, 'b'])],
  ['the same object twice', (() => [{ a: 1 }].flatMap((one) => [one, one]))()],
])('carries %s', (_name, value) => {
  expect(carried(value)).toEqual(value);
});

test('carries an error by name and message', () => {
  expect(carried(new RangeError('too far'))).toMatchObject({ name: 'RangeError', message: 'too far' });
});

test.each([
  ['a function', () => undefined],
  ['a symbol', Symbol('s')],
  ['a function inside', { deep: [() => undefined] }],
])('refuses %s as Electron does', (_name, value) => {
  expect(() => pack(value)).toThrow('An object could not be cloned.');
});

test('refuses a cycle', () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  expect(() => pack(cycle)).toThrow('cycles');
});
