import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from '../browser/voice-page.ts';
import { startPracticePbx } from '../practice/practice-pbx.ts';
import { replyTo } from '../practice/reply.ts';
import { formatSipMessage, headerOf, parseSipMessage, uriOf } from '../practice/sip-message.ts';
import { until } from '../until.ts';
import { INVALID } from './invalid.ts';
import type { TortureMessage } from './message.ts';
import { SEMANTICS } from './semantics.ts';
import { VALID } from './valid.ts';

const MESSAGES = [...VALID, ...INVALID, ...SEMANTICS];

let browser: VoiceBrowser;
let server: WebSocketServer;
let socket: WebSocket | undefined;
let contact = '';
/** What the page has answered, as it came. */
const answers: string[] = [];

/**
 * The same message to the address that this page has registered, with a branch of its own: else it is refused for its
 * address alone, or taken for another one that has the same branch.
 */
function addressed({ wire, name }: TortureMessage): string | Uint8Array {
  if (typeof wire !== 'string') return wire;
  return wire
    .replace(/^(\S+ +<?)sips?:[^\s>;?]*/, (_, before: string) => before + contact)
    .replace(/(branch=z9hG4bKk\w*)/, `$1${name}`);
}
/** A question whose answer says that everything before it has been dealt with. */
async function alive(what: string): Promise<void> {
  const callId = `alive-${answers.length}-${Math.round(performance.now() * 1000)}`;
  socket?.send(
    [
      `OPTIONS ${contact} SIP/2.0`,
      `Via: SIP/2.0/WS far.example;branch=z9hG4bK${callId}`,
      'Max-Forwards: 70',
      'From: <sip:far@example.com>;tag=far',
      'To: <sip:user@example.com>',
      `Call-ID: ${callId}`,
      'CSeq: 1 OPTIONS',
      'Content-Length: 0',
      '\r\n',
    ].join('\r\n'),
  );
  await until(
    `a sign of life after ${what}`,
    () => answers.some((text) => text.includes(callId)) || undefined,
  );
}

beforeAll(async () => {
  browser = await startVoiceBrowser();
  server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'sip' });
  server.on('connection', (connection) => {
    socket = connection;
    connection.on('message', (data) => {
      const text = String(data);
      const parsed = parseSipMessage(text);
      if (!parsed.ok || parsed.value.kind === 'response') return void answers.push(text);
      const request = parsed.value;
      const registered = headerOf(request, 'contact');
      if (request.method === 'REGISTER') contact = uriOf(registered).replace(/;.*/, '');
      const headers = [['contact', `${registered};expires=300`]] as const;
      connection.send(formatSipMessage(replyTo(request, 200, { headers })));
      return undefined;
    });
  });
  await new Promise<void>((resolve) => server.once('listening', resolve));
});
afterAll(async () => {
  await browser?.close();
  for (const open of server.clients) open.terminate();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

const account = (port: number) => ({
  server: `ws://127.0.0.1:${port}/`,
  domain: 'example.com',
  username: 'user',
  password: 'p',
});
const incoming = (page: VoicePage) => page.seen().filter(({ event }) => event.type === 'incoming');

describe('the torture messages of RFC 4475', () => {
  it('neither break the voice page nor make it ring wrongly', async () => {
    const page = await browser.open(account((server.address() as AddressInfo).port));
    await page.event((event) => event.type === 'registration' && event.registration.status === 'registered');
    for (const message of MESSAGES) {
      for (const wire of [message.wire, addressed(message)]) {
        const before = incoming(page).length;
        socket?.send(wire);
        await alive(message.name);
        for (const { event } of incoming(page).slice(before)) {
          if (event.type === 'incoming')
            await page.command({ type: 'reject', callId: event.callId, as: 'busy' });
        }
      }
    }
    // The RFC's Call-IDs begin with the names.
    const rang = incoming(page).map(({ event }) =>
      event.type === 'incoming' ? (event.sipCallId?.split('.')[0] ?? '') : '',
    );
    const may = new Set(MESSAGES.filter(({ verdict }) => verdict === 'may-ring').map(({ name }) => name));
    expect([...new Set(rang)].filter((name) => !may.has(name))).toEqual([]);
    // Else the silence of the others would say nothing.
    expect(rang).toContain('longreq');
    expect(page.seen().filter(({ event }) => event.type === 'registration').length).toBe(2);

    const pbx = await startPracticePbx();
    await page.command({ type: 'account', account: pbx.sip });
    await page.event(
      (event) =>
        event.type === 'registration' &&
        event.registration.status === 'registered' &&
        event.registration.practice,
    );
    const callId = await page.dial('+12025550108');
    await page.event((event) => event.type === 'answered' && event.callId === callId);
    await page.close();
    await pbx.close();
    console.log(`RFC 4475: ${MESSAGES.length} messages, each twice; rang: ${[...new Set(rang)].join(', ')}`);
  });
});
