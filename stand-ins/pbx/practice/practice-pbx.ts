import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { createConnections, type InsideLeg } from './connections.ts';
import { createDigestGate } from './digest.ts';
import { createJournal, type PracticeEvent, type PracticeListener } from './journal.ts';
import type { MediaDirection } from './media-leg.ts';
import { COLLEAGUE, type PracticeNumber, practiceNumber } from './numbers.ts';
import {
  type CallOptions,
  createOutgoingCall,
  type OutgoingCall,
  type OutgoingParts,
  type RunningCall,
} from './outgoing-call.ts';
import { createPracticeCall, type PracticeCall, type PracticeLeg } from './practice-call.ts';
import { createRegistrar } from './registrar.ts';
import { newTag, replyTo } from './reply.ts';
import {
  formatSipMessage,
  headerOf,
  parseSipMessage,
  type SipMessage,
  type SipRequest,
  tagOf,
  userOf,
} from './sip-message.ts';

const HOST = '127.0.0.1';
const DOMAIN = 'practice.example';
/** How long a client that lost its connection may take to come back before its calls are over. */
const GRACE_MILLISECONDS = 5000;
const ENDED_CALLS_KEPT = 100;
/** How long a caller who calls back lets it ring, in milliseconds: longer than Outdial does. */
const CALL_BACK_PATIENCE = 60_000;
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
}

