import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleCall } from '../../app/testing/sample-call.ts';
import { createCallStore } from './call-store.ts';
import { type Database, openDatabase } from './database.ts';
import { createOutboxStore } from './outbox-store.ts';

const CALLS = 300;
let folder: string;
let file: string;
const opened: Database[] = [];
const open = (path = file): Database => {
  const db = openDatabase(path);
  opened.push(db);
  return db;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outdial-recover-'));
  file = join(folder, 'outdial.db');
});
afterEach(() => {
  for (const db of opened.splice(0)) db.close();
  rmSync(folder, { recursive: true, force: true });
});

const save = (db: Database, index: number): unknown =>
  createCallStore(db).save(
    sampleCall({
      id: `call-${String(index).padStart(4, '0')}`,
      outreachCallId: `outreach-${index}`,
      startedAt: index,
    }),
    [{ kind: 'state', state: 'initiated', stateChangedAt: index }],
  );

function fill(): void {
  const db = open();
  for (let index = 0; index < CALLS; index += 1) save(db, index);
  db.close();
}

/** Writes rubbish over one page, as a failing disk does. */
function damage(page: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, page * 4096, (page + 1) * 4096);
  writeFileSync(file, bytes);
}

test('whichever page is damaged, the file is set aside and what SQLite can still read of it goes on', () => {
  fill();
  const whole = readFileSync(file);
  const pages = statSync(file).size / 4096;
  let recovered = 0;
  let complete = 0;
  for (let page = 1; page < pages; page += 3) {
    for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true });
    writeFileSync(file, whole);
    damage(page);
    const db = open();
    const codes = db.failures.map(({ code }) => code);
    const waiting = createOutboxStore(db).waiting();
    recovered += waiting.length;
    if (waiting.length === CALLS) complete += 1;
    expect(codes, `page ${page}`).toEqual(['database-set-aside']);
    expect(db.failures[0]?.message).toContain(`${waiting.length} updates that had not reached Outreach`);
    const ids = waiting.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    // It is a good file again, and takes new calls behind the old ones.
    save(db, CALLS + page);
    expect(createOutboxStore(db).waiting()).toHaveLength(waiting.length + 1);
    db.close();
  }
  const tries = Math.ceil((pages - 1) / 3);
  // Most pages hold calls or indexes; one that holds updates costs those on it.
  expect(complete).toBeGreaterThan(tries / 2);
  expect(recovered).toBeGreaterThan(tries * CALLS * 0.7);
});

test('a disk that is full: the step is refused as a whole, and goes in once there is room', () => {
  const db = open();
  save(db, 0);
  const pages = Number(db.connection.prepare('PRAGMA page_count').get()?.page_count);
  db.connection.exec(`PRAGMA max_page_count = ${pages}`);
  let stored = 0;
  const fillUp = (): void => {
    for (; stored < CALLS; stored += 1) save(db, stored + 1);
  };
  expect(fillUp).toThrow(/full/);
  expect(createOutboxStore(db).waiting()).toHaveLength(stored + 1);
  expect(createCallStore(db).recent(CALLS)).toHaveLength(stored + 1);
  db.connection.exec('PRAGMA max_page_count = 100000');
  fillUp();
  expect(createOutboxStore(db).waiting()).toHaveLength(CALLS + 1);
});

test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'a file system of 256 kB that is really full',
  () => {
    const small = join(folder, 'small');
    mkdirSync(small);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', small], { stdio: 'ignore' });
    } catch {
      // Without the right to mount: the test before this one has the same in SQLite's own terms.
      return;
    }
    try {
      const db = open(join(small, 'outdial.db'));
      let stored = 0;
      const fillUp = (): void => {
        for (; stored < 2_000; stored += 1) save(db, stored);
      };
      expect(fillUp).toThrow();
      expect(createOutboxStore(db).waiting()).toHaveLength(stored);
      db.close();
      expect(createOutboxStore(open(join(small, 'outdial.db'))).waiting()).toHaveLength(stored);
    } finally {
      for (const db of opened.splice(0)) db.close();
      execFileSync('umount', [small]);
    }
  },
);

test('a profile that can only be read: calls are kept in memory, and the rep is told', () => {
  fill();
  // Root may write wherever it likes; a folder in the file's place can't be written by anybody.
  const locked = join(folder, 'locked.db');
  mkdirSync(locked);
  const db = open(locked);
  expect(db.failures.map(({ code }) => code)).toEqual(['database-unavailable']);
  save(db, 1);
  expect(createOutboxStore(db).waiting()).toHaveLength(1);
  if (process.getuid?.() !== 0) {
    chmodSync(file, 0o400);
    expect(open().failures.map(({ code }) => code)).toEqual(['database-unavailable']);
  }
});
