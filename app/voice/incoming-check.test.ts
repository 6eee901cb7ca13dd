import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkIncoming } from './incoming-check.ts';

const INVITE = [
  'INVITE sip:user@example.com SIP/2.0',
  'Via: SIP/2.0/WS far.example;branch=z9hG4bK1',
  'Max-Forwards: 70',
  'To: "A \\"quoted\\" name" <sip:user@example.com>',
  'From: <sip:far@example.com>;tag=far',
  'Call-ID: one',
  'CSeq: 1 INVITE',
  'Contact: <sip:far@example.com>',
  'Content-Length: 0',
];
const without = (name: string) => INVITE.filter((line) => !line.startsWith(name));
const wire = (lines: readonly string[]) => `${lines.join('\r\n')}\r\n\r\n`;
const statusOf = (lines: readonly string[]) => {
  const verdict = checkIncoming(wire(lines));
  return verdict.pass ? 'passes' : verdict.answer?.slice(8, 11);
};

describe('SIP messages before JsSIP takes them', () => {
  it.each<[string, readonly string[]]>([
    ['a plain INVITE', INVITE],
    ['without Max-Forwards, as RFC 2543 has it', without('Max-Forwards')],
    ['without Content-Length, as WebSocket frames may be', without('Content-Length')],
    ['compact names and folded lines', [...without('Call-ID'), 'i :', ' one']],
    ['several Via and Contact', [...INVITE, 'v: SIP/2.0/UDP b.example', 'm: <sip:b@example.com>']],
    ['what we support being required', [...INVITE, 'Require: timer, replaces']],
    ['SDP among others being accepted', [...INVITE, 'Accept: text/plain, application/sdp;level=1']],
    ['an answer', ['SIP/2.0 200 OK', ...INVITE.slice(1)]],
    ['an answer without a phrase', ['SIP/2.0 100 ', ...INVITE.slice(1)]],
  ])('passes %s', (_, lines) => {
    expect(statusOf(lines)).toBe('passes');
  });
  it('passes keep-alives', () => {
    expect(checkIncoming('\r\n')).toEqual({ pass: true });
    expect(checkIncoming('\r\n\r\n')).toEqual({ pass: true });
  });

  it.each<[string, readonly string[], string | undefined]>([
    ['headers in the Request-URI', ['INVITE sip:u@e?Route=%3Csip:x%3E SIP/2.0', ...INVITE.slice(1)], '400'],
    ['a Request-URI in brackets', ['INVITE <sip:u@e> SIP/2.0', ...INVITE.slice(1)], '400'],
    ['spaces in the start line', ['INVITE  sip:u@e  SIP/2.0', ...INVITE.slice(1)], '400'],
    ['another version', ['INVITE sip:u@e SIP/7.0', ...INVITE.slice(1)], '505'],
    ['two CSeq', [...INVITE, 'CSeq: 2 INVITE'], '400'],
    ['two lengths', [...INVITE, 'l: 5'], '400'],
    ['a negative length', [...without('Content-Length'), 'Content-Length: -999'], '400'],
    ['a CSeq of another method', [...without('CSeq'), 'CSeq: 1 OPTIONS'], '400'],
    ['a CSeq beyond 31 bits', [...without('CSeq'), 'CSeq: 2147483648 INVITE'], '400'],
    ['a quote without end', [...without('To'), 'To: "J. User <sip:user@example.com>'], '400'],
    ['an unknown extension being required', [...INVITE, 'Require: 100rel'], '420'],
    ['no SDP being accepted', [...INVITE, 'Accept: text/nobodyKnowsThis'], '406'],
    ['nothing being accepted', [...INVITE, 'Accept:'], '406'],
    ['no Call-ID to answer to', without('Call-ID'), undefined],
    ['no Via to answer to', without('Via'), undefined],
    ['an answer of two Via', ['SIP/2.0 200 OK', ...INVITE.slice(1), 'Via: SIP/2.0/UDP x'], undefined],
    ['an answer without a CSeq', ['SIP/2.0 200 OK', ...without('CSeq').slice(1)], undefined],
    ['an answer with a status beyond all', ['SIP/2.0 4294967301 x', ...INVITE.slice(1)], undefined],
  ])('refuses %s', (_, lines, status) => {
    expect(statusOf(lines)).toBe(status);
  });

  it('says what it lacks, and answers as the request asks', () => {
    const verdict = checkIncoming(wire([...INVITE, 'Require: timer, foo', 'Require: bar']));
    expect(verdict).toMatchObject({
      pass: false,
      answer: expect.stringContaining('Unsupported: foo, bar\r\n'),
    });
    expect(verdict).toMatchObject({ answer: expect.stringContaining('branch=z9hG4bK1\r\n') });
    expect(verdict).toMatchObject({ answer: expect.stringMatching(/^To: .*;tag=refused\r$/m) });
  });
  it('never answers an ACK', () => {
    expect(checkIncoming(wire(['ACK  sip:u@e SIP/2.0', ...INVITE.slice(1)]))).toEqual({ pass: false });
  });

  it('has a verdict on anything, and its answers are messages of their own', () => {
    const line = fc.oneof(fc.constantFrom(...INVITE), fc.string({ maxLength: 60 }));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 15 }), (lines) => {
        const verdict = checkIncoming(wire(lines));
        if (!verdict.pass && verdict.answer !== undefined)
          expect(checkIncoming(verdict.answer).pass).toBeTypeOf('boolean');
      }),
      { numRuns: 300 },
    );
  });
});
