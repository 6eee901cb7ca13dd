import { describe, expect, it } from 'vitest';
import { type DialRequest, findTelLinks, readTelLink } from './tel-link.ts';
import { formatTelUri, parseTelUri } from './tel-uri.ts';

const ID = '91FCF82E-9817-4C73-959F-4CF4A0DB334D';
/** The specification's two examples ("The tel URI", "Examples"). */
const PLAIN = `tel:+1-234-555-6789;source=outreach;call-id=${ID}`;
const EXTENDED = `tel:+1-234-555-6789;ext=1234;source=outreach;call-id=${ID}`;

function read(raw: string, contexts: readonly string[] = []): Omit<DialRequest, 'uri'> {
  const result = readTelLink(raw, { contexts });
  if (!result.ok)
    throw new Error(`${result.failure.code} at ${result.failure.at}: ${result.failure.message}`);
  const { uri, ...rest } = result.value;
  expect(uri.number).toBe(rest.number);
  return rest;
}

const FROM_OUTREACH = { number: '+12345556789', fromOutreach: true, outreachCallId: ID };

describe('readTelLink undoes what systems do, and dials the same number with the same call-id', () => {
  it('reads the two examples of the specification', () => {
    expect(read(PLAIN)).toEqual(FROM_OUTREACH);
    expect(read(EXTENDED)).toEqual({ ...FROM_OUTREACH, extension: '1234' });
  });

  const rest = `;ext=1234;source=outreach;call-id=${ID}`;
  const manglings: [string, string][] = [
    ['upper-case scheme', EXTENDED.replace('tel', 'TEL')],
    ['names and values in capitals', EXTENDED.toUpperCase()],
    ['tel://…/', `tel://+1-234-555-6789${rest}/`],
    ['tel:///%2B1…', `tel:///%2B1-234-555-6789${rest}`],
    ['tel:///%2B1…/', `tel:///%2b1-234-555-6789${rest}/`],
    ['+ as %2B', `tel:%2B1-234-555-6789${rest}`],
    ['+ as %2b', `tel:%2b1-234-555-6789${rest}`],
    ['spaces as %20', `tel:+1%20234%20555%206789${rest}`],
    ['bare spaces', `tel:+1 234 555 6789${rest}`],
    ['no-break spaces', `tel:+1%C2%A0234\u00a0555-6789${rest}`],
    ['spaces round the number', `tel: +1-234-555-6789 ${rest}`],
    ['encoded separators and digits', `tel:%2B%31%2D%28234%29555%2E6789${rest}`],
    ['trailing slash', `${EXTENDED}/`],
    ['trailing newline', `${EXTENDED}\n`],
    ['trailing CR LF', `${EXTENDED}\r\n`],
    ['trailing slash and newline', `${EXTENDED}/\n`],
    ['trailing %0A', `${EXTENDED}%0A`],
    ['trailing %20', `${EXTENDED}%20`],
    ['leading and trailing blanks', `  \t${EXTENDED}  `],
    ['byte order mark', `\ufeff${EXTENDED}`],
    ['double quotes', `"${EXTENDED}"`],
    ['single quotes', `'${EXTENDED}'`],
    ['quotes in quotes', `"'${EXTENDED}'"`],
    ['half of the quotes', `${EXTENDED}"`],
    ['quotes and a newline', ` "${EXTENDED}/" \n`],
    ['encoded as a whole', `tel:${encodeURIComponent(EXTENDED.slice(4))}`],
    ['encoded as a whole, after //', `tel://${encodeURIComponent(EXTENDED.slice(4))}/`],
    ['encoded as a whole, with its slash', `tel:${encodeURIComponent(`${EXTENDED.slice(4)}/`)}`],
    ['parameters in another order', `tel:+1-234-555-6789;call-id=${ID};source=outreach;ext=1234`],
    ['+ lost: nothing in its place', `tel:1-234-555-6789${rest}`],
    ['+ lost: other separators', `tel:1(234)555-6789${rest}`],
    ['+ lost: a space in its place', `tel: 1-234-555-6789${rest}`],
    ['+ lost: %20 in its place', `tel:%201-234-555-6789${rest}`],
    ['+ lost: %20 in its place, no separators', `tel:%2012345556789${rest}`],
  ];
  it.each(manglings)('%s', (_, raw) => {
    expect(read(raw)).toEqual({ ...FROM_OUTREACH, extension: '1234', outreachCallId: ID });
  });

  it('makes a valid URI of each', () => {
    for (const [, raw] of manglings) {
      const result = readTelLink(raw);
      expect(result.ok && parseTelUri(formatTelUri(result.value.uri)).ok).toBe(true);
    }
  });
});

