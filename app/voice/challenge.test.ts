import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withAnswerableChallenge } from './challenge.ts';

const answer = (lines: readonly string[], status = '401 Unauthorized', body = ''): string =>
  [
    `SIP/2.0 ${status}`,
    'Via: SIP/2.0/WS a.invalid;branch=z9hG4bK1',
    ...lines,
    'CSeq: 1 REGISTER',
    '',
    body,
  ].join('\r\n');
const MD5 = 'WWW-Authenticate: Digest realm="r", nonce="md5", algorithm=MD5, qop="auth"';
const SHA = 'WWW-Authenticate: Digest realm="r", nonce="sha", algorithm=SHA-256, qop="auth"';
const BEARER = 'WWW-Authenticate: Bearer authz_server="https://login.example"';

describe('the challenge that is answered', () => {
  it.each([
    ['the weaker one of two', [SHA, MD5], [MD5]],
    ['whichever comes first', [MD5, SHA], [MD5]],
    ['the topmost of two that will do', [MD5, MD5.replace('"md5"', '"other"')], [MD5]],
    ['not a token (RFC 8898)', [BEARER, MD5], [MD5]],
    [
      'one without an algorithm',
      [SHA, 'www-authenticate:Digest realm="r",nonce="n"'],
      ['www-authenticate:Digest realm="r",nonce="n"'],
    ],
    ['one in quotes', [SHA, MD5.replace('=MD5', '="md5"')], [MD5.replace('=MD5', '="md5"')]],
    [
      'one over two lines',
      [SHA, MD5.replace(', algorithm', ',\r\n algorithm')],
      [MD5.replace(', algorithm', ',\r\n algorithm')],
    ],
    ['one of each kind', [SHA, MD5, MD5.replace('WWW', 'Proxy')], [MD5, MD5.replace('WWW', 'Proxy')]],
    ['where there is none, all that came', [SHA, BEARER], [SHA, BEARER]],
  ])('is %s', (_, lines, kept) => {
    expect(withAnswerableChallenge(answer(lines))).toBe(answer(kept));
    expect(withAnswerableChallenge(answer(lines, '407 Proxy Authentication Required', MD5))).toBe(
      answer(kept, '407 Proxy Authentication Required', MD5),
    );
  });
  it('is looked for in no other message', () => {
    const other = answer([SHA, MD5], '200 OK');
    expect(withAnswerableChallenge(other)).toBe(other);
  });
  it('is the only thing that changes, whatever the text is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('SIP/2.0 401 U', MD5, SHA, '\r\n', ' x', ':', '\r\n\r\n')),
        (parts) => {
          const text = parts.join('');
          const lines = text.split('\r\n');
          for (const line of withAnswerableChallenge(text).split('\r\n')) expect(lines).toContain(line);
        },
      ),
    );
  });
});
