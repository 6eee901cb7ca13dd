import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_NOTICE, readRecordingNotices } from './recording-notice.ts';

const URL = 'https://rec.example.com/r/1?sig=a%2Fb';
const sip = (start: string, headers: readonly string[], body = ''): string =>
  [start, 'Via: SIP/2.0/WS x', ...headers, `Content-Length: ${body.length}`, '', body].join('\r\n');
const bye = (...headers: string[]) =>
  sip('BYE sip:rep@x SIP/2.0', ['Call-ID: leg1', 'CSeq: 2 BYE', ...headers]);
const message = (body: string, ...headers: string[]) =>
  sip('MESSAGE sip:rep@x SIP/2.0', ['Call-ID: other', 'CSeq: 7 MESSAGE', ...headers], body);
const recording = { sipCallId: 'leg1', kind: 'recording', url: URL };
const voicemail = { sipCallId: 'leg1', kind: 'voicemail', url: URL };

describe('what a phone system may say of a recording (docs/recordings.md)', () => {
  it.each([
    ['a header on BYE', bye(`X-Outdial-Recording-URL: ${URL}`), [recording]],
    ['voicemail', bye(`X-Outdial-Voicemail-URL: ${URL}`), [voicemail]],
    [
      'names without case, the compact Call-ID',
      bye(`x-outdial-recording-url:${URL}`).replace('Call-ID', 'i'),
      [recording],
    ],
    ['angle brackets', bye(`X-Outdial-Recording-URL: <${URL}>`), [recording]],
    ['a folded line', bye(`X-Outdial-Recording-URL:\r\n ${URL}`), [recording]],
    [
      'the first of two',
      bye(`X-Outdial-Recording-URL: ${URL}`, 'X-Outdial-Recording-URL: https://b'),
      [recording],
    ],
    [
      'both kinds',
      bye(`X-Outdial-Voicemail-URL: ${URL}`, `X-Outdial-Recording-URL: ${URL}`),
      [recording, voicemail],
    ],
    [
      'the answer to our BYE',
      sip('SIP/2.0 200 OK', ['Call-ID: leg1', 'CSeq: 9 BYE', `X-Outdial-Recording-URL: ${URL}`]),
      [recording],
    ],
    ['MESSAGE with JSON', message(JSON.stringify({ callId: 'leg1', recordingUrl: URL })), [recording]],
    [
      'MESSAGE as text/plain',
      message(` {"callId":"leg1","voicemailUrl":"${URL}"}\n`, 'Content-Type: text/plain'),
      [voicemail],
    ],
    [
      'MESSAGE with headers',
      message('', 'X-Outdial-Call-ID: leg1', `X-Outdial-Recording-URL: ${URL}`),
      [recording],
    ],
    [
      'MESSAGE within the call',
      sip('MESSAGE sip:rep@x SIP/2.0', ['Call-ID: leg1'], JSON.stringify({ recordingUrl: URL })),
      [recording],
    ],
    ['a plain text message', message('Lunch?'), []],
    ['JSON that is no object', message('[1]'), []],
    ['a URL that is no text', message('{"callId":"leg1","recordingUrl":1}'), []],
    ['an empty URL', bye('X-Outdial-Recording-URL: '), []],
    ['no Call-ID', bye(`X-Outdial-Recording-URL: ${URL}`).replace('Call-ID: leg1\r\n', ''), []],
    ['an INVITE', bye(`X-Outdial-Recording-URL: ${URL}`).replace('BYE sip', 'INVITE sip'), []],
    [
      'the answer to an INVITE',
      sip('SIP/2.0 200 OK', ['Call-ID: leg1', 'CSeq: 9 INVITE', `X-Outdial-Recording-URL: ${URL}`]),
      [],
    ],
    [
      'a refused BYE',
      sip('SIP/2.0 481 Gone', ['Call-ID: leg1', 'CSeq: 9 BYE', `X-Outdial-Recording-URL: ${URL}`]),
      [],
    ],
    ['keep-alive', '\r\n\r\n', []],
  ])('%s', (_what, text, notices) => {
    expect(readRecordingNotices(text)).toEqual(notices);
  });

  it('a URL far too long is cut, so that it can be told as too long', () => {
    const [notice] = readRecordingNotices(bye(`X-Outdial-Recording-URL: ${URL}${'a'.repeat(9_000)}`));
    expect(notice?.url).toHaveLength(LONGEST_NOTICE);
  });

  it('never throws, and never makes a notice without a Call-ID and a URL', () => {
    const start = fc.constantFrom('BYE x', 'MESSAGE x', 'SIP/2.0 200 OK', 'INVITE x', '');
    const name = fc.constantFrom('Call-ID', 'i', 'CSeq', 'X-Outdial-Recording-URL', 'X-Outdial-Call-ID', ' ');
    const header = fc.tuple(name, fc.string()).map(([key, value]) => `${key}:${value}`);
    const body = fc.oneof(fc.string(), fc.json());
    fc.assert(
      fc.property(start, fc.array(header), body, (first, headers, content) => {
        for (const notice of readRecordingNotices([first, ...headers, '', content].join('\r\n'))) {
          expect(notice.sipCallId).not.toBe('');
          expect(notice.url).not.toBe('');
        }
      }),
    );
  });
});