/** Starts the practice PBX on loopback; port 0 or none lets the system choose. Rejects when the port is taken. */
export async function startPracticePbx(options: PracticeOptions = {}): Promise<PracticePbx> {
  const password = options.password ?? randomBytes(12).toString('hex');
  const account = { username: 'practice', password };
  const colleague = { username: 'colleague', password };
  const gate = createDigestGate(DOMAIN, [account, colleague]);
  const registrar = createRegistrar<WebSocket>(gate);
  const journal = createJournal();
  const calls = new Map<string, PracticeCall>();
  const outgoing = new Map<string, RunningCall>();
  const connections = createConnections((callId) => calls.get(callId) ?? outgoing.get(callId));
  const callBacks = new Set<NodeJS.Timeout>();
  const ended: string[] = [];
  const invited = new Set<string>();
  const graces = new Set<NodeJS.Timeout>();
  const server = new WebSocketServer({
    host: HOST,
    port: options.port ?? 0,
    path: '/ws',
    maxPayload: 65_536,
    handleProtocols: (protocols) => (protocols.has('sip') ? 'sip' : false),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const { port } = server.address() as AddressInfo;
  const contact = `sip:practice@${HOST}:${port};transport=ws`;

  server.on('connection', (socket) => {
    socket.on('message', (data) => receive(String(data), socket));
    // A frame that breaks RFC 6455 closes its connection (`ws` does that) and must not end the PBX.
    socket.on('error', () => socket.terminate());
    socket.on('close', () => connectionGone(socket));
  });

  function receive(text: string, socket: WebSocket): void {
    if (text === '\r\n\r\n') socket.send('\r\n');
    const parsed = parseSipMessage(text);
    // Nothing to answer to without Via and Call-ID.
    if (!parsed.ok) return;
    if (parsed.value.kind === 'response') {
      const callId = headerOf(parsed.value, 'call-id');
      (outgoing.get(callId) ?? calls.get(callId))?.answer(parsed.value);
      return;
    }
    const request = parsed.value;
    if (request.method === 'REGISTER') void register(request, socket);
    else if (request.method === 'INVITE' && tagOf(headerOf(request, 'to')) === '')
      void invite(request, socket);
    else inDialog(request, socket);
  }
  const send = (socket: WebSocket | undefined, message: SipMessage): void => {
    if (socket?.readyState === socket?.OPEN) socket?.send(formatSipMessage(message));
  };

  async function register(request: SipRequest, socket: WebSocket): Promise<void> {
    await journal.record('REGISTER', headerOf(request, 'call-id'));
    const { answer, outcome } = registrar.register(request, socket);
    send(socket, answer);
    await journal.record(outcome, headerOf(request, 'call-id'));
  }

  async function invite(request: SipRequest, socket: WebSocket): Promise<void> {
    const callId = headerOf(request, 'call-id');
    const known = calls.get(callId);
    if (known !== undefined) return known.receive(request);
    const plan = practiceNumber(userOf(request.uri));
    if (!invited.has(callId)) {
      invited.add(callId);
      await journal.record('INVITE', callId, { number: plan.number });
    }
    const verdict = gate.verdict(headerOf(request, 'proxy-authorization'), 'INVITE');
    if (verdict === 'wrong' || verdict === 'unknown-user') return send(socket, replyTo(request, 403));
    if (verdict !== 'right') {
      const challenge = gate.challenge(verdict === 'stale');
      return send(socket, replyTo(request, 407, { headers: [['proxy-authenticate', challenge]] }));
    }
    const call: PracticeCall = createPracticeCall({
      invite: request,
      plan,
      contact,
      journal,
      send: (message) => send(registrar.connectionOf(userOf(call?.contactUri ?? '')) ?? socket, message),
      tell: message,
      transfer: connections.transfer,
      ringColleague: (talksTo, changed) =>
        startCall(colleague.username, {
          options: { from: CLIENTS_NUMBER, name: 'Practice', to: COLLEAGUE },
          ...{ talksTo, changed },
        }),
      onOver: () => {
        keep(callId);
        callBack(plan);
      },
    });
    calls.set(callId, call);
  }

  /** RFC 3428: a text message outside of any call, to whatever connection the rep is registered over now. */
  function message(json: string): void {
    const rep = registrar.contact(account.username);
    if (rep === undefined) return;
    const aor = `<sip:${account.username}@${DOMAIN}>`;
    send(rep.connection, {
      kind: 'request',
      method: 'MESSAGE',
      uri: rep.uri,
      headers: [
        ['via', `SIP/2.0/WS practice.invalid;branch=z9hG4bK${newTag()}`],
        ['max-forwards', '70'],
        ['from', `<sip:recorder@${DOMAIN}>;tag=${newTag()}`],
        ['to', aor],
        ['call-id', randomBytes(12).toString('hex')],
        ['cseq', '1 MESSAGE'],
        ['content-type', 'application/json'],
      ],
      body: json,
    });
  }

  function startCall(
    username: string,
    more: Pick<OutgoingParts, 'options' | 'talksTo' | 'changed'>,
  ): RunningCall {
    const client = registrar.contact(username);
    const running = createOutgoingCall({
      ...more,
      ...{ target: client?.uri, domain: DOMAIN, contact, journal },
      send: (message) => send(registrar.contact(username)?.connection ?? client?.connection, message),
      transfer: connections.transfer,
      redirected: (caller, number) =>
        void connections.dial(
          () => caller,
          number,
          () => undefined,
        ),
    });
    outgoing.set(running.callId, running);
    return running;
  }
  const call = (options: CallOptions = {}): OutgoingCall => startCall(account.username, { options });
  function callBack({ number, callsBackAfter }: PracticeNumber): void {
    if (callsBackAfter === undefined) return;
    const timer = setTimeout(() => {
      callBacks.delete(timer);
      call({ from: number, name: 'Practice caller', says: 'echo', patience: CALL_BACK_PATIENCE });
    }, callsBackAfter);
    callBacks.add(timer);
  }

  function keep(callId: string): void {
    ended.push(callId);
    const oldest = ended.length > ENDED_CALLS_KEPT ? ended.shift() : undefined;
    if (oldest !== undefined) calls.delete(oldest);
  }

  function inDialog(request: SipRequest, socket: WebSocket): void {
    const call = calls.get(headerOf(request, 'call-id'));
    const called = outgoing.get(headerOf(request, 'call-id'));
    if (call !== undefined) call.receive(request);
    else if (called !== undefined) called.receive(request);
    else if (request.method === 'OPTIONS') send(socket, replyTo(request, 200));
    else if (request.method !== 'ACK') send(socket, replyTo(request, 481));
  }

  function connectionGone(socket: WebSocket): void {
    const orphans = [...calls.values()].filter(
      (call) => call.leg().state !== 'over' && registrar.connectionOf(userOf(call.contactUri)) === socket,
    );
    registrar.forget(socket);
    void journal.record('gone', '');
    const grace = setTimeout(() => {
      graces.delete(grace);
      for (const call of orphans) {
        if (registrar.connectionOf(userOf(call.contactUri)) === undefined) void call.close();
      }
    }, GRACE_MILLISECONDS);
    graces.add(grace);
  }

  const place = { server: `ws://${HOST}:${port}/ws`, domain: DOMAIN };
  return {
    sip: { ...place, ...account, displayName: 'Practice' },
    colleague: { ...place, ...colleague, displayName: 'Colleague' },
    journal: journal.entries,
    onEvent: journal.onEvent,
    legs: () => [...calls.values()].map((call) => call.leg()),
    connected: connections.legs,
    hold(direction, callId) {
      const chosen =
        callId === undefined ? [...calls.values()].at(-1) : (calls.get(callId) ?? outgoing.get(callId));
      chosen?.hold(direction);
    },
    message,
    call,
    hangUp(callId) {
      const chosen = callId === undefined ? [...calls.values()] : [calls.get(callId)];
      for (const call of chosen) call?.hangUp();
    },
    async close() {
      for (const timer of [...graces, ...callBacks]) clearTimeout(timer);
      await Promise.all([...outgoing.values()].map((running) => running.close()));
      for (const socket of server.clients) socket.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      for (const grace of graces) clearTimeout(grace);
      await Promise.all([...calls.values()].map((call) => call.close()));
      connections.close();
    },
  };
}
