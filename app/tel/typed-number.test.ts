import { describe, expect, it } from 'vitest';
import { readTypedNumber } from './typed-number.ts';

describe('readTypedNumber reads what a rep types or pastes', () => {
  const rows: [string, string, string?][] = [
    ['+1 (206) 734-2564', '+12067342564'],
    ['206.734.2564 x12', '2067342564', '12'],
    ['206 734 2564 ext. 5', '2067342564', '5'],
    ['206 734 2564, Extension: 1 2', '2067342564', '12'],
    ['206 734 2564;ext=12', '2067342564', '12'],
    ['206-734-2564x12', '2067342564', '12'],
    ['206 734 2564 x12,,34#', '2067342564', '12,,34#'],
    ['206 734 2564 ext ,*1 2,', '2067342564', ',*12'],
    ['+44 20 7946 0958', '+442079460958'],
    ['\u202a+1\u00a0206\u2011734\u20132564\u202c', '+12067342564'],
    ['030/1234567', '0301234567'],
    ['(020) 7946 0958', '02079460958'],
    ['(0)20 7946 0958', '02079460958'],
    ['911', '911'],
    [' 7042\n', '7042'],
    ['*98', '*98'],
    ['*72 555-1234#', '*725551234#'],
    ['##21#', '##21#'],
    ['tel:+1-206-734-2564;ext=7', '+12067342564', '7'],
    ['TEL://%2B12067342564/', '+12067342564'],
  ];
  it.each(rows)('%j', (text, number, extension) => {
    const value = extension === undefined ? { number } : { number, extension };
    expect(readTypedNumber(text)).toEqual({ ok: true, value });
  });
});

describe('readTypedNumber refuses what it can’t dial, and says why and where', () => {
  const rows: [string, string, number][] = [
    ['', 'empty', 0],
    ['  ', 'empty', 2],
    ['-', 'empty', 1],
    ['+', 'no-digits', 1],
    ['x12', 'empty', 0],
    ['206 734 2564 ext', 'extension', 16],
    ['206 734 2564 x,,', 'extension', 16],
    [`206 734 2564 x${'1'.repeat(21)}`, 'extension-too-long', 12],
    ['1-800-FLOWERS', 'letters', 6],
    ['Jane', 'letters', 0],
    ['5551234p12', 'letters', 7],
    ['5551234,12', 'number', 7],
    ['5551234#12', 'number', 7],
    ['+*72', 'number', 1],
    ['1+2', 'number', 1],
    ['++1', 'number', 1],
    ['２０６', 'number', 0],
    ['555\u00001234', 'number', 3],
    ['+1 234 567 890 123 456', 'number-too-long', 0],
    ['123456789012345678901', 'number-too-long', 0],
    ['1'.repeat(257), 'number-too-long', 256],
    ['+0044 20 7946 0958', 'country-code', 1],
    ['+44 (0)20 7946 0958', 'trunk-zero', 4],
    ['tel:', 'empty', 4],
    ['tel:*72', 'feature-code', 4],
  ];
  it.each(rows)('%j: %s at %i', (text, code, at) => {
    expect(readTypedNumber(text)).toMatchObject({ ok: false, failure: { code, at } });
  });

  it('names the character', () => {
    const comma = readTypedNumber('5551234,12');
    expect(comma).toMatchObject({ failure: { message: '"," does not belong in a phone number.' } });
  });
});
