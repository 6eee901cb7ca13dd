import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { ProtocolMapping } from 'devtools-protocol/types/protocol-mapping.d.ts';

type Commands = ProtocolMapping.Commands;
type Events = ProtocolMapping.Events;

/** One conversation with Chromium: the browser itself, or one page of it. */
export interface CdpSession {
  readonly id: string | undefined;
  /** Sends one command. Rejects with Chromium's message, or when Chromium is gone. */
  send<M extends keyof Commands>(
    method: M,
    ...params: Commands[M]['paramsType']
  ): Promise<Commands[M]['returnType']>;
  /** As `send`, for commands whose answer nobody waits for: a failure is a page that went away meanwhile. */
  tell<M extends keyof Commands>(method: M, ...params: Commands[M]['paramsType']): void;
  on<E extends keyof Events>(event: E, listener: (...params: Events[E]) => void): void;
}

export interface Cdp extends CdpSession {
  session(id: string): CdpSession;
  drop(id: string): void;
}

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
  readonly method: string;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

/**
 * Speaks the Chrome DevTools Protocol over `--remote-debugging-pipe`: JSON messages that end in NUL.
 * All commands keep their order, so a later one may rely on an earlier one without waiting for it.
 */
export function connectCdp(input: Writable, output: Readable): Cdp {
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, EventEmitter>();
  let lastId = 0;
  let closed = false;

  const receive = (message: Message): void => {
    if (message.id === undefined) {
      listeners.get(message.sessionId ?? '')?.emit(message.method ?? '', message.params);
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) asked?.reject(new Error(`${asked.method}: ${message.error.message}`));
    else asked?.resolve(message.result as never);
  };

  readMessages(output, receive);
  const close = (): void => {
    closed = true;
    for (const asked of waiting.values()) asked.reject(new Error(`${asked.method}: Chromium is gone`));
    waiting.clear();
  };
  output.on('close', close);
  output.on('error', close);
  input.on('error', close);

  const open = (sessionId: string | undefined): CdpSession => {
    const emitter = new EventEmitter().setMaxListeners(0);
    listeners.set(sessionId ?? '', emitter);
    const send: CdpSession['send'] = (method, ...params) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(new Error(`${method}: Chromium is gone`));
          return;
        }
        lastId += 1;
        waiting.set(lastId, { resolve, reject, method });
        input.write(`${JSON.stringify({ id: lastId, method, params: params[0] ?? {}, sessionId })}\0`);
      });
    return {
      id: sessionId,
      send,
      tell: (method, ...params) => {
        send(method, ...params).catch((error: Error) => debug(error.message));
      },
      on: (event, listener) => {
        emitter.on(event, listener);
      },
    };
  };

  return { ...open(undefined), session: open, drop: (id) => void listeners.delete(id) };
}

function readMessages(output: Readable, receive: (message: Message) => void): void {
  let rest: Buffer[] = [];
  output.on('data', (chunk: Buffer) => {
    let from = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
      rest.push(chunk.subarray(from, end));
      from = end + 1;
      const text = rest.length === 1 ? rest[0]?.toString() : Buffer.concat(rest).toString();
      rest = [];
      receive(JSON.parse(text ?? ''));
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  });
}

const debugging = process.env.ELECTRON_ENABLE_LOGGING !== undefined;

/** Says on the console what only a maintainer of the stand-in wants to know (`ELECTRON_ENABLE_LOGGING=1`). */
export function debug(text: string): void {
  if (debugging) process.stderr.write(`Electron stand-in: ${text}\n`);
}
