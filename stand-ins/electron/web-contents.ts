import type { BrowserWindowConstructorOptions, HandlerDetails, NativeImage, WebContents } from 'electron';
import type { CdpSession } from './cdp.ts';
import type { Frames } from './frames.ts';
import { imageFromPng } from './native-image.ts';
import type { Navigation } from './navigation.ts';
import type { SessionHost } from './session.ts';

/** As Electron's `setWindowOpenHandler` takes it. */
export type WindowOpenHandler = (
  details: Omit<HandlerDetails, 'postBody'>,
) => { action: 'deny' } | { action: 'allow'; overrideBrowserWindowOptions?: BrowserWindowConstructorOptions };

export interface WebContentsPorts {
  readonly id: number;
  readonly session: SessionHost;
  readonly frames: Frames;
  readonly navigation: Navigation;
  readonly attached: Promise<CdpSession>;
  send(channel: string, args: readonly unknown[]): void;
  state(): 'alive' | 'crashed' | 'destroyed';
  close(): void;
  setWindowOpenHandler(handler: WindowOpenHandler): void;
}

/** The methods and properties of webContents; events come from the page host. */
export function webContentsMethods(ports: WebContentsPorts) {
  const { id, session, frames, navigation, attached } = ports;
  let userAgent = '';
  let throttling = false;
  let audioMuted = false;
  let zoom = 1;
  let title = '';
  const tell = (act: (cdp: CdpSession) => void): void => {
    attached.then(act, () => undefined);
  };
  const executeJavaScript = async (code: string, userGesture = false): Promise<unknown> => {
    const cdp = await attached;
    await navigation.settled();
    const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture,
      replMode: false,
    });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  };
  return {
    id,
    mainFrame: frames.main,
    get session() {
      return session.session;
    },
    send: (channel: string, ...args: unknown[]) => {
      if (ports.state() === 'destroyed') throw new TypeError('Object has been destroyed');
      ports.send(channel, args);
    },
    getURL: () => navigation.url(),
    getTitle: () => title,
    setTitleFromPage: (to: string) => {
      title = to;
    },
    getType: () => 'window' as const,
    isDestroyed: () => ports.state() === 'destroyed',
    isCrashed: () => ports.state() === 'crashed',
    isLoading: () => navigation.isLoading(),
    isLoadingMainFrame: () => navigation.isLoading(),
    loadURL: (url: string) => navigation.load(url),
    reload: () => navigation.reload(),
    forcefullyCrashRenderer: () => tell((cdp) => cdp.tell('Page.crash')),
    stop: () => tell((cdp) => cdp.tell('Page.stopLoading')),
    focus: () => tell((cdp) => cdp.tell('Page.bringToFront')),
    close: (_options?: { waitForBeforeUnload: boolean }) => ports.close(),
    /** Electron knows it at once; here it is the main process's until a page could tell. */
    getOSProcessId: () => process.pid,
    getProcessId: () => id,
    executeJavaScript,
    setWindowOpenHandler: (handler: WindowOpenHandler) => ports.setWindowOpenHandler(handler),
    async capturePage(): Promise<NativeImage> {
      const cdp = await attached;
      const { data } = await cdp.send('Page.captureScreenshot', { format: 'png' });
      return imageFromPng(Buffer.from(data, 'base64'));
    },
    openDevTools: () => undefined,
    closeDevTools: () => undefined,
    isDevToolsOpened: () => false,
    setBackgroundThrottling: (allowed: boolean) => {
      throttling = allowed;
    },
    getBackgroundThrottling: () => throttling,
    setAudioMuted: (muted: boolean) => {
      audioMuted = muted;
    },
    isAudioMuted: () => audioMuted,
    setZoomFactor: (factor: number) => {
      zoom = factor;
      tell((cdp) => cdp.tell('Emulation.setPageScaleFactor', { pageScaleFactor: factor }));
    },
    getZoomFactor: () => zoom,
    setUserAgent: (agent: string) => {
      userAgent = agent;
      tell((cdp) => cdp.tell('Emulation.setUserAgentOverride', { userAgent: agent }));
    },
    getUserAgent: () => userAgent || session.userAgent(),
    async insertCSS(css: string): Promise<string> {
      await executeJavaScript(
        `(() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(css)}); document.adoptedStyleSheets.push(sheet); })()`,
      );
      return css;
    },
  } satisfies Partial<Omit<WebContents, 'setWindowOpenHandler'>> & Record<string, unknown>;
}
