import { readFileSync } from 'node:fs';
import type { WebFrameMain, WebPreferences } from 'electron';
import { BINDING, ISOLATED_WORLD, isolatedWorldScript, pageWorldScript, RECEIVER } from './bridge-page.ts';
import type { CdpSession } from './cdp.ts';
import type { Frames } from './frames.ts';
import { pack } from './ipc-codec.ts';
import type { ToMain, ToPage } from './preload-world.ts';
import type { SchemeMap } from './scheme-map.ts';

/** What arrives from a page, with the frame it came from. */
export interface FromPage {
  readonly message: ToMain;
  readonly frame: WebFrameMain;
  readonly isMainFrame: boolean;
  /** Answers an `invoke` or a permission question. */
  reply(id: number, ok: boolean, value: unknown): void;
}

/** The way between main and one page's isolated worlds. */
export interface PageIpc {
  attach(cdp: CdpSession): void;
  send(channel: string, args: readonly unknown[]): void;
}

export interface PageIpcPorts {
  readonly frames: Frames;
  readonly schemes: SchemeMap;
  readonly preferences: WebPreferences;
  onMessage(from: FromPage): void;
}

export function createPageIpc({ frames, schemes, preferences, onMessage }: PageIpcPorts): PageIpc {
  /** Isolated worlds by Chromium's number, and the main frame's newest. */
  const worlds = new Map<number, string>();
  let main: number | undefined;
  let session: CdpSession | undefined;

  const tell = (contextId: number, message: ToPage): void => {
    session?.tell('Runtime.evaluate', {
      contextId,
      expression: `${RECEIVER}(${JSON.stringify(message)})`,
      silent: true,
    });
  };

  return {
    send(channel, args) {
      const packed = pack(args);
      if (main !== undefined) tell(main, { kind: 'event', channel, args: packed });
    },
    attach(cdp) {
      session = cdp;
      const preload = preferences.preload
        ? { path: preferences.preload, source: readFileSync(preferences.preload, 'utf8') }
        : undefined;
      // Loaded here, not at the start, where a few milliseconds count.
      const { randomUUID } = process.getBuiltinModule('node:crypto');
      const channel = `electron-stand-in:${randomUUID()}`;
      const options = {
        platform: process.platform,
        versions: { ...process.versions },
        contextIsolation: preferences.contextIsolation !== false,
      };
      cdp.tell('Runtime.enable');
      cdp.tell('Runtime.addBinding', { name: BINDING, executionContextName: ISOLATED_WORLD });
      cdp.tell('Page.addScriptToEvaluateOnNewDocument', { source: pageWorldScript(channel) });
      cdp.tell('Page.addScriptToEvaluateOnNewDocument', {
        source: isolatedWorldScript(channel, preload, options),
        worldName: ISOLATED_WORLD,
      });

      cdp.on('Runtime.executionContextCreated', ({ context }) => {
        if (context.name !== ISOLATED_WORLD) return;
        const frameId = (context.auxData as { frameId: string }).frameId;
        worlds.set(context.id, frameId);
        if (frames.isMain(frameId)) main = context.id;
      });
      cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
        worlds.delete(executionContextId);
        if (main === executionContextId) main = undefined;
      });
      cdp.on('Runtime.executionContextsCleared', () => {
        worlds.clear();
        main = undefined;
      });
      cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
        const frameId = worlds.get(executionContextId);
        const frame = frames.get(frameId ?? '');
        if (name !== BINDING || frameId === undefined || frame === undefined) return;
        const { url, message } = JSON.parse(payload) as { url: string; message: ToMain };
        frame.navigated(schemes.fromChromium(url));
        onMessage({
          message,
          frame: frame.public,
          isMainFrame: frames.isMain(frameId),
          reply: (id, ok, value) => {
            if (worlds.has(executionContextId)) {
              tell(executionContextId, { kind: 'reply', id, ok, value: pack(value) });
            }
          },
        });
      });
    },
  };
}
