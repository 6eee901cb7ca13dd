import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { createCallers } from './callers.ts';
import { createClientCalls } from './client-calls.ts';
import { createConnections, type InsideLeg } from './connections.ts';
import { type Asking, createDigestGate } from './digest.ts';
import { createJournal, type PracticeEvent, type PracticeListener } from './journal.ts';
import type { MediaDirection } from './media-leg.ts';
import { COLLEAGUE } from './numbers.ts';
import type { CallOptions, OutgoingCall } from './outgoing-call.ts';
import type { PracticeLeg } from './practice-call.ts';
import { createRegistrar } from './registrar.ts';
import { replyTo } from './reply.ts';
import {
  formatSipMessage,
  headerOf,
  parseSipMessage,
  type SipMessage,
  type SipRequest,
  tagOf,
} from './sip-message.ts';
import { textMessage } from './text-message.ts';

const HOST = '127.0.0.1';
const DOMAIN = 'practice.example';
/** Who asks for the password behind the PBX itself, where somebody does. */
const UPSTREAM = 'upstream.example';
/** Whom the colleague sees calling. */
const CLIENTS_NUMBER = '+12025550120';

export interface PracticePbx {
  /** The `sip` section of Outdial's configuration file. */
  readonly sip: {
    readonly server: string;
    readonly domain: string;
    readonly username: string;
    readonly password: string;
    readonly displayName: string;
  };
  journal(): readonly PracticeEvent[];
  /** The PBX waits for the listener before it goes on with that call. Returns the function that ends it. */
  onEvent(listener: PracticeListener): () => void;
  /** A second account, for another client; COLLEAGUE reaches it. */
  readonly colleague: PracticePbx['sip'];
  /** Every call so far, the oldest first. */
  legs(): readonly PracticeLeg[];
  /** Those whom transfers and redirections have reached, the oldest first. */
  connected(): readonly InsideLeg[];
  /** The far end of one call (by SIP Call-ID) holds the client, or of the latest; `sendrecv`: no longer. */
  hold(direction: MediaDirection, callId?: string): void;
  /** Hangs up one call (by SIP Call-ID), or all of them. */
  hangUp(callId?: string): void;
  /** Calls the client that is registered; refused with 480 where there is none. */
  call(options?: CallOptions): OutgoingCall;
  /** Sends the rep a MESSAGE, outside of any call; nothing happens while nobody is registered. */
  message(json: string): void;
  close(): Promise<void>;
}

export interface PracticeOptions {
  readonly port?: number;
  /** Made up when none is given. */
  readonly password?: string;
  readonly asking?: Asking | undefined;
}

/** Starts the practice PBX on loopback; port 0 or none lets the system choose. Rejects when the port is taken. */
export async function startPracticePbx(options: PracticeOptions = {}): Promise<PracticePbx> {
  const password = options.password ?? randomBytes(12).toString('hex');
  const account = { username: 'practice', password };
  const colleague = { username: 'colleague', password };
  const { asking = {} } = options;
  const gate = createDigestGate(DOMAIN, [account, colleague], asking);
  const upstream = createDigestGate(UPSTREAM, [account, colleague], asking);
  const gates = [
    { by: 'proxy', gate } as const,
    ...(asking.asksTwice === true ? [{ by: 'far end', gate: upstream } as const] : []),
  ];
  const registrar = createRegistrar<WebSocket>(gate);
  const journal = createJournal();
  const server = await listen(options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const contact = `sip:practice@${HOST}:${port};transport=ws`;
  const find = (callId: string) => clients.find(callId) ?? callers.find(callId);
  const connections = createConnections(find);
  const callers = createCallers({ registrar, connections, domain: DOMAIN, contact, journal, send });
  const clients = createClientCalls({
    ...{ gates, registrar, journal, contact, send, tell: message, transfer: connections.transfer },
    ringColleague: (talksTo, changed) =>
      callers.call(colleague.username, {
        options: { from: CLIENTS_NUMBER, name: 'Practice', to: COLLEAGUE },
        ...{ talksTo, changed },
      }),
    over: (plan) => callers.callBack(account.username, plan),
  });

  server.on('connection', (socket) => {
    socket.on('message', (data) => receive(String(data), socket));
    // A frame that breaks RFC 6455 closes its connection (`ws` does that) and must not end the PBX.
    socket.on('error', () => socket.terminate());
    socket.on('close', () => clients.connectionGone(socket));
  });

  function receive(text: string, socket: WebSocket): void {
    if (text === '\r\n\r\n') socket.send('\r\n');
    const parsed = parseSipMessage(text);
    // Nothing to answer to without Via and Call-ID.
    if (!parsed.ok) return;
    if (parsed.value.kind === 'response') {
      find(headerOf(parsed.value, 'call-id'))?.answer(parsed.value);
      return;
    }
    const request = parsed.value;
    if (request.method === 'REGISTER') void register(request, socket);
    else if (request.method === 'INVITE' && tagOf(headerOf(request, 'to')) === '')
      void clients.invite(request, socket);
    else inDialog(request, socket);
  }
  function send(socket: WebSocket | undefined, sent: SipMessage): void {
    if (socket?.readyState === socket?.OPEN) socket?.send(formatSipMessage(sent));
  }
  async function register(request: SipRequest, socket: WebSocket): Promise<void> {
    await journal.record('REGISTER', headerOf(request, 'call-id'));
    const { answer, outcome } = registrar.register(request, socket);
    send(socket, answer);
    await journal.record(outcome, headerOf(request, 'call-id'));
  }
  function inDialog(request: SipRequest, socket: WebSocket): void {
    const call = find(headerOf(request, 'call-id'));
    const isAsked = asking.inCalls === true && !['ACK', 'CANCEL', 'OPTIONS'].includes(request.method);
    const refusal = isAsked ? clients.refusalOf(request) : undefined;
    if (refusal !== undefined) send(socket, refusal);
    else if (call !== undefined) call.receive(request);
    else if (request.method === 'OPTIONS') send(socket, replyTo(request, 200));
    else if (request.method !== 'ACK') send(socket, replyTo(request, 481));
  }
  function message(json: string): void {
    const rep = registrar.contact(account.username);
    if (rep !== undefined) send(rep.connection, textMessage(account.username, DOMAIN, rep.uri, json));
  }

  const place = { server: `ws://${HOST}:${port}/ws`, domain: DOMAIN };
  return {
    sip: { ...place, ...account, displayName: 'Practice' },
    colleague: { ...place, ...colleague, displayName: 'Colleague' },
    journal: journal.entries,
    onEvent: journal.onEvent,
    legs: () => clients.all().map((call) => call.leg()),
    connected: connections.legs,
    hold(direction, callId) {
      const chosen = callId === undefined ? clients.all().at(-1) : find(callId);
      chosen?.hold(direction);
    },
    message,
    call: (callOptions = {}) => callers.call(account.username, { options: callOptions }),
    hangUp(callId) {
      const chosen = callId === undefined ? clients.all() : [clients.find(callId)];
      for (const call of chosen) call?.hangUp();
    },
    async close() {
      for (const socket of server.clients) socket.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await clients.close();
      await callers.close();
      connections.close();
    },
  };
}

async function listen(port: number): Promise<WebSocketServer> {
  const server = new WebSocketServer({
    ...{ host: HOST, port, path: '/ws', maxPayload: 65_536 },
    handleProtocols: (protocols) => (protocols.has('sip') ? 'sip' : false),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  return server;
}
