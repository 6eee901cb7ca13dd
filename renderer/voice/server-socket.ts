import type { Socket } from 'jssip/lib/Socket';
import { outgoingMessage } from '../../app/voice/outgoing-message.ts';
import { plainMessage } from '../../app/voice/plain-message.ts';

/** How long a server may take to accept a connection before the next one is tried, in milliseconds. */
const CONNECT_MILLISECONDS = 4000;
/** A server that refused service is the last to be tried for this long, in milliseconds. */
const AVOIDED_MILLISECONDS = 60_000;
/** RFC 6455 section 7.4.2: for private use. Says that we found the connection dead. */
const FOUND_DEAD = 4000;

/** What JsSIP takes for one WebSocket (its `Socket` interface). */
export interface ServerSocket extends Socket {
  /** The server in use or being tried, by host and port. */
  server(): string;
  /** Whether the first server of the list is in use. */
  isHome(): boolean;
  /** Ends a connection that is open in name only, as if it had been lost. */
  drop(): void;
  /** The server in use refuses service: the others come first for a while. False where there are no others. */
  avoid(): boolean;
  /** Resolves with whether the first server takes connections again. */
  homeIsBack(): Promise<boolean>;
}

/**
 * One connection to the first of several servers that takes it (RFC 7118: WebSocket subprotocol `sip`). JsSIP knows of
 * one socket: which server is behind it is decided here, on every connect.
 *
 * @param servers WebSocket addresses in the order in which they are tried, at least one
 * @param read shows each message before JsSIP takes it; false keeps it from JsSIP
 * @throws TypeError where an address is none of a WebSocket
 */
export function createServerSocket(
  servers: readonly string[],
  read: (message: string) => boolean,
): ServerSocket {
  // The browser would take http: for ws:, and quietly connect in the clear.
  if (!servers.every((server) => /^wss?:$/.test(URL.parse(server)?.protocol ?? '')))
    throw new TypeError('A SIP server must be a ws: or wss: address.');
  const avoided = new Map<string, number>();
  let url = servers[0] ?? '';
  let opening: WebSocket | undefined;
  let socket: WebSocket | undefined;
  let limit = 0;
  let trials: WebSocket[] = [];
  const utf8 = new TextDecoder();

  function leave(left: WebSocket | undefined): void {
    if (left === undefined) return;
    left.onopen = null;
    left.onclose = null;
    left.onmessage = null;
    left.close();
  }
  function order(): string[] {
    const now = Date.now();
    const isAvoided = (server: string): boolean => (avoided.get(server) ?? 0) > now;
    return [...servers.filter((one) => !isAvoided(one)), ...servers.filter(isAvoided)];
  }
  function tryNext([next, ...others]: readonly string[], failure?: CloseEvent): void {
    window.clearTimeout(limit);
    leave(opening);
    opening = undefined;
    if (next === undefined) {
      self.ondisconnect(true, failure?.code, failure?.reason);
      return;
    }
    url = next;
    const candidate = open(next);
    if (candidate === undefined) return void window.setTimeout(() => tryNext(others));
    opening = candidate;
    limit = window.setTimeout(() => tryNext(others), CONNECT_MILLISECONDS);
    candidate.onclose = (event) => tryNext(others, event);
    candidate.onopen = () => {
      window.clearTimeout(limit);
      opening = undefined;
      socket = candidate;
      candidate.onmessage = ({ data }) => {
        const text = typeof data === 'string' ? data : utf8.decode(data);
        if (read(text)) self.ondata(plainMessage(text));
      };
      candidate.onclose = ({ wasClean, code, reason }) => {
        socket = undefined;
        self.ondisconnect(!wasClean, code, reason);
      };
      self.onconnect();
    };
  }

  const self: ServerSocket = {
    get via_transport() {
      return /^wss:/i.test(url) ? 'WSS' : 'WS';
    },
    get sip_uri() {
      return `sip:${new URL(url).host};transport=ws`;
    },
    get url() {
      return url;
    },
    // JsSIP sets these on every connect.
    onconnect: () => undefined,
    ondisconnect: () => undefined,
    ondata: () => undefined,
    connect() {
      if (socket === undefined && opening === undefined) tryNext(order());
    },
    disconnect() {
      window.clearTimeout(limit);
      leave(opening);
      leave(socket);
      for (const trial of trials) leave(trial);
      opening = undefined;
      socket = undefined;
      trials = [];
    },
    send(message) {
      if (socket?.readyState !== WebSocket.OPEN || typeof message !== 'string') return false;
      socket.send(outgoingMessage(message));
      return true;
    },
    isConnected: () => socket?.readyState === WebSocket.OPEN,
    isConnecting: () => opening !== undefined,
    server: () => new URL(url).host,
    isHome: () => url === servers[0],
    drop() {
      if (socket === undefined) return;
      leave(socket);
      socket = undefined;
      self.ondisconnect(true, FOUND_DEAD, 'No sign of life');
    },
    avoid() {
      avoided.set(url, Date.now() + AVOIDED_MILLISECONDS);
      return servers.length > 1;
    },
    homeIsBack() {
      const [home] = servers;
      if (home === undefined || (avoided.get(home) ?? 0) > Date.now()) return Promise.resolve(false);
      return new Promise((resolve) => {
        const trial = open(home);
        if (trial === undefined) return resolve(false);
        trials.push(trial);
        const over = window.setTimeout(() => conclude(false), CONNECT_MILLISECONDS);
        function conclude(back: boolean): void {
          window.clearTimeout(over);
          leave(trial);
          trials = trials.filter((other) => other !== trial);
          resolve(back);
        }
        trial.onopen = () => conclude(true);
        trial.onclose = () => conclude(false);
      });
    },
  };
  return self;
}

/** Undefined for an address that the page may not even try. */
function open(url: string): WebSocket | undefined {
  try {
    const socket = new WebSocket(url, 'sip');
    socket.binaryType = 'arraybuffer';
    return socket;
  } catch {
    return undefined;
  }
}
