import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replyTo } from './reply.ts';
import {
  branchOf,
  formatSipMessage,
  headerOf,
  headersOf,
  parseSipMessage,
  tagOf,
  uriOf,
  userOf,
} from './sip-message.ts';

const INVITE = [
  'INVITE sip:+12025550100@practice.example SIP/2.0',
  'v: SIP/2.0/WS a.invalid;branch=z9hG4bK1',
  'Via: SIP/2.0/WS b.invalid;branch=z9hG4bK2',
  'Max-Forwards: 69',
  'To: <sip:+12025550100@practice.example>',
  'f: "Ann; tag=no" <sip:ann@practice.example>;tag=abc',
  'i: call-1',
  'CSeq: 1 INVITE',
  'Subject: folded',
  ' over two lines',
  'Content-Length: 4',
  '',
  'body',
].join('\r\n');

describe('a SIP message', () => {
  it('is read with short names, several Vias and folded lines', () => {
    const parsed = parseSipMessage(INVITE);
    if (!parsed.ok || parsed.value.kind !== 'request') throw new Error('not read as a request');
    const invite = parsed.value;
    expect([invite.method, invite.uri, invite.body]).toEqual([
      'INVITE',
      'sip:+12025550100@practice.example',
      'body',
    ]);
    expect(headersOf(invite, 'Via')).toHaveLength(2);
    expect(branchOf(invite)).toBe('z9hG4bK1');
    expect(headerOf(invite, 'subject')).toBe('folded over two lines');
    expect(tagOf(headerOf(invite, 'from'))).toBe('abc');
    expect(tagOf(headerOf(invite, 'to'))).toBe('');
    expect(uriOf(headerOf(invite, 'from'))).toBe('sip:ann@practice.example');
  });

  it('is answered with its own Via, From, Call-ID and CSeq, and a tag', () => {
    const parsed = parseSipMessage(INVITE);
    if (!parsed.ok || parsed.value.kind !== 'request') throw new Error('not read as a request');
    const answer = parseSipMessage(formatSipMessage(replyTo(parsed.value, 180, { tag: 'mine' })));
    if (!answer.ok || answer.value.kind !== 'response') throw new Error('not read as a response');
    for (const name of ['via', 'from', 'call-id', 'cseq']) {
      expect(headersOf(answer.value, name)).toEqual(headersOf(parsed.value, name));
    }
    expect(tagOf(headerOf(answer.value, 'to'))).toBe('mine');
    expect(answer.value.status).toBe(180);
  });

  it.each([
    ['', 'nothing'],
    ['INVITE sip:a@b SIP/2.0\r\n\r\n', 'no headers'],
    [INVITE.replace('CSeq: 1 INVITE\r\n', ''), 'no CSeq'],
    [INVITE.replace('SIP/2.0\r\nv:', 'HTTP/1.1\r\nv:'), 'not SIP'],
    [INVITE.replace('Max-Forwards: 69', 'no colon here'), 'a line that is no header'],
    [INVITE.replace('INVITE sip:', `INVITE sip:${'9'.repeat(600)}`), 'an endless URI'],
  ])('is refused when malformed (%#)', (text) => {
    expect(parseSipMessage(text)).toMatchObject({ ok: false, failure: { code: 'malformed' } });
  });

  it.each([
    ['sip:*21%23@practice.example', '*21#'],
    ['sip:+1202@practice.example;user=phone', '+1202'],
    ['sip:practice.example', ''],
    ['sip:100%@practice.example', '100%'],
  ])('dials the user part of %s', (uri, user) => {
    expect(userOf(uri)).toBe(user);
  });

  it('never throws, whatever it is made of', () => {
    const pieces = fc.constantFrom(...INVITE.split(/(\r\n|: | |;|=)/), '\r\n\r\n', '<', '"', '%', '\0', '\r');
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => {
        const parsed = parseSipMessage(parts.join(''));
        if (!parsed.ok) return;
        const { value } = parsed;
        for (const [, text] of value.headers) [tagOf(text), uriOf(text), userOf(uriOf(text))].join();
        expect(formatSipMessage(value).split('\r\n\r\n')[0]).not.toMatch(/\r(?!\n)|(?<!\r)\n/);
      }),
    );
  });
});
