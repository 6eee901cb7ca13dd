import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Rectangle,
  WebContents,
  WebPreferences,
} from 'electron';
import { type CdpSession, debug } from './cdp.ts';
import { createEvent } from './event.ts';
import { createPageHost, type PageHost } from './page-host.ts';
import type { FromPage } from './page-ipc.ts';
import type { Registry, WindowEntry } from './registry.ts';
import type { SchemeMap } from './scheme-map.ts';
import type { Sessions } from './session.ts';
import type { Targets } from './targets.ts';
import { classThrowsByName, unsupported } from './unsupported.ts';
import { createWindowState } from './window-state.ts';

export interface BrowserWindowPorts {
  readonly registry: Registry;
  readonly sessions: Sessions;
  readonly schemes: SchemeMap;
  readonly app: EventEmitter;
  readonly appName: () => string;
  /** Chromium's side; undefined until the application is ready. */
  targets(): Targets | undefined;
  onMessage(page: PageHost, from: FromPage): void;
  /** Whether pages prefer a dark scheme, as nativeTheme has it. */
  applyTheme(cdp: CdpSession): void;
}

/** The class as applications see it. */
export type BrowserWindowClass = Pick<
  typeof Electron.BrowserWindow,
  'getAllWindows' | 'fromWebContents' | 'fromId' | 'getFocusedWindow'
> &
  (new (
    options?: BrowserWindowConstructorOptions,
  ) => BrowserWindow);

/** Electron's BrowserWindow on a Chromium target. The class is Electron's idea: applications call `new`. */
export function createBrowserWindowClass(ports: BrowserWindowPorts): BrowserWindowClass {
  const { registry, sessions, schemes } = ports;

  class BrowserWindowBase extends EventEmitter {
    static getAllWindows() {
      return [...registry.windows].map(({ window }) => window);
    }
    static fromWebContents(contents: WebContents) {
      return registry.byContents(contents)?.window ?? null;
    }
    static fromId(id: number) {
      return [...registry.windows].find(({ page }) => page.contents.id === id)?.window ?? null;
    }
    static getFocusedWindow() {
      return [...registry.windows].find(({ window }) => window.isFocused())?.window ?? null;
    }
  }
  Object.defineProperty(BrowserWindowBase, 'name', { value: 'BrowserWindow' });

  const made = (self: EventEmitter, options: BrowserWindowConstructorOptions = {}): void => {
    const targets = ports.targets();
    if (!targets) throw new Error('Cannot create BrowserWindow before app is ready');
    const window = self as unknown as BrowserWindow;
    const preferences = options.webPreferences ?? {};
    refuseUnsafe(preferences);
    const session =
      (preferences.session && sessions.hostOf(preferences.session)) ??
      sessions.fromPartition(preferences.partition ?? '');
    let gone = false;

    const page = createPageHost({
      id: registry.nextId(),
      session,
      preferences,
      schemes,
      onMessage: ports.onMessage,
      close: () => void entry.tryClose(),
      openWindow(url, overrides) {
        const child = new BrowserWindowClass({ ...overrides });
        (page.contents as unknown as EventEmitter).emit('did-create-window', child, { url });
        // The page's own wish: where it fails, the new window shows it.
        child.loadURL(url).catch((error: Error) => debug(error.message));
      },
    });
    const state = createWindowState({
      options,
      emit: (name, ...args) => self.emit(name, ...args),
      attached: page.attached,
      title: options.title ?? ports.appName(),
    });
    const entry: WindowEntry = {
      window,
      page,
      async tryClose() {
        if (gone) return true;
        const event = createEvent({});
        self.emit('close', event);
        if (event.defaultPrevented) return false;
        entry.destroy();
        return true;
      },
      destroy() {
        if (gone) return;
        gone = true;
        state.hideForGood();
        const target = page.targetId();
        if (target !== undefined) targets.close(target);
        page.destroyed();
        self.emit('closed');
        registry.remove(entry);
      },
    };
    Object.assign(self, state.methods, {
      id: page.contents.id,
      webContents: page.contents,
      loadURL: (url: string) => page.navigation.load(url),
      loadFile: (path: string) => page.navigation.load(pathToFileURL(path).href),
      reload: () => page.navigation.reload(),
      close: () => void entry.tryClose(),
      destroy: () => entry.destroy(),
      isDestroyed: () => gone,
      capturePage: () => page.contents.capturePage(),
    });
    registry.add(entry);
    page.navigation.onFirstPaint(() => {
      if (!gone) self.emit('ready-to-show');
    });
    (page.contents as unknown as EventEmitter).on('stand-in-title', (title: string, url: string) =>
      state.pageTitle(title, url),
    );
    ports.app.emit('web-contents-created', createEvent({}), page.contents);
    ports.app.emit('browser-window-created', createEvent({}), self);
    open(page, state.size(), () => gone, targets).catch((error: Error) => debug(error.message));
  };

  const open = async (
    page: PageHost,
    size: Pick<Rectangle, 'width' | 'height'> & { readonly show: boolean },
    gone: () => boolean,
    targets: Targets,
  ): Promise<void> => {
    const browserContextId = await page.session.context();
    const address = page.navigation.firstAddress();
    const { cdp, targetId } = await targets.open({
      id: page.contents.id,
      ...size,
      browserContextId,
      address,
    });
    if (gone()) {
      targets.close(targetId);
      return;
    }
    ports.applyTheme(cdp);
    page.attach(cdp, targetId);
    cdp.tell('Runtime.runIfWaitingForDebugger');
  };

  const BrowserWindowClass = classThrowsByName(
    'BrowserWindow',
    BrowserWindowBase as unknown as new (
      options?: BrowserWindowConstructorOptions,
    ) => EventEmitter,
    made,
  ) as unknown as BrowserWindowClass;
  return BrowserWindowClass;
}

/** What would give pages Node, or a preload the page's own world, is not offered here. */
function refuseUnsafe(preferences: WebPreferences): void {
  if (preferences.nodeIntegration) throw unsupported('webPreferences.nodeIntegration: true');
  if (preferences.contextIsolation === false) throw unsupported('webPreferences.contextIsolation: false');
  if (preferences.webviewTag) throw unsupported('webPreferences.webviewTag: true');
}
