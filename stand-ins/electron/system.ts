import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { networkInterfaces } from 'node:os';
import { dirname } from 'node:path';
import { throwByName, unsupported } from './unsupported.ts';

/** Starts a program of the desktop's. Resolves when it ended well. */
function launch(program: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`)),
    );
    child.unref();
  });
}

/** `shell`. */
export function createShell() {
  return throwByName('shell', {
    openExternal: (url: string) => launch('xdg-open', [url]),
    openPath: (path: string) =>
      launch('xdg-open', [path]).then(
        () => '',
        (error: Error) => error.message,
      ),
    showItemInFolder: (path: string) => {
      launch('xdg-open', [dirname(path)]).catch((error: Error) =>
        console.error(`shell.showItemInFolder: ${error.message}`),
      );
    },
    beep: () => void process.stderr.write('\u0007'),
  });
}

/** `powerMonitor`: hears nothing from the system; a test emits `suspend`, `resume`, `lock-screen`. */
export function createPowerMonitor() {
  return throwByName(
    'powerMonitor',
    Object.assign(new EventEmitter(), {
      getSystemIdleTime: () => 0,
      getSystemIdleState: () => 'active',
      getCurrentThermalState: () => 'unknown',
      isOnBatteryPower: () => false,
      onBatteryPower: false,
    }),
  );
}

/** `clipboard`: this process' own. */
export function createClipboard() {
  let text = '';
  return throwByName('clipboard', {
    readText: () => text,
    writeText: (to: string) => {
      text = to;
    },
    clear: () => {
      text = '';
    },
    availableFormats: () => (text === '' ? [] : ['text/plain']),
  });
}

/** `screen`: one display of a usual size. */
export function createScreen() {
  const area = { x: 0, y: 0, width: 1920, height: 1080 };
  const display = {
    ...{ id: 1, scaleFactor: 1, rotation: 0, label: 'Electron stand-in', internal: true },
    ...{ bounds: area, size: area, workArea: area, workAreaSize: area },
  };
  return throwByName(
    'screen',
    Object.assign(new EventEmitter(), {
      getPrimaryDisplay: () => display,
      getAllDisplays: () => [display],
      getDisplayNearestPoint: () => display,
      getDisplayMatching: () => display,
      getCursorScreenPoint: () => ({ x: 0, y: 0 }),
    }),
  );
}

/** `net`: Node's own fetch, without a session's cookies. */
export function createNet() {
  const isOnline = (): boolean => Object.keys(networkInterfaces()).length > 0;
  return throwByName('net', {
    fetch: (input: string | Request, init?: RequestInit) => fetch(input, init),
    isOnline,
    get online() {
      return isOnline();
    },
  });
}

/** `safeStorage`: there is none. */
export function createSafeStorage() {
  return throwByName('safeStorage', {
    isEncryptionAvailable: () => false,
    getSelectedStorageBackend: () => 'unknown',
  });
}

/** `crashReporter`: Chromium's crashes are reported by `render-process-gone` alone. */
export function createCrashReporter() {
  return throwByName('crashReporter', {
    start: () => console.log('Electron stand-in: crashReporter.start does nothing here.'),
    getUploadToServer: () => false,
    setUploadToServer: () => undefined,
    addExtraParameter: () => undefined,
    getLastCrashReport: () => null,
    getUploadedReports: () => [],
  });
}

/** `utilityProcess`: not here. */
export function createUtilityProcess() {
  return throwByName('utilityProcess', {
    fork(): never {
      throw unsupported('utilityProcess.fork');
    },
  });
}
