import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Challenge, digestAnswer, type Hashes, readChallenges, strongestOf } from './digest.ts';

const hashBy = (name: string) => (text: string) => createHash(name).update(text).digest('hex');
const HASHES: Hashes = {
  MD5: hashBy('md5'),
  'SHA-256': hashBy('sha256'),
  'SHA-512-256': hashBy('sha512-256'),
};
const responseOf = (value: string): string => /response="([^"]*)"/.exec(value)?.[1] ?? '';
const only = (value: string): Challenge => {
  const [challenge] = readChallenges([value]);
  if (challenge === undefined) throw new Error('No challenge was read.');
  return challenge;
};

const RFC_7616 =
  'realm="http-auth@example.org", qop="auth, auth-int", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';
const MUFASA = {
  ...{ username: 'Mufasa', method: 'GET', uri: '/dir/index.html', body: '', count: 1 },
  cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
};
const RFC_2069 = 'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"';

describe('the answer to a challenge', () => {
  it.each([
    [
      'RFC 7616, 3.9.1, SHA-256',
      `Digest ${RFC_7616}, algorithm=SHA-256`,
      { ...MUFASA, password: 'Circle of Life' },
      '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
    ],
    [
      'RFC 7616, 3.9.1, MD5',
      `Digest ${RFC_7616}, algorithm=MD5`,
      { ...MUFASA, password: 'Circle of Life' },
      '8ca523f5e9506fed4657c9700eebdbec',
    ],
    [
      'RFC 2617, 3.5',
      `${RFC_2069}, qop="auth,auth-int", opaque="5ccc069c403ebaf9f0171e9517f40e41"`,
      { ...MUFASA, password: 'Circle Of Life', cnonce: '0a4f113b' },
      '6629fae49393a05397450978507c4ef1',
    ],
    [
      'RFC 2069, 2.4 with its erratum 749: no qop',
      RFC_2069,
      { ...MUFASA, password: 'CircleOfLife' },
      '1949323746fe6a43ef61f9606e7febea',
    ],
  ])('is that of %s', (_, asked, answer, response) => {
    expect(responseOf(digestAnswer({ challenge: only(asked), ...answer }, HASHES))).toBe(response);
  });

  it.each(['MD5', 'SHA-256', 'SHA-512-256'] as const)(
    'binds the secret to nonce and cnonce for %s-sess',
    (algorithm) => {
      const challenge = only(`Digest realm="r", nonce="n", algorithm=${algorithm}-sess, qop=auth`);
      const hash = HASHES[algorithm];
      const answer = { ...MUFASA, challenge, password: 'p', cnonce: 'c', count: 10 };
      const secret = hash(`${hash('Mufasa:r:p')}:n:c`);
      const value = digestAnswer(answer, HASHES);
      expect(responseOf(value)).toBe(hash(`${secret}:n:0000000a:c:auth:${hash('GET:/dir/index.html')}`));
      expect(value).toContain(`algorithm=${algorithm}-sess`);
      expect(value).toMatch(/qop=auth, nc=0000000a$/);
    },
  );
  it('covers the body for auth-int, where nothing else is offered', () => {
    const challenge = only('Digest realm="r", nonce="n", qop="auth-int"');
    const value = digestAnswer({ ...MUFASA, challenge, password: 'p', cnonce: 'c', body: 'v=0' }, HASHES);
    const { MD5 } = HASHES;
    const request = MD5(`GET:/dir/index.html:${MD5('v=0')}`);
    expect(responseOf(value)).toBe(MD5(`${MD5('Mufasa:r:p')}:n:00000001:c:auth-int:${request}`));
  });
  it('gives opaque back, and names no algorithm that was not named', () => {
    const value = digestAnswer(
      { ...MUFASA, challenge: only('Digest realm="r", nonce="n", opaque=""'), password: 'p' },
      HASHES,
    );
    expect(value).toContain('opaque=""');
    expect(value).not.toMatch(/algorithm|qop|nc=|cnonce/);
  });
});

