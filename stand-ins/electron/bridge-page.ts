import { createPeer, type Peer } from './bridge-peer.ts';
import { guardPage } from './guard-page.ts';
import { pack, unpack } from './ipc-codec.ts';
import { type IsolatedOptions, runIsolated } from './preload-world.ts';

/** The isolated world's name, as DevTools shows it. */
export const ISOLATED_WORLD = 'Electron Isolated Context';
/** What the isolated world calls to reach main. Only that world has it. */
export const BINDING = '__electronStandInSend';
/** What main calls in the isolated world. */
export const RECEIVER = '__electronStandInReceive';

/** The parts that both worlds need, as text. */
const SHARED = `const pack = ${pack}; const unpack = ${unpack}; const createPeer = ${createPeer};`;

function exposeInPage(peer: Peer): void {
  const freeze = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) {
      for (const one of Object.values(value)) freeze(one);
      Object.freeze(value);
    }
    return value;
  };
  peer.offer('expose', (key, api) => {
    if (Object.hasOwn(globalThis, key as string)) {
      throw new Error('Cannot bind an API on top of an existing property on the window object');
    }
    Object.defineProperty(globalThis, key as string, { value: freeze(api), enumerable: true });
  });
}

/**
 * The script for the page's own world, before any of the page's: receives what the preload exposes (main
 * frame only) and asks main before the page may use a microphone, open a window and the like (every frame).
 */
export function pageWorldScript(channel: string): string {
  return `(() => { ${SHARED}
    const peer = createPeer({ pack, unpack }, '${channel}>', '${channel}<');
    if (window === window.top) (${exposeInPage})(peer);
    (${guardPage})(peer);
  })()`;
}

/** The script for the isolated world: the preload, `require('electron')` for it, and the way to main. */
export function isolatedWorldScript(
  channel: string,
  preload: { readonly path: string; readonly source: string } | undefined,
  options: IsolatedOptions,
): string {
  const body = preload
    ? `(function (require, module, exports, process, __filename, __dirname) {${preload.source}\n})`
    : 'undefined';
  return `(() => { ${SHARED}
    const send = globalThis.${BINDING};
    const peer = createPeer({ pack, unpack }, '${channel}<', '${channel}>');
    const receive = (${runIsolated})({ pack, unpack, peer, send }, ${JSON.stringify(options)}, ${body});
    globalThis.${RECEIVER} = receive;
  })()
//# sourceURL=${preload?.path ?? 'electron-stand-in://isolated'}`;
}
