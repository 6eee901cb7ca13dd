import { readFileSync, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { jsonErrorAt, jsonHint, placeInText } from '../../app/settings/json-error.ts';
import {
  type ReadSettingsOptions,
  readSettings,
  type SettingsReading,
} from '../../app/settings/read-settings.ts';

const LARGEST_FILE = 1024 * 1024;

export interface ConfigFilePlace {
  /** `process.platform` */
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `app.isPackaged`: only an unpackaged build lets `OUTDIAL_CONFIG` name another file. */
  readonly isPackaged: boolean;
}

/**
 * Where an administrator puts the configuration file: `/etc/outdial/config.json`,
 * `%ProgramData%\Outdial\config.json` or `/Library/Application Support/Outdial/config.json`. All three can be
 * written by administrators only.
 */
export function configFilePath({ platform, env, isPackaged }: ConfigFilePlace): string {
  const named = env.OUTDIAL_CONFIG;
  if (!isPackaged && named !== undefined && named !== '') return named;
  if (platform === 'win32') return win32.join(programData(env), 'Outdial', 'config.json');
  if (platform === 'darwin') return '/Library/Application Support/Outdial/config.json';
  return posix.join('/etc', 'outdial', 'config.json');
}

/** Windows' own variables have no case; a copy of `process.env` has. */
function programData(env: ConfigFilePlace['env']): string {
  const name = Object.keys(env).find((key) => key.toLowerCase() === 'programdata');
  const value = name === undefined ? undefined : env[name];
  return value === undefined || value === '' ? 'C:\\ProgramData' : value;
}

/**
 * Reads the configuration file at `path`, at once: the first window and the first call need it. A file that is not
 * there gives the defaults without a problem. One that can't be read, is larger than 1 MiB, no file, no UTF-8 or no
 * JSON gives the defaults and one problem with an empty key; wrong keys are `readSettings`' matter. Never throws.
 */
export function readConfigFile(
  path: string,
  options: ReadSettingsOptions = { allowLoopbackHttp: false },
): SettingsReading {
  const unusable = (message: string): SettingsReading => ({
    settings: readSettings(undefined, options).settings,
    problems: [{ key: '', message: `The configuration file ${path} ${message}` }],
  });
  let bytes: Uint8Array;
  try {
    const file = statSync(path);
    // A directory can't be read, and reading a pipe or a device may never end.
    if (!file.isFile()) return unusable('is not a file. Put a JSON file there.');
    if (file.size > LARGEST_FILE) return unusable('is larger than 1 MiB, which no configuration is.');
    bytes = readFileSync(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return readSettings(undefined, options);
    const denied = code === 'EACCES' || code === 'EPERM';
    return unusable(
      denied
        ? 'can’t be opened: whoever uses Outdial must be allowed to read it.'
        : `can’t be read (${code}).`,
    );
  }
  const text = textOf(bytes);
  if (text === undefined) return unusable('is not UTF-8 text. Save it with that encoding.');
  const at = jsonErrorAt(text);
  if (at < 0) return readSettings(JSON.parse(text), options);
  if (text.trim() === '') return unusable('is empty. It needs at least { }.');
  const { line, column } = placeInText(text, at);
  return unusable(`is not JSON: see line ${line}, column ${column}. ${jsonHint(text, at)}`);
}

/** The bytes as text, without byte order mark; UTF-16 too, as Windows' Notepad writes "Unicode". */
function textOf(bytes: Uint8Array): string | undefined {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = utf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
