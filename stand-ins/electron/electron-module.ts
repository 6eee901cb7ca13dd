import { createRequire } from 'node:module';
import type { AppHost } from './app.ts';
import type { BrowserWindowClass } from './browser-window.ts';
import type { IpcMainHost } from './ipc-main.ts';
import type { ThemeHost } from './native-theme.ts';
import type { Registry } from './registry.ts';
import type { Sessions } from './session.ts';
import { classThrowsByName, throwByName } from './unsupported.ts';

export interface ModuleParts {
  readonly app: AppHost['app'];
  readonly ipcMain: IpcMainHost['ipcMain'];
  readonly BrowserWindow: BrowserWindowClass;
  readonly sessions: Sessions;
  readonly registry: Registry;
  readonly theme: ThemeHost;
}

const load = createRequire(import.meta.url);

/** What `require('electron')` gives the application. Parts that few starts need are loaded when first asked for. */
export function createElectronModule(parts: ModuleParts): object {
  const { app, ipcMain, BrowserWindow, sessions, registry, theme } = parts;
  const pages = () => [...registry.windows].map(({ page }) => page);
  const made = new Map<string, unknown>();
  const once = (name: string, make: () => unknown): unknown => {
    if (!made.has(name)) made.set(name, make());
    return made.get(name);
  };
  const system = () => load('./system.ts') as typeof import('./system.ts');
  const menu = () =>
    once('menu', () =>
      (load('./menu.ts') as typeof import('./menu.ts')).createMenu({ quit: () => app.quit() }),
    ) as ReturnType<typeof import('./menu.ts').createMenu>;

  return throwByName('electron', {
    app,
    BrowserWindow,
    ipcMain: throwByName('ipcMain', ipcMain),
    nativeTheme: theme.nativeTheme,
    webContents: throwByName('webContents', {
      getAllWebContents: () => pages().map(({ contents }) => contents),
      getFocusedWebContents: () => BrowserWindow.getFocusedWindow()?.webContents ?? null,
      fromId: (id: number) => pages().find(({ contents }) => contents.id === id)?.contents,
      fromDevToolsTargetId: (targetId: string) => registry.pageOfTarget(targetId)?.contents,
      fromFrame: (frame: object) => pages().find(({ frames }) => frames.main === frame)?.contents,
    }),
    session: throwByName('session', {
      get defaultSession() {
        return sessions.default.session;
      },
      fromPartition: (partition: string) => sessions.fromPartition(partition).session,
    }),
    get protocol() {
      return sessions.default.session.protocol;
    },
    get Menu() {
      return menu().Menu;
    },
    get MenuItem() {
      return menu().MenuItem;
    },
    get Tray() {
      const { Tray } = load('./tray.ts') as typeof import('./tray.ts');
      return once('Tray', () => classThrowsByName('Tray', Tray));
    },
    get Notification() {
      const { Notification } = load('./notification.ts') as typeof import('./notification.ts');
      return once('Notification', () => classThrowsByName('Notification', Notification));
    },
    get nativeImage() {
      const { nativeImage } = load('./native-image.ts') as typeof import('./native-image.ts');
      return once('nativeImage', () => throwByName('nativeImage', nativeImage));
    },
    get dialog() {
      return once('dialog', () => (load('./dialog.ts') as typeof import('./dialog.ts')).createDialog());
    },
    get shell() {
      return once('shell', () => system().createShell());
    },
    get powerMonitor() {
      return once('powerMonitor', () => system().createPowerMonitor());
    },
    get clipboard() {
      return once('clipboard', () => system().createClipboard());
    },
    get screen() {
      return once('screen', () => system().createScreen());
    },
    get net() {
      return once('net', () => system().createNet());
    },
    get safeStorage() {
      return once('safeStorage', () => system().createSafeStorage());
    },
    get crashReporter() {
      return once('crashReporter', () => system().createCrashReporter());
    },
    get utilityProcess() {
      return once('utilityProcess', () => system().createUtilityProcess());
    },
  });
}
