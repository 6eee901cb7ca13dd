import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { keepPrivate } from './private-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'outdial-private-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const silent = (line: string): void => expect.fail(line);

describe.runIf(process.platform !== 'win32')('keepPrivate', () => {
  const profile = join(folder, 'a', 'profile');
  const file = join(profile, 'outdial.db');

  it('makes profile and database for their owner alone, the write-ahead log too', () => {
    keepPrivate(profile, file, silent);
    const database = openDatabase(file);
    database.connection.exec('CREATE TABLE more (x)');
    expect(database.failures).toEqual([]);
    expect([profile, file, `${file}-wal`, `${file}-shm`].map(modeOf)).toEqual(['700', '600', '600', '600']);
    database.close();
  });

  it('closes what an earlier version or a backup left open', () => {
    mkdirSync(profile, { recursive: true });
    writeFileSync(file, '');
    chmodSync(profile, 0o755);
    chmodSync(file, 0o644);
    keepPrivate(profile, file, silent);
    expect([profile, file].map(modeOf)).toEqual(['700', '600']);
  });

  it('says so where it can’t, and does not throw', () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'no-folder'), '');
    const lines: string[] = [];
    keepPrivate(join(folder, 'no-folder', 'profile'), join(folder, 'no-folder', 'x.db'), (line) =>
      lines.push(line),
    );
    expect(lines).toEqual(['profile: could not be made private (ENOTDIR)']);
  });
});
