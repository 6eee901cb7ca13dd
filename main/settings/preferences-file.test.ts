import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, type Preferences } from '../../app/settings/preferences.ts';
import { openPreferencesFile } from './preferences-file.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outdial-preferences-'));
  path = join(folder, 'preferences.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const quiet: Preferences = {
  audio: { ...DEFAULT_PREFERENCES.audio, ringVolume: 0.1, speaker: { id: 'a', label: 'Desk' } },
};

describe('the preferences file', () => {
  it('starts with the defaults, and finds at the next start what was saved', () => {
    const first = openPreferencesFile(path);
    expect([first.current(), first.failure]).toEqual([DEFAULT_PREFERENCES, undefined]);
    expect(first.save(quiet)).toEqual({ ok: true, value: quiet });
    expect(first.current()).toEqual(quiet);
    expect(openPreferencesFile(path).current()).toEqual(quiet);
    expect(readdirSync(folder)).toEqual(['preferences.json']);
  });

  it('belongs to its owner alone', () => {
    openPreferencesFile(path).save(quiet);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it.each(['', '{', '{"audio":{"ringVolume":"loud"}}'])('sets a bad file aside and says so: %j', (text) => {
    writeFileSync(path, text);
    const file = openPreferencesFile(path);
    expect(file.current()).toEqual(DEFAULT_PREFERENCES);
    expect(file.failure).toMatchObject({ code: 'preferences-damaged' });
    expect(file.failure?.message).toContain('preferences.json.damaged');
    expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(text);
    file.save(quiet);
    expect(openPreferencesFile(path)).toMatchObject({ failure: undefined });
  });

  it('what can’t be read is told, and nothing is thrown', () => {
    mkdirSync(path);
    const file = openPreferencesFile(path);
    expect(file.failure?.code).toBe('preferences-unreadable');
    expect(file.save(quiet)).toMatchObject({ ok: false, failure: { code: 'preferences-not-kept' } });
    expect(file.current()).toEqual(quiet);
  });

  it('a refused write leaves the old file whole and nothing beside it', () => {
    const file = openPreferencesFile(path);
    file.save(quiet);
    mkdirSync(`${path}.next`);
    chmodSync(`${path}.next`, 0o700);
    expect(file.save(DEFAULT_PREFERENCES)).toMatchObject({ ok: false });
    expect(openPreferencesFile(path).current()).toEqual(quiet);
  });
});
