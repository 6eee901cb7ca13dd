import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findApplication } from './app-paths.ts';
import { readCommandLine } from './command-line.ts';
import { startStandIn } from './stand-in.ts';

/**
 * What `dist/electron` runs: becomes Electron's main process, loads the application's main script, and
 * starts Chromium as soon as that script's synchronous part has run, unless the application has quit by then.
 */

const executable = resolve(process.env.ELECTRON_STAND_IN_EXECUTABLE ?? process.execPath);
delete process.env.ELECTRON_STAND_IN_EXECUTABLE;
delete process.env.NODE_COMPILE_CACHE;

const args = process.argv.slice(2);
const commandLine = readCommandLine(args);
process.argv.splice(0, process.argv.length, executable, ...args);
const load = createRequire(import.meta.url);

async function main(): Promise<void> {
  if (commandLine.switches.has('version')) {
    process.stdout.write(`v${electronVersion()}\n`);
    return;
  }
  const application = findApplication(commandLine.appPath ?? '.');
  Object.defineProperty(process, 'type', { value: 'browser', enumerable: true });
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  Object.defineProperty(process, 'resourcesPath', {
    value: join(executable, '../resources'),
    enumerable: true,
  });
  process.execPath = executable;

  const standIn = startStandIn({ application, commandLine, executable, electronVersion: electronVersion() });
  provideElectron(standIn.electron);
  if (commandLine.inspectPort !== undefined) {
    (load('node:inspector') as typeof import('node:inspector')).open(commandLine.inspectPort);
  }
  for (const name of commandLine.requires) load(resolve(name));

  const { main: script, manifest } = application;
  if (script.endsWith('.mjs') || (manifest.type === 'module' && script.endsWith('.js'))) {
    await import(pathToFileURL(script).href);
  } else {
    createRequire(join(application.folder, 'package.json'))(script);
  }
  standIn.mainScriptRan();
}

/** The version whose API this is: that of the `electron` package beside it. */
function electronVersion(): string {
  const file = new URL('../../node_modules/electron/package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** `require('electron')` and `import 'electron'` give the stand-in's module. */
function provideElectron(electron: object): void {
  const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
  const original = loader._load;
  loader._load = (request, ...rest) =>
    request === 'electron' || request === 'electron/main' || request === 'electron/common'
      ? electron
      : original.call(Module, request, ...rest);
  const key = Symbol.for('electron-stand-in');
  Object.defineProperty(globalThis, key, { value: electron });
  const names = Object.keys(electron).filter((name) => name !== 'default');
  const source = [
    `const electron = globalThis[Symbol.for('electron-stand-in')];`,
    'export default electron;',
    ...names.map((name) => `export const ${name} = electron.${name};`),
  ].join('\n');
  Module.registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron' || specifier === 'electron/main'
        ? { url: 'electron-stand-in:electron', format: 'module', shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) =>
      url === 'electron-stand-in:electron'
        ? { format: 'module', source, shortCircuit: true }
        : next(url, context),
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`App threw an error during load\n${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
