import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audioDirection, isHolding, takesTelephoneEvents, transportOf } from './session-description.ts';

const sdp = (session: string[], audio: string[], port = 40_000): string =>
  ['v=0', 'o=- 1 1 IN IP4 192.0.2.1', 's=-', ...session, 't=0 0', `m=audio ${port} RTP/AVP 0 101`, ...audio]
    .map((line) => `${line}\r\n`)
    .join('');
const HERE = 'c=IN IP4 192.0.2.1';
const NOWHERE = 'c=IN IP4 0.0.0.0';

describe('the direction of the audio', () => {
  it.each([
    ['none said', sdp([HERE], []), 'sendrecv', false],
    ['sendonly: hold, RFC 3264 8.4', sdp([HERE], ['a=sendonly']), 'sendonly', true],
    ['inactive', sdp([HERE], ['a=inactive']), 'inactive', true],
    ['recvonly is the answer to a hold', sdp([HERE], ['a=recvonly']), 'recvonly', false],
    ['for the whole session', sdp([HERE, 'a=sendonly'], []), 'sendonly', true],
    ['the stream outweighs the session', sdp([HERE, 'a=sendonly'], ['a=sendrecv']), 'sendrecv', false],
    ['0.0.0.0: the older hold', sdp([NOWHERE], []), 'sendonly', true],
    ['0.0.0.0 for the stream', sdp([HERE], [NOWHERE, 'a=sendrecv']), 'sendonly', true],
    ['0.0.0.0 and inactive', sdp([NOWHERE], ['a=inactive']), 'inactive', true],
    ['candidates still to come', sdp([], [NOWHERE, 'a=sendrecv'], 9), 'sendrecv', false],
    ['not SDP at all', 'nothing', 'sendrecv', false],
  ])('%s', (_, text, direction, holding) => {
    expect([audioDirection(text), isHolding(text)]).toEqual([direction, holding]);
    expect(audioDirection(text.replaceAll('\r\n', '\n'))).toBe(direction);
  });
  it('is that of the first audio stream, not of a video beside it', () => {
    const video = 'm=video 4 RTP/AVP 96\r\na=inactive\r\n';
    expect(audioDirection(sdp([HERE], ['a=sendrecv']) + video)).toBe('sendrecv');
  });
  it('is always one of four', () => {
    const lines = fc.constantFrom(
      'm=audio 9 X',
      'm=audio 1 X',
      'a=sendonly',
      'a=inactive',
      NOWHERE,
      HERE,
      '',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(lines, fc.string())), (parts) => {
        expect(['sendrecv', 'sendonly', 'recvonly', 'inactive']).toContain(
          audioDirection(parts.join('\r\n')),
        );
      }),
    );
  });
});

describe('keys in the audio stream', () => {
  it.each([
    ['a=rtpmap:101 telephone-event/8000', true],
    ['a=rtpmap:126 TELEPHONE-EVENT/48000', true],
    ['a=rtpmap:0 PCMU/8000', false],
    ['a=fmtp:101 0-16', false],
  ])('%s', (line, takes) => {
    expect(takesTelephoneEvents(sdp([HERE], [line]))).toBe(takes);
  });
});

describe('who is at the other end of the media', () => {
  const end = (ufrag: string, print: string): string[] => [
    `a=ice-ufrag:${ufrag}`,
    `a=fingerprint:sha-256 ${print}`,
  ];
  const one = transportOf(sdp([], end('abcd', '01:02')));

  it('is the same however the call is described', () => {
    expect(transportOf(sdp([HERE, ...end('abcd', '01:02')], end('abcd', '01:02')))).toBe(one);
    expect(transportOf(sdp([], ['a=sendonly', ...end('abcd', '01:02')], 9))).toBe(one);
  });
  it.each([
    ['another ICE user', end('wxyz', '01:02')],
    ['another certificate', end('abcd', '03:04')],
    ['none', []],
  ])('is another one with %s', (_, lines) => {
    expect(transportOf(sdp([], lines))).not.toBe(one);
  });
});
