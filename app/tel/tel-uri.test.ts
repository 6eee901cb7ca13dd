import { describe, expect, it } from 'vitest';
import { formatTelUri, parseTelUri, sameTelUri, type TelUri } from './tel-uri.ts';

function parsed(text: string): TelUri {
  const result = parseTelUri(text);
  if (!result.ok) throw new Error(`${text}: ${result.failure.code} at ${result.failure.at}`);
  return result.value;
}

describe('parseTelUri reads what RFC 3966 allows', () => {
  const rows: [string, Partial<TelUri>][] = [
    // Section 6, examples
    ['tel:+1-201-555-0123', { kind: 'global', number: '+12015550123', parameters: [] }],
    ['tel:7042;phone-context=example.com', { kind: 'local', number: '7042', phoneContext: 'example.com' }],
    [
      'tel:863-1234;phone-context=+1-914-555',
      { kind: 'local', number: '8631234', phoneContext: '+1-914-555' },
    ],
    // Outreach's specification, "Examples": in an order that a writer may not use, and a reader must understand
    [
      'tel:+1-234-555-6789;source=outreach;call-id=91FCF82E-9817-4C73-959F-4CF4A0DB334D',
      {
        number: '+12345556789',
        parameters: [
          { name: 'source', value: 'outreach' },
          { name: 'call-id', value: '91FCF82E-9817-4C73-959F-4CF4A0DB334D' },
        ],
      },
    ],
    [
      'tel:+1-234-555-6789;ext=1234;source=outreach;call-id=91FCF82E-9817-4C73-959F-4CF4A0DB334D',
      { number: '+12345556789', extension: '1234' },
    ],
    // telephone-uri: the scheme has no case (RFC 3986, section 3.1)
    ['TEL:+1', { number: '+1' }],
    ['tEl:+1', { number: '+1' }],
    // global-number-digits = "+" *phonedigit DIGIT *phonedigit
    ['tel:+-1', { number: '+1' }],
    ['tel:+(1).2-3)', { number: '+123' }],
    ['tel:+44(0)20-7946-0958', { number: '+4402079460958' }],
    ['tel:+123456789012345', { number: '+123456789012345' }],
    // local-number-digits = *phonedigit-hex (HEXDIG / "*" / "#") *phonedigit-hex
    ['tel:*;phone-context=a', { number: '*' }],
    ['tel:#31#;phone-context=a', { number: '#31#' }],
    ['tel:-.()A;phone-context=a', { number: 'A' }],
    ['tel:dead-BEEF*1#;phone-context=a', { number: 'deadBEEF*1#' }],
    // descriptor = domainname / global-number-digits
    ['tel:1;phone-context=a', { phoneContext: 'a' }],
    ['tel:1;phone-context=example.com.', { phoneContext: 'example.com.' }],
    ['tel:1;phone-context=4-2.9.a9-b', { phoneContext: '4-2.9.a9-b' }],
    ['tel:1;phone-context=Z9', { phoneContext: 'Z9' }],
    ['tel:911;phone-context=+1', { phoneContext: '+1' }],
    ['tel:1;phone-context=+-(1).', { phoneContext: '+-(1).' }],
    // *par context *par: anywhere among the parameters
    ['tel:1;a=b;phone-context=x;c;ext=5', { phoneContext: 'x', extension: '5' }],
    ['tel:1;PHONE-Context=x;EXT=5', { phoneContext: 'x', extension: '5' }],
    // extension = ";ext=" 1*phonedigit: separators alone are allowed
    ['tel:+1;ext=(12)-3.4', { extension: '1234' }],
    ['tel:+1;ext=-', { extension: '' }],
    ['tel:+1;ext=12345678901234567890', { extension: '12345678901234567890' }],
    // isdn-subaddress = ";isub=" 1*uric, or 1*paramchar (erratum 203): both, but a ";" ends it
    ['tel:+1;isub=/?:@&=+$,', { isub: '/?:@&=+$,' }],
    ['tel:+1;isub=[1]', { isub: '[1]' }],
    ['tel:+1;isub=a%3Bb;x', { isub: 'a;b', parameters: [{ name: 'x' }] }],
    // parameter = ";" pname ["=" pvalue]
    ['tel:+1;npdi', { parameters: [{ name: 'npdi' }] }],
    ['tel:+1;-=-', { parameters: [{ name: '-', value: '-' }] }],
    ['tel:+1;1-a=0', { parameters: [{ name: '1-a', value: '0' }] }],
    ['tel:+1;M=1', { parameters: [{ name: 'M', value: '1' }] }],
    ['tel:+1;my-own=1', { parameters: [{ name: 'my-own', value: '1' }] }],
    // pvalue = 1*( param-unreserved / unreserved / pct-encoded )
    ["tel:+1;v=[]/:&+$-_.!~*'()aZ09", { parameters: [{ name: 'v', value: "[]/:&+$-_.!~*'()aZ09" }] }],
    ['tel:+1;v=%3B%3d%25', { parameters: [{ name: 'v', value: ';=%' }] }],
    ['tel:+1;v=%C3%A9%E2%82%AC', { parameters: [{ name: 'v', value: 'é€' }] }],
    [
      'tel:+1;ext-2=abc;extension=x',
      {
        parameters: [
          { name: 'ext-2', value: 'abc' },
          { name: 'extension', value: 'x' },
        ],
      },
    ],
    [
      'tel:+1;z=1;a=2',
      {
        parameters: [
          { name: 'z', value: '1' },
          { name: 'a', value: '2' },
        ],
      },
    ],
  ];
  it.each(rows)('%s', (text, expected) => {
    expect(parsed(text)).toMatchObject(expected);
  });

  it('leaves out what the URI does not have', () => {
    expect(parsed('tel:+1')).toEqual({ kind: 'global', number: '+1', parameters: [] });
  });
});