describe('what is read of a challenge', () => {
  it.each([
    ['qop in quotes', 'qop="auth"', 'auth'],
    ['qop without quotes', 'qop=auth', 'auth'],
    ['two of them', 'qop="auth,auth-int"', 'auth'],
    ['the other one first', 'qop="auth-int,auth"', 'auth'],
    ['with spaces', 'qop = " AUTH , auth-int "', 'auth'],
    ['nothing in quotes', 'qop=""', undefined],
    ['no qop', 'opaque="x"', undefined],
  ])('%s', (_, text, qop) => {
    expect(only(`Digest realm="r", nonce="n", ${text}`).qop).toBe(qop);
  });
  it.each([
    ['no algorithm', '', 'MD5', false],
    ['one in quotes and small letters', ', algorithm="sha-256"', 'SHA-256', false],
    ['a session', ', algorithm=MD5-sess', 'MD5', true],
    ['the longest', ', algorithm=SHA-512-256-sess', 'SHA-512-256', true],
  ])('%s', (_, text, hash, sess) => {
    expect(only(`digest  Realm = "r" ,NONCE= "n"${text}`)).toMatchObject({
      realm: 'r',
      nonce: 'n',
      hash,
      sess,
    });
  });
  it.each([
    ['another scheme', 'Bearer authz_server="https://login.example"'],
    ['another algorithm', 'Digest realm="r", nonce="n", algorithm=AKAv1-MD5'],
    ['another quality of protection', 'Digest realm="r", nonce="n", qop="token"'],
    ['no nonce', 'Digest realm="r"'],
    ['no realm', 'Digest nonce="n"'],
    ['no parameters', 'Negotiate'],
    ['nothing', ''],
  ])('not %s', (_, value) => {
    expect(readChallenges([value])).toEqual([]);
  });
  it('several in one line, with commas in their quotes', () => {
    const line =
      'Digest realm="a, b", nonce="1", qop="auth,auth-int", NTLM realm="x", Digest realm="c", nonce="2"';
    expect(readChallenges([line]).map(({ realm, nonce }) => [realm, nonce])).toEqual([
      ['a, b', '1'],
      ['c', '2'],
    ]);
  });
  it('a nonce that is too old', () => {
    expect(only('Digest realm="r", nonce="n", stale=TRUE').stale).toBe(true);
    expect(only('Digest realm="r", nonce="n", stale="false"').stale).toBe(false);
  });
  it('never anything that breaks it', () => {
    const pieces = ['Digest ', 'realm=', '"', '\\', ',', ' ', '=', 'nonce="n"', 'qop=auth', 'x'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces)), (parts) => {
        for (const challenge of readChallenges([parts.join('')]))
          expect(challenge.nonce).toBeTypeOf('string');
      }),
    );
  });
});

describe('of several challenges', () => {
  const nonces = (...algorithms: string[]): string[] =>
    strongestOf(
      readChallenges(
        algorithms.map((algorithm) => `Digest realm="r", nonce="${algorithm}", algorithm=${algorithm}`),
      ),
    ).map(({ nonce }) => nonce);
  it.each([
    [['MD5', 'SHA-256'], 'SHA-256'],
    [['SHA-256', 'MD5'], 'SHA-256'],
    [['SHA-256', 'SHA-512-256', 'MD5'], 'SHA-512-256'],
    [['SHA-3', 'MD5'], 'MD5'],
    [['MD5-sess', 'MD5'], 'MD5-sess'],
  ])('%j the strongest known one is answered', (algorithms, chosen) => {
    expect(nonces(...algorithms)).toEqual([chosen]);
  });
  it('each realm has its own', () => {
    const two = readChallenges(['Digest realm="a", nonce="1"', 'Digest realm="b", nonce="2"']);
    expect(strongestOf(two)).toEqual(two);
  });
});
