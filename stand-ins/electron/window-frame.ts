import type { Rectangle } from 'electron';
import { type CdpSession, debug } from './cdp.ts';
import { hasDisplay } from './chromium.ts';

/** What the user sees of a window: headless, a viewport of the right size; with a display, Chromium's window. */
export interface WindowFrame {
  setBounds(bounds: Rectangle): void;
  setShown(shown: boolean): void;
}

/** @param attached Resolves when Chromium has made the page. */
export function createWindowFrame(attached: Promise<CdpSession>): WindowFrame {
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
    setShown: (shown) => change({ windowState: shown ? 'normal' : 'minimized' }),
  };
}
