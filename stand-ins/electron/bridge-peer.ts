import type { pack as Pack, Special, unpack as Unpack } from './ipc-codec.ts';

/**
 * The two ends of the bridge inside a page: the page's own world and the preload's isolated world share the
 * document and no object. `createPeer` runs, as text, in both; they call each other by synchronous events on
 * the document whose details are JSON. Functions cross as numbers, promises as numbers that settle later.
 */

export interface Peer {
  /** Makes a function callable from the other world by a fixed name. */
  offer(name: string, listener: (...args: unknown[]) => unknown): void;
  /** Calls what the other world offers; returns (or throws) what it returns. */
  call(name: string | number, ...args: unknown[]): unknown;
}

interface Tools {
  readonly pack: typeof Pack;
  readonly unpack: typeof Unpack;
}

interface BridgeEvent {
  readonly detail: string;
}
declare const document: {
  addEventListener(name: string, listener: (event: BridgeEvent) => void): void;
  dispatchEvent(event: BridgeEvent): boolean;
};
declare const CustomEvent: new (name: string, options: { detail: string }) => BridgeEvent;

/**
 * One end. @param out and @param back are the event names of the two directions, secret to this document.
 * Must not use anything from outside itself but its parameters: it runs in pages as text.
 */
export function createPeer({ pack, unpack }: Tools, out: string, back: string): Peer {
  const Emitted = CustomEvent;
  const { stringify, parse } = JSON;
  const dispatch = document.dispatchEvent.bind(document);
  const functions = new Map<string | number, (...args: unknown[]) => unknown>();
  const numbers = new Map<unknown, number>();
  const theirs = new Map<number, (...args: unknown[]) => unknown>();
  const promises = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  let last = 0;
  let answer: string | undefined;

  const settle = (id: number, ok: boolean, value: unknown): void => {
    dispatch(new Emitted(out, { detail: stringify({ settle: id, ok, value: pack(value, special) }) }));
  };
  const special: Special = (value) => {
    if (typeof value === 'function') {
      let id = numbers.get(value);
      if (id === undefined) {
        last += 1;
        id = last;
        numbers.set(value, id);
        functions.set(id, value as (...args: unknown[]) => unknown);
      }
      return { $: 'function', v: id };
    }
    if (value instanceof Promise) {
      last += 1;
      const id = last;
      value.then(
        (result) => settle(id, true, result),
        (error) => settle(id, false, error),
      );
      return { $: 'promise', v: id };
    }
    return undefined;
  };
  const revive = (kind: string, v: unknown): unknown => {
    if (kind === 'function') {
      const id = v as number;
      const known = theirs.get(id) ?? ((...args: unknown[]) => call(id, ...args));
      theirs.set(id, known);
      return known;
    }
    if (kind === 'promise') {
      return new Promise((resolve, reject) => promises.set(v as number, { resolve, reject }));
    }
    return undefined;
  };
  const call = (name: string | number, ...args: unknown[]): unknown => {
    const outer = answer;
    answer = undefined;
    dispatch(new Emitted(out, { detail: stringify({ call: name, args: pack(args, special) }) }));
    const replied = answer as string | undefined;
    answer = outer;
    if (replied === undefined) throw new Error(`The other side of the bridge is gone (${name}).`);
    const reply = parse(replied) as { ok: boolean; value: unknown };
    const value = unpack(reply.value, revive);
    if (!reply.ok) throw value;
    return value;
  };
  const run = (name: string | number, args: unknown): { ok: boolean; value: unknown } => {
    try {
      const listener = functions.get(name);
      if (!listener) throw new Error(`Nothing is exposed as ${name}.`);
      return { ok: true, value: pack(listener(...(unpack(args, revive) as unknown[])), special) };
    } catch (error) {
      return { ok: false, value: pack(error instanceof Error ? error : new Error(String(error))) };
    }
  };
  document.addEventListener(back, ({ detail }) => {
    const message = parse(detail);
    if ('call' in message) {
      dispatch(new Emitted(out, { detail: stringify({ answer: run(message.call, message.args) }) }));
    } else if ('answer' in message) {
      answer = stringify(message.answer);
    } else {
      const promise = promises.get(message.settle);
      promises.delete(message.settle);
      const value = unpack(message.value, revive);
      if (message.ok) promise?.resolve(value);
      else promise?.reject(value);
    }
  });
  return { offer: (name, listener) => void functions.set(name, listener), call };
}
