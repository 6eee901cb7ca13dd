import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainMessage } from './plain-message.ts';

const message = (lines: readonly string[], body = '', start = 'SIP/2.0 200 OK'): string =>
  `${[start, 'Via: SIP/2.0/WS a.invalid;branch=z9hG4bK1', ...lines].join('\r\n')}\r\n\r\n${body}`;
const SDP = 'v=0\r\nm=audio 9 RTP/AVP 0\r\n';

describe('a message as JsSIP can take it', () => {
  it.each([
    ['Content-Type: application/sdp;charset=utf-8'],
    ['Content-Type: APPLICATION/SDP'],
    ['content-type:application / sdp ; x=y'],
    ['c: application/sdp;'],
    ['c:application/sdp'],
  ])('takes %s for SDP', (line) => {
    expect(plainMessage(message([line], SDP))).toBe(message(['Content-Type: application/sdp'], SDP));
  });
  it.each([
    ['Content-Type: application/dtmf-relay'],
    ['Content-Type: application/sdp-more'],
    ['Content-Type: multipart/mixed;boundary=x'],
    ['From: <sip:a@b>;tag=1'],
    ['From: "Doe, Zoë" <sip:a@b>;tag=1'],
    ['From: "say <tel:1> now" <sip:a@b>;tag=1'],
    ["To: Bob O'Neil <sip:a@b>"],
    ['f: sip:a@b;tag=1'],
    ['X-Tel: <tel:+12025550100>'],
  ])('leaves %s alone', (line) => {
    expect(plainMessage(message([line], SDP))).toBe(message([line], SDP));
  });

  it.each([
    [
      'From: <tel:+1-202-555-0100;phone-context=x>;tag=1',
      'From: <sip:+12025550100@tel.invalid;user=phone>;tag=1',
    ],
    ['f: "Bob" <tel:*21#>;tag=1', 'f: "Bob" <sip:*21%23@tel.invalid;user=phone>;tag=1'],
    ['To: tel:+12025550100;tag=1', 'To: <sip:+12025550100@tel.invalid;user=phone>;tag=1'],
    ['To: <sips:u@far.example>', 'To: <sip:u@far.example>'],
    ['From: Zoë Doe <sip:a@b>;tag=1', 'From: "Zoë Doe" <sip:a@b>;tag=1'],
    ['From: Doe, John <sip:a@b>;tag=1', 'From: "Doe, John" <sip:a@b>;tag=1'],
  ])('takes %s', (line, plain) => {
    expect(plainMessage(message([line]))).toBe(message([plain]));
  });

  it('shows a challenge under a name of its own, folded lines and all', () => {
    const lines = ['WWW-Authenticate: Digest realm="r",\r\n nonce="n"', 'proxy-authenticate: NTLM'];
    expect(plainMessage(message(lines))).toBe(message(lines.map((line) => `outdial-${line}`)));
  });

  it.each([
    ['SIP/2.0 200', 'SIP/2.0 200 '],
    ['SIP/2.0 486 Busy "here"', 'SIP/2.0 486 Busy  here '],
    ['SIP/2.0 486 Occupé (1)', 'SIP/2.0 486 Occupé (1)'],
    ['INVITE sip:a@b SIP/2.0', 'INVITE sip:a@b SIP/2.0'],
  ])('begins %j with %j', (start, plain) => {
    expect(plainMessage(message([], '', start))).toBe(message([], '', plain));
  });

  it('takes the SDP out of a body of several parts (RFC 5621)', () => {
    const body = [
      ...['--b=1', 'Content-Type: application/isup;version=x', '', '\u0001\u0002'],
      ...[
        '--b=1',
        'content-type: Application/SDP',
        'Content-Disposition: session',
        '',
        'v=0',
        'm=audio 9 RTP/AVP 0',
      ],
      ...['--b=1--', ''],
    ].join('\r\n');
    const lines = ['Content-Type: multipart/mixed; boundary="b=1"', 'Content-Length: 999'];
    expect(plainMessage(message(lines, body))).toBe(message(['Content-Type: application/sdp'], SDP));
  });

  it('says nothing else than what came, and says it once', () => {
    const pieces = [
      'SIP/2.0 200 OK',
      '\r\n',
      ' x',
      ':',
      '\r\n\r\n',
      'From: <sip:a@b>',
      'c: application/sdp;',
      '<',
      '"',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces)), (parts) => {
        const once = plainMessage(parts.join(''));
        expect(plainMessage(once)).toBe(once);
      }),
    );
  });
});
