import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeContract } from '../../app/testing/contracts/store-contract.ts';
import { sampleCall } from '../../app/testing/sample-call.ts';
import { createCallStore } from './call-store.ts';
import { type Database, openDatabase } from './database.ts';
import { createOutboxStore } from './outbox-store.ts';
import { MIGRATIONS } from './schema.ts';

let folder: string;
let file: string;
const opened: Database[] = [];

function open(path = file): Database {
  const db = openDatabase(path, Date.UTC(2026, 0, 5, 9, 30));
  opened.push(db);
  return db;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outdial-storage-'));
  file = join(folder, 'outdial.db');
});
afterEach(() => {
  for (const db of opened.splice(0)) db.close();
  rmSync(folder, { recursive: true });
});

const stores = (db: Database) => ({ calls: createCallStore(db), outbox: createOutboxStore(db) });

storeContract('The SQLite file', () => stores(open()));

describe('the file', () => {
  const initiated = { kind: 'state', state: 'initiated', stateChangedAt: 1_000 } as const;

  it('keeps everything across a restart', () => {
    const first = open();
    stores(first).calls.save(sampleCall(), [initiated]);
    first.close();
    const { calls, outbox } = stores(open());
    expect(calls.unfinished()).toEqual([sampleCall()]);
    expect(outbox.waiting().map((entry) => entry.update)).toEqual([initiated]);
  });

  it('takes over what an earlier version of the file owed', () => {
    const old = new DatabaseSync(file);
    old.exec(`${MIGRATIONS[0]}; PRAGMA user_version = 1`);
    old
      .prepare("INSERT INTO calls VALUES ('a', 'A', 1, 0, 1, ?)")
      .run(JSON.stringify(sampleCall({ id: 'a', outreachCallId: 'A' })));
    old.exec(
      `INSERT INTO outbox (id, call_id, outreach_call_id, state, state_changed_at, attempts)
       VALUES (7, 'a', 'A', 'initiated', 1000, 2)`,
    );
    old.close();
    const { calls, outbox } = stores(open());
    expect(outbox.waiting()).toMatchObject([
      { id: 7, callId: 'a', outreachCallId: 'A', update: initiated, attempts: 2 },
    ]);
    expect(calls.unfinished()).toHaveLength(1);
  });

  it('is written so that a crash of the machine loses no step', () => {
    const { connection } = open();
    expect(connection.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(connection.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(connection.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 });
  });

  it('shows a step whole to another connection at the moment save returns', () => {
    stores(open()).calls.save(sampleCall(), [initiated]);
    const other = new DatabaseSync(file, { readOnly: true });
    expect(other.prepare('SELECT count(*) AS n FROM outbox').get()).toEqual({ n: 1 });
    other.close();
  });

  it('takes a whole step back when a part of it fails', () => {
    const db = open();
    db.connection.exec(
      "DROP TABLE outbox; CREATE TABLE outbox (id INTEGER PRIMARY KEY, call_id, outreach_call_id, kind, state CHECK (state <> 'busy'), state_changed_at, content, owner_id, owner_name)",
    );
    const { calls } = { calls: createCallStore(db) };
    expect(() =>
      calls.save(sampleCall(), [initiated, { kind: 'state', state: 'busy', stateChangedAt: 2 }]),
    ).toThrow();
    expect(calls.recent(5)).toEqual([]);
    expect(db.connection.isTransaction).toBe(false);
  });

  it.each([
    ['is not a database', 'hello, this is a text file and no database at all'.repeat(40)],
    ['is cut short', 'SQLite format 3\u0000'.padEnd(60, '\u0001')],
  ])('that %s is set aside and started anew, and says so', (_what, content) => {
    writeFileSync(file, content);
    const db = open();
    expect(db.failures.map((failure) => failure.code)).toEqual(['database-set-aside']);
    expect(readdirSync(folder)).toContain('outdial.db.corrupt-2026-01-05T09-30-00-000Z');
    stores(db).calls.save(sampleCall(), [initiated]);
    db.close();
    const again = open();
    expect(again.failures).toEqual([]);
    expect(stores(again).calls.unfinished()).toHaveLength(1);
  });

  it('of a newer Outdial is set aside, not written over', () => {
    const newer = new DatabaseSync(file);
    newer.exec('CREATE TABLE calls (something); PRAGMA user_version = 9999');
    newer.close();
    expect(open().failures[0]?.message).toContain('newer version');
    expect(readdirSync(folder)).toContain('outdial.db.corrupt-2026-01-05T09-30-00-000Z');
  });

  it('that can not be made leaves the calls in memory, and says so', () => {
    const db = open(join(folder, 'missing', 'outdial.db'));
    expect(db.failures.map((failure) => failure.code)).toEqual(['database-unavailable']);
    expect(stores(db).calls.save(sampleCall(), [initiated])).toHaveLength(1);
  });

  it('leaves out a row it can not read, tells it without its content, and reads the others', () => {
    const db = open();
    const { calls, outbox } = stores(db);
    calls.save(sampleCall({ id: 'a', outreachCallId: 'x' }), [initiated]);
    calls.save(sampleCall({ id: 'b', outreachCallId: 'y' }), [initiated]);
    db.connection.exec(`UPDATE calls SET document = json_set(document, '$.phase', 'secret') WHERE id = 'a'`);
    db.connection.exec(`UPDATE outbox SET state = 'secret' WHERE call_id = 'a'`);
    expect(calls.unfinished().map((call) => call.id)).toEqual(['b']);
    expect(outbox.waiting().map((entry) => entry.callId)).toEqual(['b']);
    db.connection.exec(`UPDATE calls SET document = '{secret' WHERE id = 'a'`);
    expect(calls.findByOutreachCallId('x')).toBeUndefined();
    expect(db.failures.map((failure) => failure.code)).toEqual([
      'unreadable-call',
      'unreadable-update',
      'unreadable-call',
    ]);
    expect(JSON.stringify(db.failures)).not.toContain('secret');
  });
});
