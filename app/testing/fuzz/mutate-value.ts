import { mutateText } from './mutate-text.ts';
import type { Random } from './random.ts';

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

const ODD_VALUES: readonly unknown[] = [
  ...[null, undefined, true, false, '', 0, -1, 1.5, 2 ** 53, 1e308, Number.NaN, Number.POSITIVE_INFINITY, -0],
  ...[
    [],
    {},
    [[]],
    [null],
    { length: -1 },
    { length: { toString: 1 } },
    { toString: 1 },
    { valueOf: 1 },
    10n,
    '\u202e',
    'x'.repeat(5_000),
  ],
  JSON.parse('{"__proto__":{"polluted":true}}'),
  { constructor: { prototype: { polluted: true } } },
  Array.from({ length: 200 }, () => 'x'),
  nested(60),
];

const ODD_KEYS: readonly string[] = [
  '__proto__',
  'constructor',
  'toString',
  '',
  'id',
  'data',
  'ok',
  '0',
  '\u202e',
];

/** A value of the corpus with up to three places of it replaced, left out, added or made odd. The corpus stays as it is. */
export function mutateValue(random: Random, corpus: readonly unknown[], texts: readonly string[]): unknown {
  let value = random.pick(corpus);
  for (let left = random.below(4); left > 0; left -= 1) value = changed(value, random, texts);
  return value;
}

function changed(value: unknown, random: Random, texts: readonly string[]): unknown {
  if (Array.isArray(value) && value.length > 0 && random.below(5) > 0) {
    const at = random.below(value.length);
    if (random.below(6) === 0) return value.filter((_item, index) => index !== at);
    return value.map((item: unknown, index) => (index === at ? changed(item, random, texts) : item));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && random.below(6) > 0) {
    return changedObject(value, random, texts);
  }
  if (typeof value === 'string' && random.below(2) === 0) return mutateText(random, [value, ...texts]);
  if (typeof value === 'number' && random.below(2) === 0) return value * random.pick([-1, 1000, 0.1, 1e300]);
  return random.below(3) === 0 ? random.pick(texts) : random.pick(ODD_VALUES);
}

function changedObject(value: object, random: Random, texts: readonly string[]): object {
  const entries: [string, unknown][] = Object.entries(value);
  const at = entries.length === 0 ? -1 : random.below(entries.length);
  const choice = random.below(8);
  if (choice === 0) return Object.fromEntries(entries.filter((_entry, index) => index !== at));
  if (choice === 1 || at < 0) {
    const copy: object = Object.fromEntries(entries);
    // As JSON.parse does: an own property, even of this name.
    Object.defineProperty(copy, random.pick(ODD_KEYS), {
      value: random.pick(ODD_VALUES),
      enumerable: true,
      configurable: true,
      writable: true,
    });
    return copy;
  }
  return Object.fromEntries(
    entries.map(([key, item], index) => [key, index === at ? changed(item, random, texts) : item]),
  );
}
