import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNumberFormats } from './libphonenumber.ts';
import { countryName, showCall, showField, showNumber } from './number-format.ts';
import { significant } from './significant.ts';

const formats = createNumberFormats('en-US');

describe('showNumber', () => {
  it.each([
    ['+12345556789', '+1 234 555 6789'],
    ['+442079460958', '+44 20 7946 0958'],
    ['+493090182', '+49 30 90182'],
    ['2065550123', '(206) 555-0123'],
    ['911', '911'],
    ['112', '112'],
    ['*69', '*69'],
    ['#31#2065550123', '#31#2065550123'],
    ['+1', '+1'],
    ['', ''],
  ])('%s is shown as %s', (number, text) => {
    expect(showNumber(number, formats)).toBe(text);
  });

  it('only ever adds separators: the number can be read back from what is shown', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[+]?[0-9*#]{0,24}$/), (number) => {
        const kept = significant(number);
        expect(significant(showNumber(kept, formats))).toBe(kept);
      }),
      { numRuns: 500 },
    );
  });

  it('shows the bare number until the formatter is loaded', () => {
    expect(showNumber('+12345556789', null)).toBe('+12345556789');
  });
});

describe('with an extension', () => {
  it.each([
    ['+12345556789x12', '+1 234 555 6789 ext. 12'],
    ['+12345556789x', '+1 234 555 6789 ext. '],
    ['+12345556789x12,,34#', '+1 234 555 6789 ext. 12,,34#'],
    ['+12345556789', '+1 234 555 6789'],
  ])('the field %s is shown as %j', (field, text) => {
    expect(showField(field, formats)).toBe(text);
    expect(significant(text)).toBe(field);
  });

  it('shows a call’s number and extension', () => {
    expect(showCall({ number: '+12345556789', extension: '12' }, formats)).toBe('+1 234 555 6789 ext. 12');
  });
});

describe('countryName', () => {
  it.each([
    ['+442079460958', 'United Kingdom'],
    ['+4930901820x12', 'Germany'],
    ['2065550123', null],
    ['', null],
  ])('%s: %s', (field, name) => {
    expect(countryName(field, formats, 'en')).toBe(name);
  });
});