describe('readTelLink dials local numbers exactly as written', () => {
  const rows: [string, string][] = [
    ['tel:5551234', '5551234'],
    ['tel:555-1234', '5551234'],
    ['tel:(206) 734-2564', '2067342564'],
    ['tel:12345556789', '12345556789'],
    ['tel:1-234-555-6789', '12345556789'],
    ['tel:020%207946%200958', '02079460958'],
    ['tel:0049-30-1234567', '0049301234567'],
    ['tel:7042', '7042'],
    ['tel:911', '911'],
    ['tel:9-1-1/', '911'],
    ['tel: 112', '112'],
    ['tel:%20555', '555'],
    ['tel:%20020-7946-0958', '02079460958'],
    ['tel:911;phone-context=+1', '911'],
    ['tel:112;phone-context=example.com', '112'],
    [`tel:911;source=outreach;call-id=${ID}`, '911'],
    [`tel:7042;source=outreach;call-id=${ID}`, '7042'],
    [`tel:011-44-20-7946-0958;source=outreach;call-id=${ID}`, '011442079460958'],
    ['tel:12345678901234567890', '12345678901234567890'],
  ];
  it.each(rows)('%s → %s', (raw, number) => {
    expect(read(raw).number).toBe(number);
  });

  it('says so in the URI, which has no phone-context', () => {
    const result = readTelLink('tel:555-1234');
    expect(result).toMatchObject({
      ok: true,
      value: { uri: { kind: 'local', number: '5551234', parameters: [] } },
    });
    expect(result.ok && 'phoneContext' in result.value.uri).toBe(false);
  });

  it('dials a local number of a context it knows (RFC 3966, section 5.1.5)', () => {
    expect(read('tel:7042;phone-context=pbx.example.com', ['PBX.Example.com']).number).toBe('7042');
    expect(read('tel:555-1234;phone-context=+1-206', ['+1206']).number).toBe('5551234');
  });
});

describe('readTelLink takes from a link what is there', () => {
  const rows: [string, Partial<DialRequest>][] = [
    ['tel:+12345556789', { number: '+12345556789', fromOutreach: false }],
    ['tel:+12345556789;source=Outreach;call-id=a1', { fromOutreach: true, outreachCallId: 'a1' }],
    ['tel:+12345556789;SOURCE=outreach;Call-ID=a1', { fromOutreach: true, outreachCallId: 'a1' }],
    ['tel:+12345556789;source=outreach;call-id=aBcDeF-.~_', { outreachCallId: 'aBcDeF-.~_' }],
    ['tel:+12345556789;source=outreach;call-id=12345/', { outreachCallId: '12345' }],
    ['tel:+12345556789;source=outreach;call-id=a_Bc-9/', { outreachCallId: 'a_Bc-9' }],
    ['tel:+12345556789;source=outreach;call-id=a/b', { outreachCallId: 'a/b' }],
    // the value of the parameter (RFC 3986, section 2): %3B in a value is no separator
    ['tel:+12345556789;source=outreach;call-id=a%3Bext%3D9', { outreachCallId: 'a;ext=9' }],
    ['tel:+12345556789;source=outreach;call-id=%C3%A9%2B', { outreachCallId: 'é+' }],
    [`tel:+12345556789;source=outreach;call-id=${'a'.repeat(255)}`, { outreachCallId: 'a'.repeat(255) }],
    ['tel:+12345556789;source=outreach', { fromOutreach: true }],
    ['tel:+1;x-unknown=1;y;source=other', { number: '+1', fromOutreach: false }],
    ['tel:+12345556789;ext=(12)-34', { extension: '1234' }],
    ['tel:+12345556789;isub=12', { number: '+12345556789' }],
  ];
  it.each(rows)('%s', (raw, expected) => {
    expect(read(raw)).toMatchObject(expected);
  });

  it('gives no call-id where none came, or where another program put it', () => {
    for (const raw of [
      'tel:+12345556789;source=outreach',
      `tel:+1;call-id=${ID}`,
      `tel:+1;call-id=${ID};source=x`,
    ]) {
      expect('outreachCallId' in read(raw)).toBe(false);
    }
  });
});