describe('parseTelUri refuses the rest, and says where', () => {
  const rows: [string, string, number][] = [
    // scheme
    ['', 'not-tel', 0],
    ['te', 'not-tel', 2],
    ['tel', 'not-tel', 3],
    ['+12015550123', 'not-tel', 0],
    ['callto:+12015550123', 'not-tel', 0],
    ['sip:+12015550123@example.com', 'not-tel', 0],
    ['tel;+1', 'not-tel', 3],
    ['tels:+1', 'not-tel', 3],
    [' tel:+1', 'not-tel', 0],
    ['\u212ael:+1', 'not-tel', 0],
    // numbers
    ['tel:', 'empty', 4],
    ['tel:+', 'no-digits', 5],
    ['tel:+-', 'no-digits', 6],
    ['tel:---;phone-context=x', 'no-digits', 7],
    ['tel:;phone-context=x', 'no-digits', 4],
    ['tel:++1', 'number', 5],
    ['tel:1+2;phone-context=x', 'number', 5],
    ['tel:+1 2', 'number', 6],
    ['tel:+1%202', 'number', 6],
    ['tel:%2B1', 'number', 4],
    ['tel://+1', 'number', 4],
    ['tel:+1/', 'number', 6],
    ['tel:+1A', 'letters', 6],
    ['tel:+1*', 'number', 6],
    ['tel:+1#', 'number', 6],
    ['tel:+1p2', 'letters', 6],
    ['tel:1w2;phone-context=x', 'letters', 5],
    ['tel:1G;phone-context=x', 'letters', 5],
    ['tel:+1,2', 'number', 6],
    ['tel:+1?a=b', 'number', 6],
    ['tel:+1@example.com', 'number', 6],
    ['tel:+１', 'number', 5],
    ['tel:+١', 'number', 5],
    ['tel:+1\u0000', 'number', 6],
    ['tel:+1\n', 'number', 6],
    ['tel:+1234567890123456', 'number-too-long', 4],
    // local-number: a context is a must
    ['tel:911', 'phone-context-missing', 7],
    ['tel:7042;ext=1', 'phone-context-missing', 14],
    // descriptor
    ['tel:1;phone-context', 'parameter-value', 19],
    ['tel:1;phone-context=', 'parameter-value', 20],
    ['tel:1;phone-context=.', 'phone-context', 20],
    ['tel:1;phone-context=a..b', 'phone-context', 22],
    ['tel:1;phone-context=-a', 'phone-context', 20],
    ['tel:1;phone-context=a-', 'phone-context', 21],
    ['tel:1;phone-context=a-.b', 'phone-context', 21],
    ['tel:1;phone-context=example.1com', 'phone-context', 28],
    ['tel:1;phone-context=10.0.0.1', 'phone-context', 27],
    ['tel:1;phone-context=1', 'phone-context', 20],
    ['tel:1;phone-context=a_b', 'phone-context', 21],
    ['tel:1;phone-context=a%62', 'phone-context', 21],
    ['tel:1;phone-context=+', 'phone-context', 21],
    ['tel:1;phone-context=+-', 'phone-context', 22],
    ['tel:1;phone-context=+1a', 'phone-context', 22],
    ['tel:+1;phone-context=example.com', 'phone-context', 7],
    // ext and isub
    ['tel:+1;ext', 'parameter-value', 10],
    ['tel:+1;ext=', 'parameter-value', 11],
    ['tel:+1;ext=12a', 'extension', 13],
    ['tel:+1;ext=%31', 'extension', 11],
    ['tel:+1;ext=*1', 'extension', 11],
    ['tel:+1;ext=123456789012345678901', 'extension-too-long', 11],
    ['tel:+1;isub', 'parameter-value', 11],
    ['tel:+1;isub=', 'parameter-value', 12],
    ['tel:+1;isub=a"', 'parameter-value', 13],
    ['tel:+1;isub=%4', 'percent-encoding', 12],
    ['tel:+1;ext=1;isub=2', 'extension-and-subaddress', 13],
    ['tel:+1;isub=2;EXT=1', 'extension-and-subaddress', 14],
    // parameters
    ['tel:+1;', 'parameter-name', 7],
    ['tel:+1;;a', 'parameter-name', 7],
    ['tel:+1;a;', 'parameter-name', 9],
    ['tel:+1;=b', 'parameter-name', 7],
    ['tel:+1;a_b', 'parameter-name', 8],
    ['tel:+1;a b', 'parameter-name', 8],
    ['tel:+1;%61=b', 'parameter-name', 7],
    ['tel:+1;a=', 'parameter-value', 9],
    ['tel:+1;a=;b', 'parameter-value', 9],
    ['tel:+1;a=b=c', 'parameter-value', 10],
    ['tel:+1;a=b?', 'parameter-value', 10],
    ['tel:+1;a=b,c', 'parameter-value', 10],
    ['tel:+1;a=b@c', 'parameter-value', 10],
    ['tel:+1;a="b"', 'parameter-value', 9],
    ['tel:+1;a=b#c', 'parameter-value', 10],
    ['tel:+1;a=é', 'parameter-value', 9],
    ['tel:+1;a=b c', 'parameter-value', 10],
    ['tel:+1;a=%', 'percent-encoding', 9],
    ['tel:+1;a=%4', 'percent-encoding', 9],
    ['tel:+1;a=%4;b=1', 'percent-encoding', 9],
    ['tel:+1;a=%G0', 'percent-encoding', 9],
    ['tel:+1;a=%FF', 'percent-encoding', 9],
    ['tel:+1;a=%C3', 'percent-encoding', 9],
    ['tel:+1;a=%ED%A0%80', 'percent-encoding', 9],
    // "MUST NOT appear more than once" (section 3)
    ['tel:+1;a=1;A=2', 'parameter-twice', 11],
    ['tel:+1;a;a', 'parameter-twice', 9],
    ['tel:+1;ext=1;ext=1', 'parameter-twice', 13],
    ['tel:+1;isub=1;isub=1', 'parameter-twice', 14],
    ['tel:1;phone-context=a;Phone-Context=a', 'parameter-twice', 22],
    // "MUST NOT use the URI if it contains unknown mandatory parameters" (section 5.4)
    ['tel:+1;m-route=x', 'mandatory-parameter', 7],
    ['tel:+1;a;M-x', 'mandatory-parameter', 9],
  ];
  it.each(rows)('%j: %s at %i', (text, code, at) => {
    expect(parseTelUri(text)).toMatchObject({ ok: false, failure: { code, at } });
  });

  it('keeps the number out of its messages', () => {
    const result = parseTelUri('tel:+12015550123x');
    expect(result.ok ? '' : result.failure.message).toMatch(/^"x" does not belong/);
    expect(JSON.stringify(result)).not.toContain('555');
  });
});

