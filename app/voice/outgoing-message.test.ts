import { describe, expect, it } from 'vitest';
import { outgoingMessage } from './outgoing-message.ts';
import { readSipHead } from './sip-head.ts';

const OF_JSSIP = 'INVITE,ACK,CANCEL,BYE,UPDATE,MESSAGE,OPTIONS,REFER,INFO,NOTIFY,SUBSCRIBE';
const TAKEN = 'INVITE,ACK,CANCEL,BYE,UPDATE,MESSAGE,OPTIONS,INFO,NOTIFY';
const written = (start: string, ...lines: string[]) => `${[start, ...lines].join('\r\n')}\r\n\r\nv=0\r\n`;
const head = (start: string, ...lines: string[]) => readSipHead(outgoingMessage(written(start, ...lines)));

describe('a message as it goes out', () => {
  const request = ['Max-Forwards: 69', `Allow: ${OF_JSSIP}`, 'Supported: outbound'];

  it.each(['INVITE', 'REGISTER', 'BYE'])('%s allows what is taken here, and no more', (method) => {
    const sent = head(`${method} sip:far.example SIP/2.0`, ...request);
    expect(sent.headers('allow')).toEqual([TAKEN]);
    expect(sent.headers('supported')).toEqual(['outbound']);
    expect(sent.header('max-forwards')).toBe('70');
  });

  it.each([
    ['ACK', []],
    ['CANCEL', ['outbound']],
  ])('%s says nothing that table 2 does not allow', (method, supported) => {
    const sent = head(`${method} sip:far.example SIP/2.0`, ...request);
    expect(sent.headers('allow')).toEqual([]);
    expect(sent.headers('supported')).toEqual(supported);
  });

  it.each([
    ['SIP/2.0 200 OK', '5 INVITE', [TAKEN]],
    ['SIP/2.0 200 OK', '5 BYE', []],
    ['SIP/2.0 180 Ringing', '5 INVITE', []],
    ['SIP/2.0 486 Busy Here', '5 INVITE', []],
  ])('%s to %s: Allow is %j', (start, cseq, allow) => {
    expect(head(start, `CSeq: ${cseq}`, 'Supported: timer').headers('allow')).toEqual(allow);
  });

  it('an answer that has an Allow keeps one', () => {
    expect(head('SIP/2.0 200 OK', 'CSeq: 1 OPTIONS', `Allow: ${OF_JSSIP}`).headers('allow')).toEqual([TAKEN]);
  });

  it('names no library', () => {
    expect(head('SIP/2.0 500 JsSIP Internal Error', 'CSeq: 1 INFO').start).toBe(
      'SIP/2.0 500 Server Internal Error',
    );
  });

  it.each(['\r\n\r\n', '\r\n', '', written('MESSAGE sip:a SIP/2.0', 'To: <sip:a>')])(
    'leaves %j as it is',
    (message) => {
      expect(outgoingMessage(message)).toBe(message);
    },
  );

  it('never touches the body', () => {
    const sdp = 'v=0\r\na=Allow:\r\nAllow: x\r\nMax-Forwards: 69\r\n';
    expect(outgoingMessage(`INVITE sip:a SIP/2.0\r\nMax-Forwards: 69\r\n\r\n${sdp}`)).toBe(
      `INVITE sip:a SIP/2.0\r\nMax-Forwards: 70\r\n\r\n${sdp}`,
    );
  });
});
