import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { type Failure, fail, ok, type Result } from '../../app/result.ts';
import {
  DEFAULT_PREFERENCES,
  type Preferences,
  readPreferences,
  writePreferences,
} from '../../app/settings/preferences.ts';

export interface PreferencesFile {
  current(): Preferences;
  /** Keeps them for this run in any case; the failure says why they are not kept beyond it. */
  save(next: Preferences): Result<Preferences>;
  /** What was wrong with the file at the start: the defaults are used, and the file was set aside. */
  readonly failure: Failure | undefined;
}

/**
 * The rep's own preferences in one file of the profile. A file that can't be read never keeps anybody from calling: it
 * is set aside beside the good one (`….damaged`), and told.
 *
 * @param path the file; its folder exists
 */
export function openPreferencesFile(path: string): PreferencesFile {
  const first = read(path);
  let current = first.preferences;
  return {
    current: () => current,
    save(next) {
      current = next;
      try {
        replaceFile(path, writePreferences(next));
        return ok(next);
      } catch (error) {
        return fail(
          'preferences-not-kept',
          `Your settings are used now, and lost when Outdial closes: the disk refused them (${codeOf(error)}).`,
        );
      }
    },
    failure: first.failure,
  };
}

function read(path: string): { preferences: Preferences; failure: Failure | undefined } {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { preferences: DEFAULT_PREFERENCES, failure: undefined };
    const message = `Outdial can’t read your settings (${codeOf(error)}) and uses its own: ${path}`;
    return { preferences: DEFAULT_PREFERENCES, failure: { code: 'preferences-unreadable', message } };
  }
  const preferences = readPreferences(text);
  if (preferences !== undefined) return { preferences, failure: undefined };
  const aside = `${path}.damaged`;
  const kept = setAside(path, aside);
  return {
    preferences: DEFAULT_PREFERENCES,
    failure: {
      code: 'preferences-damaged',
      message: `Your settings could not be read, so Outdial starts with its own.${kept ? ` The old file is ${aside}` : ''}`,
    },
  };
}

function setAside(path: string, aside: string): boolean {
  try {
    renameSync(path, aside);
    return true;
  } catch {
    return false;
  }
}

/** All or nothing, also in a power cut: a file of its own, on the disk, and then in the old one's place. */
function replaceFile(path: string, text: string): void {
  const next = `${path}.next`;
  try {
    const file = openSync(next, 'w', 0o600);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, path);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
