import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonErrorAt, jsonHint, placeInText } from './json-error.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('jsonErrorAt', () => {
  const rows: [string, number][] = [
    ['{}', -1],
    [' {"a": [1, -2.5e+3, true, null, "\\u00e9\\n\u0080"], "b": {}} \n', -1],
    ['', 0],
    ['{"a":1,}', 7],
    ['[1,]', 3],
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ["{'a':1}", 1],
    ['{"a":01}', 6],
    ['{"a":1 "b":2}', 7],
    ['{"a":"C:\\Program"}', 8],
    ['{"a":"line\nbreak"}', 10],
    ['{"a":"open', 10],
    ['{"a":[', 6],
    ['{"a":1', 6],
    ['// x\n{}', 0],
    ['{}{}', 2],
    ['[}', 1],
    ['{"a":undefined}', 5],
    ['\ufeff{}', 0],
  ];
  it.each(rows)('%j at %i', (text, at) => {
    expect(jsonErrorAt(text)).toBe(at);
  });

  it('agrees with JSON.parse on every text', () => {
    const broken = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '}', ']', '"', '{', '\\', '1', '-', 'e', '.', ':', ' ', '\n'),
      )
      .map(([text, at, sign]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + sign + text.slice(place + (at % 2));
      });
    fc.assert(
      fc.property(fc.oneof(fc.json(), broken, fc.string()), (text) => {
        const at = jsonErrorAt(text);
        expect(at < 0).toBe(isJson(text));
        expect(at).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1500 },
    );
  });

  it('reads a deep and a long text', () => {
    expect(jsonErrorAt('['.repeat(100_000))).toBe(100_000);
    expect(jsonErrorAt(`"${'a\\n'.repeat(300_000)}"`)).toBe(-1);
  });
});

it('placeInText counts lines and columns from 1, with any line break', () => {
  expect(placeInText('abc', 0)).toEqual({ line: 1, column: 1 });
  expect(placeInText('a\nbc\r\nde\rf', 3)).toEqual({ line: 2, column: 2 });
  expect(placeInText('a\nbc\r\nde\rf', 9)).toEqual({ line: 4, column: 1 });
});

it.each([
  ['{"a":1,}', /comma/],
  ['{"a":1', /too early/],
  ["{'a':1}", /double quotes/],
  ['// x', /Comments/],
  ['{"a":"C:\\P"}', /backslash/i],
  ['{"a":1 "b":2}', /comma is missing/],
  ['{a:1}', /not expected/],
])('jsonHint for %j', (text, hint) => {
  expect(jsonHint(text, jsonErrorAt(text))).toMatch(hint);
});
