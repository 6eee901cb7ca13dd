import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How to start an Electron here. */
export interface ElectronEnvironment {
  readonly kind: 'electron' | 'stand-in';
  /** What to execute: `<executable> <application folder>`. */
  readonly executable: string;
  /** What to add to the environment, for `electron .`, Playwright's `_electron.launch` and electron-builder. */
  readonly env: Readonly<Record<string, string>>;
}

const ROOT = join(import.meta.dirname, '../..');

/**
 * Decides between the real Electron, where its binary is installed, and the stand-in. An
 * ELECTRON_OVERRIDE_DIST_PATH that is already set wins over both.
 */
export function electronEnvironment(): ElectronEnvironment {
  const real = installedElectron();
  const standIn = join(ROOT, 'stand-ins/electron/dist');
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (chosen === undefined && real !== undefined) return { kind: 'electron', executable: real, env: {} };
  const folder = chosen ?? standIn;
  return {
    kind: folder === standIn ? 'stand-in' : 'electron',
    executable: join(folder, 'electron'),
    env: {
      ELECTRON_OVERRIDE_DIST_PATH: folder,
      PATH: [join(ROOT, 'node_modules/node/bin'), process.env.PATH].join(delimiter),
    },
  };
}

/** The executable of the `electron` package, whose place differs by system; the package's `path.txt` names it. */
function installedElectron(): string | undefined {
  const folder = join(ROOT, 'node_modules/electron');
  const note = join(folder, 'path.txt');
  if (!existsSync(note)) return undefined;
  const executable = join(folder, 'dist', readFileSync(note, 'utf8').trim());
  return existsSync(executable) ? executable : undefined;
}
