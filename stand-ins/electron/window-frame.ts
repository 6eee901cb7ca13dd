import type { Rectangle } from 'electron';
import { type CdpSession, debug } from './cdp.ts';
import { hasDisplay } from './chromium.ts';

/** What the user sees of a window: headless, a viewport of the right size; with a display, Chromium's window. */
export interface WindowFrame {
  setBounds(bounds: Rectangle): void;
  setShown(shown: boolean): void;
}

/** Where nobody sees a window, and where it comes to from there. */
const FAR = { left: -10_000, top: -10_000 };
const NEAR = { left: 40, top: 40 };

/**
 * @param attached Resolves when Chromium has made the page.
 * @param aside It is not for the taskbar: while it is not shown it is also put aside, because a display without a
 * window manager minimises nothing, and it would cover the others.
 */
export function createWindowFrame(attached: Promise<CdpSession>, aside: boolean): WindowFrame {
  const tell = (act: (cdp: CdpSession) => void): void => {
    attached.then(act, () => undefined); // the window was closed before it was there
  };
  if (!hasDisplay()) {
    return {
      setBounds: ({ width, height }) =>
        tell((cdp) => {
          const metrics = { width, height, deviceScaleFactor: 0, mobile: false };
          cdp.tell('Emulation.setDeviceMetricsOverride', metrics);
        }),
      setShown: () => undefined,
    };
  }
  const change = (bounds: object): void =>
    tell((cdp) => {
      cdp
        .send('Browser.getWindowForTarget')
        .then(({ windowId }) => cdp.send('Browser.setWindowBounds', { windowId, bounds }))
        .catch((error: Error) => debug(error.message));
    });
  return {
    // Where the application did not say where, the window manager does.
    setBounds: ({ x, y, width, height }) => change({ width, height, ...(x || y ? { left: x, top: y } : {}) }),
    setShown(shown) {
      if (aside && !shown) change(FAR);
      change({ windowState: shown ? 'normal' : 'minimized' });
      if (aside && shown) change(NEAR);
    },
  };
}
