import { createApp } from './app.ts';
import type { Application } from './app-paths.ts';
import { createBrowserWindowClass } from './browser-window.ts';
import { type Chromium, findChromium, hasDisplay, startChromium } from './chromium.ts';
import type { CommandLine } from './command-line.ts';
import { createElectronModule } from './electron-module.ts';
import { createFetchRouter, type FetchRouter } from './fetch-router.ts';
import { createIpcMain } from './ipc-main.ts';
import { createNativeTheme } from './native-theme.ts';
import { claimProfileFolder } from './profile-folder.ts';
import { createRegistry } from './registry.ts';
import { createSchemeMap } from './scheme-map.ts';
import { createSessions } from './session.ts';
import { createTargets, type Targets } from './targets.ts';

export interface StandIn {
  /** What `require('electron')` gives. */
  readonly electron: object;
  /** The application's main script has run: start Chromium, unless it has quit. */
  mainScriptRan(): void;
}

export interface StandInOptions {
  readonly application: Application;
  readonly commandLine: CommandLine;
  readonly executable: string;
  readonly electronVersion: string;
}

/** The version of the Chromium whose branch is inside this Electron; the system's own says its own in pages. */
const CHROME = '156.0.0.0';

/** Puts the parts together. Reads like a table of contents. */
export function startStandIn({
  application,
  commandLine,
  executable,
  electronVersion,
}: StandInOptions): StandIn {
  for (const [name, value] of [
    ['electron', electronVersion],
    ['chrome', CHROME],
  ]) {
    Object.defineProperty(process.versions, name ?? '', { value, enumerable: true });
  }
  let chromium: Chromium | undefined;
  let targets: Targets | undefined;
  let router: FetchRouter | undefined;

  const schemes = createSchemeMap();
  const registry = createRegistry(() => host.windowsGone());
  const host = createApp({
    application,
    commandLine,
    executable,
    registry: () => registry,
    async stop(gracefully) {
      if (gracefully) await chromium?.close(1000);
      chromium?.kill();
    },
  });
  const userAgent = (): string =>
    `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ${host.name().replaceAll(' ', '')}/${host.app.getVersion()} Chrome/${CHROME} Electron/${electronVersion} Safari/537.36`;
  const sessions = createSessions(schemes, userAgent, () => router?.update());
  const theme = createNativeTheme(() => [...registry.windows].map(({ page }) => page.attached));
  const ipc = createIpcMain(schemes);
  const BrowserWindow = createBrowserWindowClass({
    registry,
    sessions,
    schemes,
    app: host.app,
    appName: host.name,
    targets: () => targets,
    onMessage: ipc.receive,
    applyTheme: theme.apply,
  });
  const { ipcMain } = ipc;
  const electron = createElectronModule({ app: host.app, ipcMain, BrowserWindow, sessions, registry, theme });

  const start = async (): Promise<void> => {
    sayWhatThisIs(electronVersion);
    chromium = startChromium({
      userDataDir: claimProfileFolder(host.paths.get('sessionData')),
      userAgent: userAgent(),
      switches: host.switches,
      onExit(code) {
        if (host.ending()) return;
        process.stderr.write(`Electron stand-in: Chromium ended by itself (${code}).\n`);
        host.app.exit(1);
      },
    });
    setImmediate(loadWhileWaiting);
    const { cdp } = chromium;
    targets = undefined;
    const opened = createTargets(chromium, registry);
    router = createFetchRouter(cdp, registry, sessions, schemes);
    router.update();
    sessions.start(cdp);
    await cdp.send('Browser.getVersion');
    targets = opened;
    host.ready();
  };

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void host.quit());
  process.on('exit', () => chromium?.kill());
  process.on('uncaughtException', (error) => {
    if (process.listenerCount('uncaughtException') > 1) return;
    process.stderr.write(`A JavaScript error occurred in the main process\n${error.stack ?? error}\n`);
  });

  return {
    electron,
    mainScriptRan() {
      if (host.ending()) return;
      start().catch((error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
        process.exit(1);
      });
    },
  };
}

/** What the first page will need, loaded while Chromium starts: Node takes 60 ms over them, when first asked. */
function loadWhileWaiting(): void {
  process.getBuiltinModule('node:crypto');
  new Response(new Request('app://stand-in/').url);
}

function sayWhatThisIs(electronVersion: string): void {
  const where = hasDisplay() ? 'on the display' : 'headless';
  process.stderr.write(
    `Electron stand-in: Electron ${electronVersion}'s API on Node ${process.versions.node} and ${findChromium()}, ${where}.\n`,
  );
  if (process.getuid?.() === 0) {
    process.stderr.write('Electron stand-in: running as root, so pages run without Chromium’s sandbox.\n');
  }
}
