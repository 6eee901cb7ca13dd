import { join } from 'node:path';
import { BrowserWindow, type IpcMainInvokeEvent, nativeTheme, type WebContents } from 'electron';
import type { WindowEvent, WindowName } from '../app/ipc/contract.ts';
import { pageOrigin, pageUrl } from './app-protocol.ts';
import { sendEvent } from './ipc-server.ts';

/** Outdial's two pages: the dialer the rep sees, and the hidden one that owns the voice. */
export interface Windows {
  /** Opens the dialer; it appears with its first paint. `shown` runs once, after that. */
  openDialer(shown: () => void): void;
  /** Brings the dialer to the front; on Windows, which refuses focus to background programs, its button flashes. */
  showDialer(): void;
  /** Shows the dialer above the others and leaves the keys where they are: nobody's typing may go into a call. */
  raiseDialer(): void;
  openVoice(): void;
  reloadVoice(): void;
  send(window: WindowName, event: WindowEvent): void;
  /** The window whose main frame sent this, at its own origin; undefined for any other frame. */
  windowOf(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): WindowName | undefined;
  isOurs(contents: WebContents): boolean;
  isVoice(contents: WebContents | null): boolean;
  /** From now on a closed window is really closed; before, closing the dialer only hides it. */
  letClose(): void;
}

const SECURE = {
  preload: join(import.meta.dirname, '../preload/preload.cjs'),
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: false,
} as const;

/** @param onVoiceGone the voice page's process died, with Chromium's word for why */
export function createWindows(
  icon: string,
  onVoiceGone: (reason: string) => void,
  log: (line: string) => void,
): Windows {
  const open: Partial<Record<WindowName, BrowserWindow>> = {};
  let closing = false;

  const contentsOf = (name: WindowName): WebContents | undefined => {
    const window = open[name];
    return window && !window.isDestroyed() ? window.webContents : undefined;
  };
  const nameOf = (contents: WebContents | null): WindowName | undefined => {
    if (!contents) return undefined;
    if (contents === contentsOf('dialer')) return 'dialer';
    return contents === contentsOf('voice') ? 'voice' : undefined;
  };

  const load = (window: BrowserWindow, name: WindowName): void => {
    window.loadURL(pageUrl(name)).catch((error: unknown) => {
      log(
        `windows: the ${name} page was not loaded: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
  };

  const openDialer = (shown: () => void): void => {
    const window = new BrowserWindow({
      title: 'Outdial',
      icon,
      width: 400,
      height: 680,
      minWidth: 320,
      minHeight: 480,
      show: false,
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#14161a' : '#ffffff',
      webPreferences: SECURE,
    });
    open.dialer = window;
    window.once('ready-to-show', () => {
      window.show();
      shown();
    });
    // A softphone that is closed by its window would miss the next link's five seconds.
    window.on('close', (event) => {
      if (closing) return;
      event.preventDefault();
      window.hide();
    });
    load(window, 'dialer');
  };

  return {
    openDialer,
    showDialer() {
      const window = open.dialer;
      if (!window || window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      if (!window.isFocused()) window.flashFrame(true);
    },
    raiseDialer() {
      const window = open.dialer;
      if (!window || window.isDestroyed()) return;
      window.showInactive();
      window.moveTop();
      if (!window.isFocused()) window.flashFrame(true);
    },
    openVoice() {
      const window = new BrowserWindow({
        title: 'Outdial voice',
        show: false,
        skipTaskbar: true,
        webPreferences: { ...SECURE, backgroundThrottling: false },
      });
      open.voice = window;
      window.webContents.on('render-process-gone', (_event, details) => onVoiceGone(details.reason));
      load(window, 'voice');
    },
    reloadVoice() {
      contentsOf('voice')?.reload();
    },
    send(name, event) {
      sendEvent(contentsOf(name), event);
    },
    windowOf({ sender, senderFrame }) {
      const name = nameOf(sender);
      if (!name || !senderFrame || senderFrame.parent !== null) return undefined;
      return senderFrame.url.startsWith(`${pageOrigin(name)}/`) ? name : undefined;
    },
    isOurs: (contents) => nameOf(contents) !== undefined,
    isVoice: (contents) => nameOf(contents) === 'voice',
    letClose() {
      closing = true;
    },
  };
}
