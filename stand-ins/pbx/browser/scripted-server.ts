import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { SipAccount } from '../../../app/ipc/phone-line.ts';
import { replyTo } from '../practice/reply.ts';
import {
  formatSipMessage,
  headerOf,
  parseSipMessage,
  type SipHeader,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from '../practice/sip-message.ts';

/** Where the scripted far end says it is. */
export const CONTACT: SipHeader = ['contact', '<sip:far@127.0.0.1>'];

export interface ScriptedServer {
  readonly account: SipAccount;
  /** Where the page has registered from. */
  registeredAt(): string;
  /** Requests so far, keep-alives and registrations before the last `forget` left out. */
  requests(): readonly SipRequest[];
  methods(): readonly string[];
  /** Answers of the page's to requests of ours. */
  answers(): readonly SipResponse[];
  forget(): void;
  /** How a REGISTER is answered; where it gives nothing, or nothing is said, with 200. */
  register(answer: (request: SipRequest) => SipResponse | undefined): void;
  /** What happens on each request but REGISTER and OPTIONS; replaces what was there. */
  script(on: (request: SipRequest) => void | Promise<void>): void;
  send(message: SipMessage): void;
  close(): Promise<void>;
}

/** A SIP server over WebSocket that registers everybody and otherwise does what a test says, message by message. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'sip' });
  let on: (request: SipRequest) => void | Promise<void> = () => undefined;
  let requests: SipRequest[] = [];
  let answers: SipResponse[] = [];
  let registeredAt = '';
  let register: (request: SipRequest) => SipResponse | undefined = () => undefined;
  const send = (message: SipMessage): void => {
    for (const socket of server.clients) socket.send(formatSipMessage(message));
  };
  server.on('connection', (socket: WebSocket) => {
    socket.on('message', (data) => {
      const parsed = parseSipMessage(String(data));
      if (!parsed.ok) return;
      if (parsed.value.kind === 'response') return void answers.push(parsed.value);
      const request = parsed.value;
      // A keep-alive of the line's.
      if (request.method === 'OPTIONS') return send(replyTo(request, 200));
      requests.push(request);
      if (request.method !== 'REGISTER') return void on(request);
      registeredAt = /<(sip:[^>;]+)/.exec(headerOf(request, 'contact'))?.[1] ?? '';
      const contact: SipHeader = ['contact', `${headerOf(request, 'contact')};expires=300`];
      send(register(request) ?? replyTo(request, 200, { headers: [contact] }));
    });
  });
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    account: { server: `ws://127.0.0.1:${port}/`, domain: 'far.example', username: 'u', password: 'p' },
    registeredAt: () => registeredAt,
    requests: () => requests,
    methods: () => requests.map(({ method }) => method),
    answers: () => answers,
    forget() {
      requests = [];
      answers = [];
    },
    register(answer) {
      register = answer;
    },
    script(next) {
      on = next;
    },
    send,
    async close() {
      for (const socket of server.clients) socket.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