describe('readTelLink refuses when in doubt, and says where', () => {
  const rows: [string, string, string, number][] = [
    ['nothing', '', 'not-tel', 0],
    ['only a scheme', 'tel:', 'empty', 4],
    ['only slashes', 'tel://', 'empty', 6],
    ['only blanks', '"tel: "', 'empty', 5],
    ['another scheme', 'callto:+12345556789', 'not-tel', 0],
    ['another scheme', 'sip:+12345556789@example.com', 'not-tel', 0],
    ['another scheme, quoted', '"sip:1@example.com"', 'not-tel', 1],
    ['a + alone', 'tel:+', 'no-digits', 5],
    ['an encoded + alone', 'tel:%2B', 'no-digits', 7],
    ['two pluses', 'tel:%2B+1', 'number', 7],
    ['plus inside', 'tel:+1+234+5556789', 'number', 6],
    ['letters', 'tel:+1-800-FLOWERS', 'letters', 11],
    ['letters behind spaces', 'tel:+1%20800%20FLOWERS', 'letters', 15],
    ['hexadecimal letters', 'tel:1-800-FACADE', 'letters', 10],
    ['x for an extension', 'tel:+12345556789x12', 'letters', 16],
    ['a pause', 'tel:+12345556789p12', 'letters', 16],
    ['a wait', 'tel:5551234w1', 'letters', 11],
    ['commas', 'tel:+12345556789,,12', 'number', 16],
    ['a code that may set call forwarding', 'tel:*72-555-1234', 'feature-code', 4],
    ['the same, encoded', 'tel:%2A72', 'feature-code', 4],
    ['the same with #', 'tel:5551234%23', 'feature-code', 11],
    ['full-width digits', 'tel:+１２３', 'number', 5],
    ['encoded Arabic digits', 'tel:+%D9%A1', 'number', 5],
    ['NUL', 'tel:+1\u0000', 'number', 6],
    ['encoded NUL', 'tel:+1%002', 'number', 6],
    ['a line break inside', 'tel:+1\n2', 'number', 6],
    ['an encoded line break inside', 'tel:+1%0A2', 'number', 6],
    ['a query', 'tel:+12345556789?call-id=1', 'number', 16],
    ['16 digits after +', 'tel:+1234567890123456', 'number-too-long', 4],
    ['21 digits', 'tel:123456789012345678901', 'number-too-long', 4],
    ['+0', 'tel:+0044-20-7946-0958', 'country-code', 4],
    ['(0)', 'tel:+44(0)20-7946-0958', 'trunk-zero', 7],
    ['(0) behind a space', 'tel:%2B44%20(0)20 7946', 'trunk-zero', 12],
    // phone-context: never put in front, "it does NOT indicate a prefix"
    ['a number of another context', 'tel:863-1234;phone-context=+1-914-555', 'phone-context-unknown', 4],
    ['a number of another company', 'tel:7042;phone-context=example.com', 'phone-context-unknown', 4],
    ['a context on a global number', 'tel:+1;phone-context=example.com', 'phone-context', 7],
    // + lost, or never there: with it some of these ring in another country
    ['Seattle or Egypt', `tel:206-734-2564;source=outreach;call-id=${ID}`, 'lost-plus', 4],
    ['Seattle or Egypt, after a space', `tel:%20206-734-2564;source=outreach;call-id=${ID}`, 'lost-plus', 7],
    ['London, or a local number', `tel:44-20-7946-0958;source=outreach;call-id=${ID}`, 'lost-plus', 4],
    ['no groups to prove it', `tel:12345556789;source=outreach;call-id=${ID}`, 'lost-plus', 4],
    ['a Chinese mobile without +86', `tel:138-1234-5678;source=outreach;call-id=${ID}`, 'lost-plus', 4],
    ['a space, but not Outreach', 'tel:%20206-734-2564', 'lost-plus', 7],
    // encoding
    ['encoded twice', 'tel:%252B12345556789', 'encoded-twice', 4],
    ['an encoded ; among bare ones', 'tel:+1%3Bext%3D12;source=outreach', 'encoded-in-part', 6],
    ['a bare % in a link encoded whole', 'tel:+1201%3Bcall-id%3D8%%34%35', 'percent-encoding', 23],
    ['broken encoding', 'tel:%2', 'percent-encoding', 4],
    ['a call-id encoded twice', 'tel:+1;source=outreach;call-id=a%252Db', 'encoded-twice', 23],
    ['a call-id that is no UTF-8', 'tel:+1;source=outreach;call-id=%FF', 'percent-encoding', 31],
    // parameters
    ['ext twice', 'tel:+1;ext=1;ext=2', 'parameter-twice', 13],
    ['call-id twice', `tel:+1;source=outreach;call-id=${ID};call-id=${ID}`, 'parameter-twice', 68],
    ['call-id twice, in another case', 'tel:+1;source=outreach;call-id=a;CALL-ID=b', 'parameter-twice', 33],
    ['ext and isub', 'tel:+1;ext=1;isub=2', 'extension-and-subaddress', 13],
    ['an empty call-id', 'tel:+1;source=outreach;call-id=', 'parameter-value', 31],
    ['a call-id without value', 'tel:+1;call-id;source=outreach', 'call-id', 7],
    ['a call-id of 256 characters', `tel:+1;source=outreach;call-id=${'a'.repeat(256)}`, 'call-id', 23],
    ['a call-id that climbs', 'tel:+1;source=outreach;call-id=..', 'call-id', 23],
    ['a space in the call-id', 'tel:+1;source=outreach;call-id=a%20b', 'call-id', 23],
    ['NUL in the call-id', 'tel:+1;source=outreach;call-id=a%00', 'call-id', 23],
    ['a slash that may be the call-id’s', 'tel:+1;source=outreach;call-id=a9+k/', 'doubtful-end', 35],
    ['the same, encoded', 'tel:+1;source=outreach;call-id=a9+k%2F', 'doubtful-end', 23],
    [
      'an encoded space that may be the call-id’s',
      'tel:+1;source=outreach;call-id=a9+k%20',
      'doubtful-end',
      35,
    ],
    ['an extension of separators', 'tel:+12345556789;ext=--', 'extension', 17],
    ['an extension of 21 digits', 'tel:+1;ext=123456789012345678901', 'extension-too-long', 11],
    ['letters in an extension', 'tel:+1;ext=12a', 'extension', 13],
    ['an unknown mandatory parameter', 'tel:+1;m-x=1', 'mandatory-parameter', 7],
    ['HTML that was never unescaped', 'tel:+1&amp;ext=1', 'number', 6],
    // wrapping
    ['one single quote', "'tel:+1", 'quotes', 7],
    ['quoted twice', "''tel:+1''", 'quotes', 1],
    ['two slashes at the end', 'tel:+12345556789//', 'number', 16],
    ['four slashes in front', 'tel:////+1', 'number', 7],
    ['more than Windows hands over', `tel:+1;a=${'b'.repeat(2048)}`, 'link-too-long', 2048],
  ];
  it.each(rows)('%s: %j is %s at %i', (_, raw, code, at) => {
    expect(readTelLink(raw)).toMatchObject({ ok: false, failure: { code, at } });
  });
});

