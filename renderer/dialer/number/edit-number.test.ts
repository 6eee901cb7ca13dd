import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caretPosition, editNumber } from './edit-number.ts';
import { createNumberFormats } from './libphonenumber.ts';
import { showField } from './number-format.ts';
import { significant } from './significant.ts';

const formats = createNumberFormats('en-US');

describe('editNumber', () => {
  // `|` is the caret after the browser's edit.
  it.each([
    ['a digit at the end', '+1234', '+1 2345|', 'insertText', '+12345', 6],
    ['a digit in the middle', '+12345', '+1 92|345', 'insertText', '+192345', 4],
    ['a letter is no digit', '+1234', '+1 234a|', 'insertText', '+1234', 5],
    [
      'a separator deleted backwards takes the digit before it',
      '+1234',
      '+1|234',
      'deleteContentBackward',
      '+234',
      1,
    ],
    [
      'a separator deleted forwards takes the digit after it',
      '+1234',
      '+1|234',
      'deleteContentForward',
      '+134',
      2,
    ],
    ['a digit deleted', '+12345', '+1 23|5', 'deleteContentBackward', '+1235', 4],
    ['everything deleted', '+12345', '|', 'deleteContentBackward', '', 0],
    ['an x begins the extension', '+1234', '+1 234x|', 'insertText', '+1234x', 6],
    ['full-width digits from an input method', '', '１２|', 'insertCompositionText', '12', 2],
  ])('%s', (_what, before, text, inputType, field, caret) => {
    const at = text.indexOf('|');
    expect(editNumber(before, text.replace('|', ''), at, inputType)).toEqual({ field, caret });
  });

  it('typing any number digit by digit at the end gives that number, whatever the formatting does', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+?[0-9]{1,18}(x[0-9,*#]{1,6})?$/), (number) => {
        let field = '';
        for (const character of number) {
          const text = showField(field, formats) + character;
          field = editNumber(field, text, text.length, 'insertText').field;
        }
        expect(field).toBe(number);
      }),
    );
  });

  it('backspace at the end always takes exactly the last character', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+?[0-9]{1,18}(x[0-9,*#]{1,6})?$/), (number) => {
        const text = showField(number, formats).slice(0, -1);
        const { field } = editNumber(number, text, text.length, 'deleteContentBackward');
        expect(field).toBe(number.slice(0, -1));
      }),
    );
  });
});

describe('caretPosition', () => {
  it.each([
    ['+1 234', 0, 0],
    ['+1 234', 1, 1],
    ['+1 234', 2, 2],
    ['+1 234', 3, 4],
    ['+1 234', 5, 6],
    ['+1 234', Number.POSITIVE_INFINITY, 6],
    ['(206) 555', 3, 4],
  ])('in %j, %d significant characters end at %d', (text, count, position) => {
    expect(caretPosition(text, count)).toBe(position);
    expect(significant(text.slice(0, position)).length).toBe(Math.min(count, significant(text).length));
  });
});
