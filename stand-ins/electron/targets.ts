import type { Protocol } from 'devtools-protocol/types/protocol.d.ts';
import type { CdpSession } from './cdp.ts';
import type { Chromium } from './chromium.ts';
import type { Registry } from './registry.ts';

/** The address of a window's very first, empty page, by which its target is recognised. */
const MARKER = 'about:blank#electron-stand-in-';

export interface Targets {
  /** Makes a page in a window of its own. The page waits, empty, for `begin`. */
  open(options: {
    readonly id: number;
    readonly width: number;
    readonly height: number;
    readonly browserContextId: string | undefined;
    readonly show: boolean;
    /** What it shall show first; an empty page otherwise. */
    readonly address: string | undefined;
  }): Promise<{ readonly cdp: CdpSession; readonly targetId: string }>;
  close(targetId: string): void;
}

/** Keeps track of Chromium's targets: finds ours, and shuts those that pages open by themselves. */
export function createTargets({ cdp, headless, openAppWindow }: Chromium, registry: Registry): Targets {
  /** Pages that are being made, by address; Chromium makes them in the order they were asked for. */
  const awaited = new Map<string, ((found: { cdp: CdpSession; targetId: string }) => void)[]>();

  const attached = (sessionId: string, info: Protocol.Target.TargetInfo): void => {
    const session = cdp.session(sessionId);
    const found = info.openerId === undefined ? awaited.get(info.url)?.shift() : undefined;
    if (found) {
      found({ cdp: session, targetId: info.targetId });
      return;
    }
    const opener = info.openerId === undefined ? undefined : registry.pageOfTarget(info.openerId);
    if (info.type === 'page' && opener) {
      cdp.tell('Target.closeTarget', { targetId: info.targetId });
      opener.askForWindow(info.url || 'about:blank', '', '');
      return;
    }
    session.tell('Runtime.runIfWaitingForDebugger');
    cdp.tell('Target.detachFromTarget', { sessionId });
    cdp.drop(sessionId);
  };
  cdp.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => attached(sessionId, targetInfo));
  cdp.on('Target.targetDestroyed', ({ targetId }) => {
    for (const entry of [...registry.windows]) {
      if (entry.page.targetId() === targetId) entry.destroy();
    }
  });
  cdp.on('Target.targetInfoChanged', ({ targetInfo }) => {
    registry
      .pageOfTarget(targetInfo.targetId)
      ?.contents.emit('stand-in-title', targetInfo.title, targetInfo.url);
  });
  cdp.tell('Target.setDiscoverTargets', { discover: true });
  cdp.tell('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });

  return {
    open({ id, width, height, browserContextId, show, address }) {
      const url = address ?? `${MARKER}${id}`;
      return new Promise((resolve, reject) => {
        awaited.set(url, [...(awaited.get(url) ?? []), resolve]);
        // Only the profile's own context can have such a window, and only for an address of the web's.
        if (!headless && address?.startsWith('https:') && browserContextId === undefined) {
          openAppWindow(address, width, height);
          return;
        }
        cdp
          .send('Target.createTarget', {
            url,
            width,
            height,
            newWindow: true,
            ...(headless || show ? {} : { windowState: 'minimized' as const }),
            ...(browserContextId === undefined ? {} : { browserContextId }),
          })
          .catch((error) => {
            awaited.set(
              url,
              (awaited.get(url) ?? []).filter((one) => one !== resolve),
            );
            reject(error);
          });
      });
    },
    close: (targetId) => cdp.tell('Target.closeTarget', { targetId }),
  };
}
