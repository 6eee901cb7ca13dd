import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTelLinks, readTelLink } from './tel-link.ts';
import { formatTelUri, parseTelUri, sameTelUri, type TelUri } from './tel-uri.ts';
import { readTypedNumber } from './typed-number.ts';

const RUNS = { numRuns: 500 };

const from = (characters: string) => fc.constantFrom(...characters);
const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: from('0123456789'), minLength, maxLength });
const callId = fc.oneof(
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  fc
    .string({ unit: from("abcXYZ019-_.!~*'()[]:&+$"), minLength: 1, maxLength: 40 })
    .filter((id) => !/^\.\.?$/.test(id)),
);
/** A value for a parameter: any text that is well-formed UTF-16, percent-encoded as a writer would. */
const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });

const uri: fc.Arbitrary<TelUri> = fc
  .record({
    local: fc.option(
      fc.record({
        number: fc.string({ unit: from('0123456789abcdefABCDEF*#'), minLength: 1, maxLength: 20 }),
        phoneContext: fc.oneof(
          fc.domain(),
          digits(1, 6).map((d) => `+${d}`),
        ),
      }),
    ),
    global: digits(1, 15),
    extra: fc.oneof(fc.constant({}), fc.record({ extension: digits(0, 20) }), fc.record({ isub: value })),
    parameters: fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z0-9-]{1,8}$/), fc.option(value)), {
      selector: ([name]) => name,
      maxLength: 5,
    }),
  })
  .map(({ local, global, extra, parameters }): TelUri => {
    const common = {
      ...extra,
      parameters: parameters
        .filter(([name]) => !/^(ext|isub|phone-context|m-.*)$/.test(name))
        .map(([name, text]) => (text === null ? { name } : { name, value: text })),
    };
    return local === null
      ? { kind: 'global', number: `+${global}`, ...common }
      : { kind: 'local', ...local, ...common };
  });

/** One character in UTF-8, octet by octet as RFC 3629, section 4, has them, each as `%XX`. */
const encodedUtf8 = (() => {
  const tail = '%[89ABab][0-9A-Fa-f]';
  const one = '%[0-7][0-9A-Fa-f]';
  const two = `%(?:[Cc][2-9A-Fa-f]|[Dd][0-9A-Fa-f])${tail}`;
  const three = `(?:%[Ee]0%[ABab][0-9A-Fa-f]|%[Ee][1-9A-CEFa-cef]${tail}|%[Ee][Dd]%[89][0-9A-Fa-f])${tail}`;
  const four = `(?:%[Ff]0%(?:9|[ABab])[0-9A-Fa-f]|%[Ff][1-3]${tail}|%[Ff]4%8[0-9A-Fa-f])${tail}${tail}`;
  return `(?:${one}|${two}|${three}|${four})`;
})();

/**
 * RFC 3966, section 3, written out as one regular expression: an oracle that shares no code with the parser. What is
 * percent-encoded has to be UTF-8 (RFC 3986, section 2.5): nobody could read it otherwise.
 */
const abnf = (() => {
  const phonedigit = '[0-9.()-]';
  const phonedigitHex = '[0-9A-Fa-f*#.()-]';
  const global = `\\+${phonedigit}*[0-9]${phonedigit}*`;
  const label = '(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)';
  const domain = `(?:${label}\\.)*[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.?`;
  const paramchar = `(?:[[\\]/:&+$A-Za-z0-9_.!~*'()-]|${encodedUtf8})`;
  const uric = `(?:[[\\]/?:@&=+$,A-Za-z0-9_.!~*'()-]|${encodedUtf8})`;
  const known =
    '(?:[Ee][Xx][Tt]|[Ii][Ss][Uu][Bb]|[Pp][Hh][Oo][Nn][Ee]-[Cc][Oo][Nn][Tt][Ee][Xx][Tt])(?:=|;|$)';
  const par = `;(?:[Ee][Xx][Tt]=${phonedigit}+|[Ii][Ss][Uu][Bb]=${uric}+|(?!${known}|[Mm]-)[A-Za-z0-9-]+(?:=${paramchar}+)?)`;
  const context = `;[Pp][Hh][Oo][Nn][Ee]-[Cc][Oo][Nn][Tt][Ee][Xx][Tt]=(?:${domain}|${global})`;
  const local = `${phonedigitHex}*[0-9A-Fa-f*#]${phonedigitHex}*(?:${par})*${context}(?:${par})*`;
  return new RegExp(`^[Tt][Ee][Ll]:(?:${global}(?:${par})*|${local})$`);
})();

/** What section 3's prose adds to the grammar. */
function namesAreUnique(text: string): boolean {
  const names = [...text.toLowerCase().matchAll(/;([a-z0-9-]+)/g)].map(([, name]) => name);
  return new Set(names).size === names.length && !(names.includes('ext') && names.includes('isub'));
}

const pieces = fc.constantFrom(
  ...['tel:', 'TEL:', '%2B', '%C3%A9', '%F', '%g1', 'example.com', '+1-914', '42', 'b-', ';m-x'],
  ...[';ext=', ';isub=', ';phone-context=', ';PHONE-CONTEXT=', ';source=outreach', ';call-id=', ';x', ';y=z'],
  ...`+1-().aFg*#;=% ?@,[]/&$_!~'"é\n`,
);
const nearly = fc
  .tuple(
    fc.constantFrom('tel:', 'tel:+1', 'tel:7', 'tel:+1-2;ext=3', 'tel:7;phone-context=a'),
    fc.array(pieces, { maxLength: 8 }),
  )
  .map(([start, more]) => start + more.join(''));
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  nearly,
  fc.string().map((text) => `tel:${text}`),
);

