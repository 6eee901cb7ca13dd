import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../until.ts';
import { type PracticePbx, startPracticePbx } from './practice-pbx.ts';
import { headerOf, parseSipMessage, type SipMessage } from './sip-message.ts';

let pbx: PracticePbx;
beforeEach(async () => {
  pbx = await startPracticePbx();
});
afterEach(() => pbx?.close());

async function connect(): Promise<{ socket: WebSocket; received: SipMessage[]; texts: string[] }> {
  const socket = new WebSocket(pbx.sip.server, 'sip');
  const received: SipMessage[] = [];
  const texts: string[] = [];
  socket.on('message', (data) => {
    texts.push(String(data));
    const parsed = parseSipMessage(String(data));
    if (parsed.ok) received.push(parsed.value);
  });
  socket.on('error', () => socket.terminate());
  await new Promise<void>((resolve) => socket.once('open', () => resolve()));
  return { socket, received, texts };
}
function request(method: string, changes: Record<string, string> = {}, uri = 'sip:practice.example'): string {
  const headers = {
    Via: 'SIP/2.0/WS a.invalid;branch=z9hG4bK1',
    From: '<sip:x@practice.example>;tag=a',
    To: '<sip:x@practice.example>',
    'Call-ID': 'c1',
    CSeq: `1 ${method}`,
    ...changes,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `${[`${method} ${uri} SIP/2.0`, ...lines].join('\r\n')}\r\n\r\n`;
}
const stillWorks = async () => {
  const { socket, received } = await connect();
  socket.send(request('OPTIONS'));
  await until('OPTIONS is answered', () => received.length || undefined);
  socket.close();
};

describe('the practice PBX and what it should not be sent', () => {
  it.each([
    ['nothing', ''],
    ['not SIP', 'GET / HTTP/1.1\r\n\r\n'],
    ['half a message', 'INVITE sip:1@practice.example SIP/2.0\r\nVia: x'],
    ['zeros', '\0'.repeat(1000)],
    [
      'a response nobody asked for',
      'SIP/2.0 200 OK\r\nVia: x\r\nFrom: x\r\nTo: x\r\nCall-ID: x\r\nCSeq: 1 INVITE\r\n\r\n',
    ],
    ['a broken authorization', request('REGISTER', { Authorization: 'Digest ===,"' })],
    ['a REGISTER without Contact', request('REGISTER')],
  ])('drops or refuses %s', async (_, text) => {
    const { socket } = await connect();
    socket.send(text);
    await stillWorks();
    socket.close();
  });

  it('closes the connection on a broken frame and a message that is too long', async () => {
    for (const bytes of [Buffer.from([0xff, 0xff, 0xff]), Buffer.alloc(0)]) {
      const { socket } = await connect();
      const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      if (bytes.length > 0) Reflect.get(socket, '_socket').write(bytes);
      else socket.send('x'.repeat(100_000));
      await gone;
    }
    await stillWorks();
  });

  it('asks an INVITE for credentials and refuses wrong ones', async () => {
    const { socket, received } = await connect();
    const invite = (changes: Record<string, string> = {}) =>
      request('INVITE', { Contact: '<sip:x@a.invalid>', ...changes }, 'sip:+12025550108@practice.example');
    socket.send(invite());
    await until('a challenge', () => received.length || undefined);
    const [challenge] = received;
    expect(challenge).toMatchObject({ status: 407 });
    const nonce = challenge
      ? (/nonce="([^"]+)"/.exec(headerOf(challenge, 'proxy-authenticate'))?.[1] ?? '')
      : '';
    const proof = `Digest username="practice", realm="practice.example", nonce="${nonce}", uri="sip:x", response="0"`;
    socket.send(invite({ 'Proxy-Authorization': proof, CSeq: '2 INVITE' }));
    await until('an answer', () => received[1]);
    expect(received[1]).toMatchObject({ status: 403 });
    expect(pbx.legs()).toEqual([]);
    socket.close();
  });

  it('answers requests of unknown calls with 481, and leaves an ACK alone', async () => {
    const { socket, received } = await connect();
    socket.send(request('ACK', { To: '<sip:x@practice.example>;tag=b' }));
    socket.send(request('BYE', { To: '<sip:x@practice.example>;tag=b' }));
    socket.send(request('CANCEL'));
    await until('two answers', () => received.length >= 2 || undefined);
    expect(received.map((message) => message.kind === 'response' && message.status)).toEqual([481, 481]);
    socket.close();
  });

  it('answers a keep-alive (RFC 5626)', async () => {
    const { socket, texts } = await connect();
    socket.send('\r\n\r\n');
    await until('a pong', () => texts.includes('\r\n') || undefined);
    socket.close();
  });
});