describe('findTelLinks', () => {
  const rows: [string, string[], string[]][] = [
    ['none', ['/opt/Outdial/outdial', '--hidden', '/home/rep/tel.txt', '--', ''], []],
    [
      'among flags, paths and --',
      ['outdial.exe', '--flag', PLAIN, '--', EXTENDED, 'C:\\a b'],
      [PLAIN, EXTENDED],
    ],
    ['in quotes and capitals', ['outdial', `"${PLAIN}"`, ' TEL:+1 '], [`"${PLAIN}"`, ' TEL:+1 ']],
    ['malformed ones too, so that the rep hears of them', ['outdial', 'tel:', 'tel:x'], ['tel:', 'tel:x']],
    ['the same twice', ['outdial', PLAIN, PLAIN], [PLAIN, PLAIN]],
    [
      'not the values of flags, other schemes, or links in other text',
      ['--url=tel:+1', 'sip:1', 'a tel:+1', 'xtel:1'],
      [],
    ],
    [
      'cut at its spaces by a launcher',
      ['outdial', 'tel:+1', '(234)', '555', '6789;ext=12'],
      ['tel:+1 (234) 555 6789;ext=12'],
    ],
    ['cut, then another', ['tel:+1', '234', PLAIN, '--x', '5'], ['tel:+1 234', PLAIN]],
  ];
  it.each(rows)('%s', (_, argv, expected) => {
    expect(findTelLinks(argv)).toEqual(expected);
  });
});
