import { EventEmitter } from 'node:events';
import type { WebContents, WebPreferences } from 'electron';
import type { CdpSession } from './cdp.ts';
import { createEvent } from './event.ts';
import { createFrames, type Frames } from './frames.ts';
import { createNavigation, type Navigation } from './navigation.ts';
import { createPageIpc, type FromPage } from './page-ipc.ts';
import type { SchemeMap } from './scheme-map.ts';
import type { SessionHost } from './session.ts';
import { throwByName } from './unsupported.ts';
import { type WindowOpenHandler, webContentsMethods } from './web-contents.ts';

/** One page: Electron's webContents to the application, a DevTools session to Chromium. */
export interface PageHost {
  readonly contents: WebContents;
  readonly frames: Frames;
  readonly navigation: Navigation;
  readonly session: SessionHost;
  readonly preferences: WebPreferences;
  /** Resolves when Chromium has made the page. */
  readonly attached: Promise<CdpSession>;
  targetId(): string | undefined;
  attach(cdp: CdpSession, targetId: string): void;
  /** The page wants a window of its own. */
  askForWindow(url: string, frameName: string, features: string): void;
  crashed(): void;
  /** The page is gone for good. */
  destroyed(): void;
}

export interface PageHostPorts {
  readonly id: number;
  readonly session: SessionHost;
  readonly preferences: WebPreferences;
  readonly schemes: SchemeMap;
  onMessage(page: PageHost, from: FromPage): void;
  /** Closes the window around the page. */
  close(): void;
  /** Opens another window, as a `setWindowOpenHandler` allowed it. */
  openWindow(url: string, options: object): void;
}

export function createPageHost(ports: PageHostPorts): PageHost {
  const { id, session, preferences, schemes } = ports;
  const attached = Promise.withResolvers<CdpSession>();
  attached.promise.catch(() => undefined); // whoever waits hears of it; nobody has to wait
  let target: string | undefined;
  let state: 'alive' | 'crashed' | 'destroyed' = 'alive';
  let windowOpen: WindowOpenHandler | undefined;

  const emitter = new EventEmitter();
  const frames = createFrames({
    executeJavaScript: (code) => contents.executeJavaScript(code),
    send: (channel, args) => ipc.send(channel, args),
    processId: () => contents.getOSProcessId(),
  });
  const navigation = createNavigation({
    contents: () => contents,
    frames,
    schemes,
    attached: attached.promise,
  });
  const ipc = createPageIpc({
    frames,
    schemes,
    preferences,
    onMessage: (from) => ports.onMessage(host, from),
  });
  const methods = webContentsMethods({
    id,
    session,
    frames,
    navigation,
    attached: attached.promise,
    send: (channel, args) => ipc.send(channel, args),
    state: () => state,
    close: ports.close,
    setWindowOpenHandler: (handler) => {
      windowOpen = handler;
    },
  });
  const contents = throwByName(
    'webContents',
    Object.defineProperties(emitter, Object.getOwnPropertyDescriptors(methods)),
  ) as unknown as WebContents & EventEmitter;

  const host: PageHost = {
    contents,
    frames,
    navigation,
    session,
    preferences,
    attached: attached.promise,
    targetId: () => target,
    attach(cdp, targetId) {
      target = targetId;
      frames.attached(targetId, undefined);
      navigation.attach(cdp);
      cdp.tell('Page.enable');
      cdp.tell('Page.setLifecycleEventsEnabled', { enabled: true });
      ipc.attach(cdp);
      reportConsole(cdp, emitter);
      cdp.on('Inspector.targetCrashed', () => host.crashed());
      attached.resolve(cdp);
    },
    askForWindow(url, frameName, features) {
      const address = schemes.fromChromium(url);
      const disposition = features ? 'new-window' : 'foreground-tab';
      const referrer = { url: navigation.url(), policy: 'default' as const };
      const answer = windowOpen?.({ url: address, frameName, features, disposition, referrer });
      if (answer && answer.action !== 'allow') return;
      ports.openWindow(address, answer?.overrideBrowserWindowOptions ?? {});
    },
    crashed() {
      if (state !== 'alive') return;
      state = 'crashed';
      emitter.emit('render-process-gone', createEvent({}), { reason: 'crashed', exitCode: 139 });
      emitter.once('did-start-navigation', () => {
        state = 'alive';
      });
    },
    destroyed() {
      if (state === 'destroyed') return;
      state = 'destroyed';
      navigation.destroyed();
      attached.reject(new Error('Object has been destroyed'));
      emitter.emit('destroyed');
    },
  };
  return host;
}

const LEVELS: Readonly<Record<string, 'debug' | 'info' | 'warning' | 'error'>> = {
  debug: 'debug',
  warning: 'warning',
  error: 'error',
  assert: 'error',
};

/** `console-message`, for what the page and its preload print. */
function reportConsole(cdp: CdpSession, emitter: EventEmitter): void {
  const say = (level: string, message: string, lineNumber: number, sourceId: string): void => {
    const details = { level, message, lineNumber, sourceId };
    const number = ['debug', 'info', 'warning', 'error'].indexOf(level);
    emitter.emit('console-message', createEvent(details), number, message, lineNumber, sourceId);
  };
  cdp.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
    const top = stackTrace?.callFrames[0];
    const text = args.map((one) => String(one.value ?? one.description ?? one.type)).join(' ');
    say(LEVELS[type] ?? 'info', text, (top?.lineNumber ?? 0) + 1, top?.url ?? '');
  });
  cdp.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
    const { text, exception, lineNumber, url } = exceptionDetails;
    say('error', `${text} ${exception?.description ?? ''}`.trim(), lineNumber + 1, url ?? '');
  });
}