describe('formatTelUri writes the order of section 3', () => {
  const rows: [string, string][] = [
    ['tel:+1-201-555-0123', 'tel:+12015550123'],
    ['TEL:863-1234;phone-context=+1-914-555', 'tel:8631234;phone-context=+1-914-555'],
    ['tel:1;z=1;phone-context=a.b;ext=1-2;B=2;a', 'tel:1;ext=12;phone-context=a.b;a;B=2;z=1'],
    ['tel:+1;isub=a%3Bb?;source=outreach;call-id=AB', 'tel:+1;isub=a%3Bb%3F;call-id=AB;source=outreach'],
    ['tel:+1;v=%3b%c3%a9+%20', 'tel:+1;v=%3B%C3%A9+%20'],
    ['tel:+1;ext=()', 'tel:+1;ext=-'],
  ];
  it.each(rows)('%s → %s', (text, expected) => {
    expect(formatTelUri(parsed(text))).toBe(expected);
  });

  it('leaves the URI it is given alone', () => {
    const uri = parsed('tel:+1;b;a');
    formatTelUri(uri);
    expect(uri.parameters.map(({ name }) => name)).toEqual(['b', 'a']);
  });
});

describe('sameTelUri is the equality of section 4', () => {
  const equal: [string, string][] = [
    ['tel:+1-201-555-0123', 'tel:+1(201)555.0123'],
    ['tel:7042;phone-context=example.com', 'TEL:70-42;PHONE-CONTEXT=Example.COM'],
    ['tel:1;phone-context=example.com', 'tel:1;phone-context=example.com.'],
    ['tel:863-1234;phone-context=+1-914-555', 'tel:8631234;phone-context=+1914555'],
    ['tel:aB*;phone-context=a', 'tel:Ab*;phone-context=a'],
    ['tel:+1;ext=12', 'tel:+1;EXT=1-2'],
    ['tel:+1;isub=ab', 'tel:+1;isub=AB'],
    ['tel:+1;a=1;b=2', 'tel:+1;B=2;A=1'],
    ['tel:+1;a=x%2Dy', 'tel:+1;a=X-Y'],
    ['tel:+1;source=outreach;call-id=91fcf82e', 'tel:+1;call-id=91FCF82E;source=OUTREACH'],
  ];
  it.each(equal)('%s = %s', (a, b) => {
    expect(sameTelUri(parsed(a), parsed(b))).toBe(true);
    expect(sameTelUri(parsed(b), parsed(a))).toBe(true);
  });

  const different: [string, string][] = [
    ['tel:+1', 'tel:1;phone-context=a'],
    ['tel:+12', 'tel:+1'],
    ['tel:1;phone-context=a', 'tel:1;phone-context=b'],
    ['tel:1;phone-context=+1', 'tel:1;phone-context=a'],
    ['tel:+1;ext=1', 'tel:+1'],
    ['tel:+1;ext=1', 'tel:+1;ext=2'],
    ['tel:+1;isub=1', 'tel:+1;ext=1'],
    ['tel:+1;a=1', 'tel:+1'],
    ['tel:+1;a=1', 'tel:+1;a'],
    ['tel:+1;a=1', 'tel:+1;a=2'],
    ['tel:+1;a=1;b=1', 'tel:+1;a=1;c=1'],
  ];
  it.each(different)('%s ≠ %s', (a, b) => {
    expect(sameTelUri(parsed(a), parsed(b))).toBe(false);
    expect(sameTelUri(parsed(b), parsed(a))).toBe(false);
  });
});
