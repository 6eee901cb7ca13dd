import fc from 'fast-check';
import { expect, it } from 'vitest';
import { logLine } from './log-line.ts';

it.each([
  ['two\r\nlines\n  at x', 'two lines at x'],
  [
    'call 0b0e7c7e-6f0c-4a55-9d53-3c1d3f6f6a01: ringing',
    'call 0b0e7c7e-6f0c-4a55-9d53-3c1d3f6f6a01: ringing',
  ],
  ['could not dial +1 (201) 555-0123 now', 'could not dial … now'],
  ['2015550123', '…'],
  ['authorization: Bearer abc.def-123', 'authorization: Bearer …'],
  ['\u001b[31mred\u001b[0m', ' [31mred [0m'],
  ['a\u202eb\u2066c\u200bd\u0000e', 'a b c d e'],
  ['link refused: number at 12', 'link refused: number at 12'],
  [
    'outbox: an update broke: TypeError: x at file.ts:12:34',
    'outbox: an update broke: TypeError: x at file.ts:12:34',
  ],
])('%j is logged as %j', (text, line) => {
  expect(logLine(text)).toBe(line);
});

it('is one line without control characters, whatever it is given', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(logLine(text)).toMatch(/^[^\p{Cc}\p{Cf}\u2028\u2029]*$/u);
    }),
  );
});

it('shows no number of seven digits or more, with whatever separators', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(9), fc.constantFrom('', ' ', '-', '.')), { minLength: 7 }),
      (parts) => {
        expect(logLine(parts.flat().join(''))).not.toMatch(/\d(?:[ .-]?\d){6}/);
      },
    ),
  );
});
