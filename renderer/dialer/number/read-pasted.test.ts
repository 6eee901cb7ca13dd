import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNumberFormats } from './libphonenumber.ts';
import { readPasted } from './read-pasted.ts';

const formats = createNumberFormats('en-US');

describe('readPasted', () => {
  it.each([
    ['+1 (234) 555-6789', '+12345556789'],
    ['  +1.234.555.6789\n', '+12345556789'],
    ['206-555-0123', '2065550123'],
    ['(206) 555-0123', '2065550123'],
    ['Phone: +1 234 555 6789', '+12345556789'],
    ['T. 030 / 901820', '030901820'],
    ['“+1 234 555 6789”', '+12345556789'],
    ['<+12345556789>', '+12345556789'],
    ['+1 234 555 6789 ext. 12', '+12345556789x12'],
    ['+1 234 555 6789 x12', '+12345556789x12'],
    ['+1 234 555 6789, extension 12', '+12345556789x12'],
    ['\u202a+1 234 555 6789\u202c', '+12345556789'],
    ['＋１ ２３４ ５５５ ６７８９', '+12345556789'],
    ['+١٢٣٤٥٥٥٦٧٨٩', '+12345556789'],
    ['+1\u00a0234\u2011555\u20116789', '+12345556789'],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['+39 (0)6 1234 5678', '+390612345678'],
    ['*98', '*98'],
    ['911', '911'],
  ])('%j is %s', (text, field) => {
    expect(readPasted(text, formats)).toEqual({ ok: true, value: { field } });
  });

  it.each([
    'tel:+1-234-555-6789;ext=1234;source=outreach;call-id=91FCF82E-9817-4C73-959F-4CF4A0DB334D',
    'TEL:+1-234-555-6789;ext=1234',
  ])('keeps the link %s, so that nothing of it is lost', (link) => {
    expect(readPasted(link, formats)).toEqual({ ok: true, value: { field: '+12345556789x1234', link } });
  });

  it.each([
    ['', 'no-number'],
    ['call me', 'no-number'],
    ['1-800-FLOWERS', 'letters'],
    ['206-555-0123\n206-555-0124', 'several'],
    ['206-555-0123 / 206-555-0124', 'several'],
    ['555-0123/555-0124', 'several'],
    ['+12345556789 +12345556780', 'several'],
    ['2065550123, 2065550124', 'several'],
    ['2065550123,12', 'number'],
    ['206m²', 'letters'],
    ['20655501２③', 'number'],
  ])('refuses %j (%s)', (text, code) => {
    expect(readPasted(text, formats)).toMatchObject({ ok: false, failure: { code } });
  });

  it('refuses a page of text', () => {
    expect(readPasted('5'.repeat(3000), formats)).toMatchObject({ ok: false, failure: { code: 'too-long' } });
  });

  it('refuses a written trunk zero while nothing can tell what it means', () => {
    expect(readPasted('+44 (0)20 7946 0958', null)).toMatchObject({
      ok: false,
      failure: { code: 'trunk-zero' },
    });
  });

  it('says where a link is wrong', () => {
    const read = readPasted('tel:+1-234-555-67C9', formats);
    expect(read.ok ? '' : read.failure.message).toMatch(/character 18 of the link/);
  });

  it('never throws, and never gives a digit that was not pasted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const read = readPasted(text, formats);
        if (read.ok) expect(read.value.field.replace(/\D/g, '').length).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2000 },
    );
  });
});
