import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { type Application, type AppPaths, createAppPaths } from './app-paths.ts';
import type { CommandLine } from './command-line.ts';
import { createEvent } from './event.ts';
import { createProtocolClient } from './protocol-client.ts';
import type { Registry } from './registry.ts';
import { createSingleInstance } from './single-instance.ts';
import { throwByName } from './unsupported.ts';

export interface AppHost {
  readonly app: App & EventEmitter;
  readonly paths: AppPaths;
  readonly switches: Map<string, string>;
  name(): string;
  /** Chromium is there: tells the application. */
  ready(): void;
  isReady(): boolean;
  /** The application asked to end, or has ended, before anything was started. */
  ending(): boolean;
  /** The last window is gone. */
  windowsGone(): void;
  quit(): Promise<void>;
}

export interface AppPorts {
  readonly application: Application;
  readonly commandLine: CommandLine;
  readonly executable: string;
  registry(): Registry;
  /** Ends Chromium: gracefully, or at once. */
  stop(gracefully: boolean): Promise<void>;
}

export function createApp({ application, commandLine, executable, registry, stop }: AppPorts): AppHost {
  const { manifest, folder } = application;
  const emitter = new EventEmitter();
  const switches = new Map(commandLine.switches);
  const whenReady = Promise.withResolvers<void>();
  let name = manifest.productName ?? manifest.name ?? 'Electron';
  const version = manifest.version ?? process.versions.electron ?? '';
  let isReady = false;
  let quitting = false;
  let ended = false;

  const paths = createAppPaths(() => name, executable, commandLine.switches.get('user-data-dir'));
  const held: (() => void)[] = [];
  const whenItIsReady = (act: () => void): void => void (isReady ? act() : held.push(act));
  const instance = createSingleInstance(
    () => paths.get('userData'),
    ({ argv, workingDirectory, additionalData, openUrl }) => {
      if (openUrl === undefined) {
        whenItIsReady(() => emit('second-instance', createEvent({}), argv, workingDirectory, additionalData));
      } else {
        emit('open-url', createEvent({}), openUrl);
      }
    },
  );
  /** By way of the object the application has: Playwright replaces `emit` there. */
  const emit = (event: string, ...args: unknown[]): boolean => emitter.emit(event, ...args);

  const end = async (code: number, gracefully: boolean): Promise<void> => {
    if (ended) return;
    ended = true;
    emit('quit', createEvent({}), code);
    instance.release();
    await stop(gracefully);
    process.exit(code);
  };
  const quit = async (): Promise<void> => {
    if (quitting || ended) return;
    const before = createEvent({});
    emit('before-quit', before);
    if (before.defaultPrevented) return;
    quitting = true;
    for (const entry of [...registry().windows]) {
      if (!(await entry.tryClose())) {
        quitting = false;
        return;
      }
    }
    const will = createEvent({});
    emit('will-quit', will);
    if (will.defaultPrevented) quitting = false;
    else await end(Number(process.exitCode ?? 0), true);
  };

  const properties = {
    get name() {
      return name;
    },
    set name(to: string) {
      name = to;
    },
    getName: () => name,
    setName: (to: string) => {
      name = to;
    },
    getVersion: () => version,
    isPackaged: false,
    get applicationMenu() {
      return null;
    },
    accessibilitySupportEnabled: false,
    userAgentFallback: '',
    getAppPath: () => folder,
    getPath: (which: string) => paths.get(which),
    setPath: (which: string, path: string) => paths.set(which, path),
    setAppLogsPath: (path?: string) => void (path && paths.set('logs', path)),
    whenReady: () => whenReady.promise,
    isReady: () => isReady,
    quit: () => void quit(),
    exit: (code = 0) => {
      for (const entry of [...registry().windows]) entry.destroy();
      void end(code, false);
    },
    focus: () => void [...registry().windows][0]?.window.focus(),
    hide: () => undefined,
    show: () => undefined,
    requestSingleInstanceLock: (additionalData?: unknown) =>
      instance.request({ argv: process.argv, workingDirectory: process.cwd(), additionalData }),
    hasSingleInstanceLock: () => instance.has(),
    releaseSingleInstanceLock: () => instance.release(),
    ...createProtocolClient(manifest.desktopName, () => name, executable),
    enableSandbox: () => undefined,
    setAppUserModelId: () => undefined,
    setDesktopName: () => undefined,
    setAboutPanelOptions: () => undefined,
    showAboutPanel: () => undefined,
    disableHardwareAcceleration: () => undefined,
    setBadgeCount: () => false,
    getBadgeCount: () => 0,
    setLoginItemSettings: () => undefined,
    getLocale: () => switches.get('lang') ?? locale(),
    getSystemLocale: locale,
    getPreferredSystemLanguages: () => [locale()],
    getLocaleCountryCode: () => locale().split('-')[1] ?? '',
    commandLine: throwByName('app.commandLine', {
      appendSwitch: (key: string, value = '') => void switches.set(key.toLowerCase(), value),
      appendArgument: () => undefined,
      hasSwitch: (key: string) => switches.has(key.toLowerCase()),
      getSwitchValue: (key: string) => switches.get(key.toLowerCase()) ?? '',
      removeSwitch: (key: string) => void switches.delete(key.toLowerCase()),
    }),
  } satisfies Partial<App>;
  Object.defineProperties(emitter, Object.getOwnPropertyDescriptors(properties));

  return {
    app: throwByName('app', emitter) as unknown as App & EventEmitter,
    paths,
    switches,
    name: () => name,
    isReady: () => isReady,
    ending: () => quitting || ended,
    quit,
    ready() {
      isReady = true;
      emit('will-finish-launching');
      emit('ready', createEvent({}), {});
      whenReady.resolve();
      for (const act of held.splice(0)) act();
    },
    windowsGone() {
      if (quitting || ended) return;
      if (!emit('window-all-closed')) void quit();
    },
  };
}

function locale(): string {
  const [language = ''] = (process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '').split(
    '.',
  );
  return language === '' || language === 'C' || language === 'POSIX' ? 'en-US' : language.replace('_', '-');
}
