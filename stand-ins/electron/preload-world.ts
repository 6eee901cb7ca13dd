import type { Peer } from './bridge-peer.ts';
import type { pack as Pack, unpack as Unpack } from './ipc-codec.ts';

/** What main and the isolated world say to each other. */
export type ToMain =
  | { readonly kind: 'send'; readonly channel: string; readonly args: unknown }
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly args: unknown }
  | {
      readonly kind: 'permission';
      readonly id: number;
      readonly permission: string;
      readonly details: object;
    }
  | { readonly kind: 'check'; readonly id: number; readonly permission: string }
  | { readonly kind: 'open'; readonly url: string; readonly frameName: string; readonly features: string };
export type ToPage =
  | { readonly kind: 'event'; readonly channel: string; readonly args: unknown }
  | { readonly kind: 'reply'; readonly id: number; readonly ok: boolean; readonly value: unknown };

/** What main tells the isolated world about its process. */
export interface IsolatedOptions {
  readonly platform: string;
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly contextIsolation: boolean;
}

interface Parts {
  readonly pack: typeof Pack;
  readonly unpack: typeof Unpack;
  readonly peer: Peer;
  /** The binding; the message says from which address it comes, as this world alone can't be lied to. */
  send(message: string): void;
}
type Preload = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  process: object,
  filename: string,
  dirname: string,
) => void;
type Listener = (event: object, ...args: unknown[]) => void;
declare const location: { readonly href: string };
interface PageEvent {
  readonly defaultPrevented: boolean;
  readonly button: number;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  composedPath(): { readonly tagName?: string; readonly href?: string; readonly target?: string }[];
  preventDefault(): void;
}
declare const addEventListener: (name: string, listener: (event: PageEvent) => void) => void;
declare const window: { readonly top: unknown };

/**
 * Runs, as text, in the isolated world of every frame. The preload itself runs in the main frame only, as in
 * Electron without nodeIntegrationInSubFrames. Returns what main calls. Must use nothing from outside itself.
 */
export function runIsolated(
  { pack, unpack, peer, send }: Parts,
  options: IsolatedOptions,
  preload: Preload | undefined,
): (message: ToPage) => void {
  const listeners = new Map<string, { listener: Listener; once: boolean }[]>();
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  let last = 0;
  const post = (message: ToMain): void => send(JSON.stringify({ url: location.href, message }));
  const ask = (make: (id: number) => ToMain): Promise<unknown> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      post(make(last));
    });
  const refuse = (name: string, object: object): object =>
    new Proxy(object, {
      get(target, property) {
        if (
          property in target ||
          typeof property === 'symbol' ||
          property === 'then' ||
          property === 'toJSON'
        ) {
          return Reflect.get(target, property);
        }
        throw new Error(`The Electron stand-in does not implement ${name}.${property} in a preload.`);
      },
    });

  const add = (channel: string, listener: Listener, once: boolean): unknown => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }]);
    return ipcRenderer;
  };
  const remove = (channel: string, listener: Listener): unknown => {
    const kept = (listeners.get(channel) ?? []).filter((one) => one.listener !== listener);
    listeners.set(channel, kept);
    return ipcRenderer;
  };
  const ipcRenderer: object = refuse('ipcRenderer', {
    send: (channel: string, ...args: unknown[]) => post({ kind: 'send', channel, args: pack(args) }),
    invoke: (channel: string, ...args: unknown[]) =>
      ask((id) => ({ kind: 'invoke', id, channel, args: pack(args) })),
    on: (channel: string, listener: Listener) => add(channel, listener, false),
    addListener: (channel: string, listener: Listener) => add(channel, listener, false),
    once: (channel: string, listener: Listener) => add(channel, listener, true),
    off: remove,
    removeListener: remove,
    removeAllListeners: (channel: string) => {
      listeners.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
  });
  const contextBridge = refuse('contextBridge', {
    exposeInMainWorld: (key: string, api: unknown) => {
      if (!options.contextIsolation) {
        throw new Error('contextBridge API can only be used when contextIsolation is enabled');
      }
      peer.call('expose', key, api);
    },
  });

  peer.offer('request-permission', (permission, details) =>
    ask((id) => ({ kind: 'permission', id, permission: String(permission), details: details as object })),
  );
  peer.offer('check-permission', (permission) =>
    ask((id) => ({ kind: 'check', id, permission: String(permission) })),
  );
  peer.offer('open', (url, frameName, features) => {
    post({ kind: 'open', url: String(url), frameName: String(frameName), features: String(features) });
  });
  // A link that would open a window of its own becomes the question that window.open is.
  const watchLink = (event: PageEvent): void => {
    const link = event.composedPath().find((node) => node.tagName === 'A' && node.href);
    const elsewhere = event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey;
    const target = link?.target ?? '';
    if (!link?.href || event.defaultPrevented || event.button === 2) return;
    if (!elsewhere && (target === '' || ['_self', '_parent', '_top'].includes(target))) return;
    event.preventDefault();
    post({ kind: 'open', url: link.href, frameName: target, features: '' });
  };
  addEventListener('click', watchLink);
  addEventListener('auxclick', watchLink);

  const processForPreload = refuse('process', {
    platform: options.platform,
    versions: options.versions,
    type: 'renderer',
    contextIsolated: options.contextIsolation,
    sandboxed: true,
    env: {},
    argv: [],
  });
  if (preload && window === window.top) {
    const module = { exports: {} };
    const require = (name: string): unknown => {
      if (name === 'electron' || name === 'electron/renderer') {
        return refuse('electron', { ipcRenderer, contextBridge });
      }
      throw new Error(`module not found: ${name}`);
    };
    try {
      preload(require, module, module.exports, processForPreload, '', '');
    } catch (error) {
      console.error('Unable to load preload script:', error);
    }
  }

  return (message) => {
    if (message.kind === 'reply') {
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.ok) asked?.resolve(unpack(message.value));
      else asked?.reject(unpack(message.value));
      return;
    }
    const called = listeners.get(message.channel) ?? [];
    listeners.set(
      message.channel,
      called.filter((one) => !one.once),
    );
    for (const { listener } of called) {
      listener({ sender: ipcRenderer }, ...(unpack(message.args) as unknown[]));
    }
  };
}