describe('parseTelUri and formatTelUri', () => {
  it('accept what the grammar accepts, and nothing else', () => {
    let accepted = 0;
    fc.assert(
      fc.property(nearly, (text) => {
        const expected = abnf.test(text) && namesAreUnique(text);
        accepted += expected ? 1 : 0;
        expect(parseTelUri(text).ok).toBe(expected);
      }),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  it('bring back every URI that was written, its parameters sorted', () => {
    fc.assert(
      fc.property(uri, (given) => {
        const text = formatTelUri(given);
        const result = parseTelUri(text);
        expect(result).toMatchObject({ ok: true });
        if (!result.ok) return;
        expect(sameTelUri(result.value, given)).toBe(true);
        expect({ ...result.value, parameters: [] }).toEqual({ ...given, parameters: [] });
        expect(result.value.parameters).toEqual(
          given.parameters.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
        );
        expect(formatTelUri(result.value)).toBe(text);
      }),
      RUNS,
    );
  });

  it('never throw, and point into the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const result of [parseTelUri(text), readTelLink(text), readTypedNumber(text)]) {
          if (result.ok) continue;
          expect(result.failure.at).toBeGreaterThanOrEqual(0);
          expect(result.failure.at).toBeLessThanOrEqual(text.length);
        }
        findTelLinks([text, text]);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('sameTelUri', () => {
  it('is reflexive, and blind to case, separators and order', () => {
    fc.assert(
      fc.property(uri, fc.infiniteStream(from('-.()')), (given, separators) => {
        expect(sameTelUri(given, given)).toBe(true);
        const shuffled: TelUri = {
          ...given,
          number: given.number.replace(/(?<=[0-9])/g, () => separators.next().value),
          parameters: given.parameters
            .map(({ name, ...rest }) => ({ name: name.toUpperCase(), ...rest }))
            .toReversed(),
        };
        expect(sameTelUri(given, shuffled)).toBe(true);
      }),
      RUNS,
    );
  });

  it('is symmetric', () => {
    fc.assert(
      fc.property(uri, uri, (a, b) => {
        expect(sameTelUri(a, b)).toBe(sameTelUri(b, a));
      }),
      RUNS,
    );
  });
});

describe('readTelLink', () => {
  /** All that may have been encoded on the way, decoded as far as it goes. */
  function decoded(text: string): string {
    return text.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }

  it('dials only digits that are in the link, in their order, and sends only a call-id that is in it', () => {
    const link = fc
      .tuple(nearly, fc.option(callId))
      .map(([text, id]) => (id === null ? text : `${text};source=outreach;call-id=${id}`));
    let read = 0;
    fc.assert(
      fc.property(link, (raw) => {
        const result = readTelLink(raw);
        if (!result.ok) return;
        read += 1;
        const given = decoded(raw);
        const number = given.slice(given.indexOf(':') + 1).split(';')[0] ?? '';
        expect(result.value.number.replace('+', '')).toBe(number.replace(/[^0-9]/g, ''));
        if (number.includes('+')) expect(result.value.number).toMatch(/^\+/);
        expect(given).toContain(result.value.outreachCallId ?? '');
      }),
      { numRuns: 1500 },
    );
    expect(read).toBeGreaterThan(50);
  });

  const manglings: ((link: string) => string)[] = [
    (link) => link.replace('tel:', 'TEL:'),
    (link) => `"${link}"`,
    (link) => ` "${link}" \r\n`,
    (link) => link.replace('+', '%2B'),
    (link) => link.replace('tel:', 'tel:///'),
    (link) => link.replace('tel:+', 'tel://%2b'),
    (link) => `${link}\n`,
    (link) => `${link}%20`,
    (link) => link.replace(/-(?=[^;]*;)/, '%20'),
    (link) => `tel:${encodeURIComponent(link.slice(4))}`,
  ];

  it('reads one request from a link and from everything that systems make of it', () => {
    const number = fc.tuple(from('123456789'), digits(6, 14)).map((parts) => `+${parts[0]}-${parts[1]}`);
    const link = fc
      .tuple(number, callId, fc.option(digits(1, 20)), fc.boolean())
      .map(([dialed, id, extension, slash]) => ({
        raw: `tel:${dialed}${extension === null ? '' : `;ext=${extension}`};source=outreach;call-id=${id}`,
        number: dialed.replace('-', ''),
        id,
        slash: slash && /^[\w-]+$/.test(id),
      }));
    fc.assert(
      fc.property(link, fc.constantFrom(...manglings), (given, mangle) => {
        const plain = readTelLink(given.raw);
        expect(plain).toMatchObject({ ok: true, value: { number: given.number, outreachCallId: given.id } });
        const mangled = readTelLink(mangle(given.slash ? `${given.raw}/` : given.raw));
        if (!mangled.ok && !/^[\w-]+$/.test(given.id)) expect(mangled.failure.code).toBe('doubtful-end');
        else expect(mangled).toEqual(plain);
      }),
      RUNS,
    );
  });

  it('brings back any call-id that was percent-encoded, but for spaces at the end of the link, or refuses it', () => {
    fc.assert(
      fc.property(value, (id) => {
        const result = readTelLink(`tel:+12345556789;source=outreach;call-id=${encodeURIComponent(id)}`);
        if (result.ok) expect(result.value.outreachCallId).toBe(id.replace(/[ \t\r\n]+$/, ''));
        else expect(result.failure.code).toMatch(/^(call-id|encoded-twice|doubtful-end|parameter-value)$/);
      }),
      RUNS,
    );
  });
});
