import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { createMediaLeg } from '../practice/media-leg.ts';
import { replyTo } from '../practice/reply.ts';
import {
  formatSipMessage,
  headerOf,
  parseSipMessage,
  type SipMessage,
  type SipRequest,
} from '../practice/sip-message.ts';
import { until } from '../until.ts';
import { startVoiceBrowser, type VoiceBrowser } from './voice-page.ts';

const CONTACT = ['contact', '<sip:far@127.0.0.1>'] as const;

let browser: VoiceBrowser;
let server: WebSocketServer;
let script: (request: SipRequest, send: (message: SipMessage) => void) => void | Promise<void>;
const received: string[] = [];
let registeredAt = '';

beforeAll(async () => {
  browser = await startVoiceBrowser();
  server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'sip' });
  server.on('connection', (socket: WebSocket) => {
    const send = (message: SipMessage) => socket.send(formatSipMessage(message));
    socket.on('message', (data) => {
      const parsed = parseSipMessage(String(data));
      if (!parsed.ok || parsed.value.kind !== 'request') return;
      const request = parsed.value;
      received.push(request.method);
      if (request.method === 'REGISTER') {
        registeredAt = /<(sip:[^>;]+)/.exec(headerOf(request, 'contact'))?.[1] ?? '';
        send(
          replyTo(request, 200, { headers: [['contact', `${headerOf(request, 'contact')};expires=300`]] }),
        );
      } else void script(request, send);
    });
  });
  await new Promise<void>((resolve) => server.once('listening', resolve));
});
afterAll(async () => {
  await browser?.close();
  for (const socket of server.clients) socket.terminate();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

async function openPage() {
  const { port } = server.address() as AddressInfo;
  const account = { server: `ws://127.0.0.1:${port}/`, domain: 'far.example', username: 'u', password: 'p' };
  const page = await browser.open(account);
  await page.event((event) => event.type === 'registration' && event.registration.status === 'registered');
  received.length = 0;
  return page;
}

describe('messages that cross on the wire', () => {
  it('an answer that crosses our CANCEL is acknowledged and hung up at once (RFC 3261, 9.1)', async () => {
    const media = createMediaLeg(() => undefined);
    let invite: SipRequest | undefined;
    script = async (request, send) => {
      if (request.method === 'INVITE') {
        invite = request;
        send(replyTo(request, 180, { tag: 'far', headers: [CONTACT] }));
      }
      if (request.method === 'CANCEL' && invite !== undefined) {
        const sdp = await media.answer(invite.body);
        send(replyTo(request, 200, { tag: 'far' }));
        send(replyTo(invite, 200, { tag: 'far', headers: [CONTACT], sdp }));
      }
      if (request.method === 'BYE') send(replyTo(request, 200));
    };
    const page = await openPage();
    const callId = await page.dial('+12025550104');
    await page.event(({ type }) => type === 'ringing');
    await page.command({ type: 'hang-up', callId });
    const { event } = await page.event(({ type }) => type === 'ended');
    expect(event).toMatchObject({ reason: { cause: 'caller-canceled' } });
    await until('BYE', () => received.includes('BYE') || undefined);
    expect(received).toEqual(['INVITE', 'CANCEL', 'ACK', 'BYE']);
    expect(page.seen().map((seen) => seen.event.type)).not.toContain('answered');
    await page.close();
    await media.close();
  });

  it('a CANCEL before any answer waits for the first one (RFC 3261, 9.1)', async () => {
    let invite: SipRequest | undefined;
    script = (request, send) => {
      if (request.method === 'INVITE') invite = request;
      if (request.method !== 'CANCEL' || invite === undefined) return;
      send(replyTo(request, 200, { tag: 'far' }));
      send(replyTo(invite, 487, { tag: 'far' }));
    };
    const page = await openPage();
    const callId = await page.dial('+12025550104');
    await until('INVITE', () => invite);
    await page.command({ type: 'hang-up', callId });
    await page.event(({ type }) => type === 'ended');
    expect(received).toEqual(['INVITE']);
    for (const socket of server.clients) if (invite) socket.send(formatSipMessage(replyTo(invite, 100)));
    await until('ACK', () => received.includes('ACK') || undefined);
    expect(received).toEqual(['INVITE', 'CANCEL', 'ACK']);
    await page.close();
  });

  it('a call to the address we registered, as Asterisk sends it, is a call to the account', async () => {
    const page = await openPage();
    const [socket] = server.clients;
    const media = createMediaLeg(() => undefined);
    socket?.send(
      formatSipMessage({
        kind: 'request',
        method: 'INVITE',
        uri: registeredAt,
        headers: [
          ['via', 'SIP/2.0/WS far.example;branch=z9hG4bKinvite'],
          ['from', '"Bob Buyer" <sip:201@far.example>;tag=far'],
          ['to', `<${registeredAt}>`],
          ['call-id', 'to-our-contact'],
          ['cseq', '1 INVITE'],
          CONTACT,
          ['content-type', 'application/sdp'],
        ],
        body: await media.offer(),
      }),
    );
    const { event } = await page.event(({ type }) => type === 'incoming');
    expect(event).toMatchObject({ from: '201', name: 'Bob Buyer', to: 'u' });
    await page.close();
    await media.close();
  });

  it('registers again, once, when asked to reconnect', async () => {
    script = () => undefined;
    const page = await openPage();
    await page.command({ type: 'reconnect' });
    await until('one more REGISTER', () => received.includes('REGISTER') || undefined);
    expect(received).toEqual(['REGISTER']);
    await page.close();
  });
});
