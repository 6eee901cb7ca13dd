import { BrowserWindow, session } from 'electron';
import { leadsTo } from '../app/outreach/redirect.ts';

export interface SignInWindow {
  focus(): void;
  close(): void;
}

/**
 * Shows Outreach's own sign-in in a window that shares nothing with Outdial's: a session of its own that
 * is forgotten with the window, no preload, no permissions. It ends when the browser is about to go to
 * `redirectUri`: that request never leaves, since nothing listens there.
 *
 * @param ended called once: with the address Outreach sent the browser to, or with why there is none
 */
export function openSignInWindow(
  authorizeUrl: string,
  redirectUri: string,
  ended: (outcome: { redirectedTo: string } | { abandoned: string }) => void,
): SignInWindow {
  const partition = session.fromPartition(`sign-in-${crypto.randomUUID()}`);
  partition.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  partition.setPermissionCheckHandler(() => false);

  const window = new BrowserWindow({
    title: 'Connect Outreach',
    width: 520,
    height: 720,
    autoHideMenuBar: true,
    webPreferences: { session: partition, contextIsolation: true, sandbox: true, nodeIntegration: false },
  });

  let over = false;
  const end = (outcome: Parameters<typeof ended>[0]): void => {
    if (over) return;
    over = true;
    ended(outcome);
    // Not inside the request's own callback: Chromium must be done with it before its window goes.
    setImmediate(() => {
      if (!window.isDestroyed()) window.destroy();
    });
  };

  partition.webRequest.onBeforeRequest((details, callback) => {
    const arrived = details.resourceType === 'mainFrame' && leadsTo(details.url, redirectUri);
    callback({ cancel: arrived });
    if (arrived) end({ redirectedTo: details.url });
  });
  window.on('closed', () =>
    end({ abandoned: 'The sign-in window was closed before Outreach had answered.' }),
  );
  window.webContents.on('did-fail-load', (_event, errorCode, errorDescription, url, isMainFrame) => {
    const aborted = errorCode === -3;
    if (isMainFrame && !aborted && !leadsTo(url, redirectUri))
      end({
        abandoned: `Outreach's sign-in page could not be loaded (${errorDescription}). Check the network and try again.`,
      });
  });
  // Single sign-on pages like to open themselves in a new window; this one is enough.
  window.webContents.setWindowOpenHandler(({ url }) => {
    if (url.startsWith('https://')) void window.loadURL(url);
    return { action: 'deny' };
  });

  void window.loadURL(authorizeUrl).catch(() => {
    // did-fail-load has said why; a cancelled redirect is how a sign-in ends well.
  });
  return {
    focus: () => window.focus(),
    close: () => end({ abandoned: 'The sign-in was ended.' }),
  };
}
