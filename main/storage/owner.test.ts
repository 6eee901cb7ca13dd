import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Owner } from '../../app/outbox/owner.ts';
import { sampleCall } from '../../app/testing/sample-call.ts';
import { createCallStore } from './call-store.ts';
import { type Database, openDatabase } from './database.ts';
import { createOutboxList } from './outbox-list.ts';
import { createOutboxStore } from './outbox-store.ts';
import { MIGRATIONS } from './schema.ts';

const ANN: Owner = { id: '1', name: 'Ann Lee' };
const BOB: Owner = { id: '2', name: 'Bob Ray' };
const state = (name: 'initiated' | 'ringing') => ({ kind: 'state', state: name, stateChangedAt: 1 }) as const;

let folder: string;
let file: string;
let connected: Owner | undefined;
const opened: Database[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outdial-owner-'));
  file = join(folder, 'outdial.db');
  connected = undefined;
});
afterEach(() => {
  for (const db of opened.splice(0)) db.close();
  rmSync(folder, { recursive: true });
});

function open() {
  const db = openDatabase(file);
  opened.push(db);
  return {
    db,
    calls: createCallStore(db, () => connected),
    outbox: createOutboxStore(db),
    list: createOutboxList(db, () => connected),
  };
}

test('a call is whose it was when it began, whoever is connected later, and after a restart', () => {
  const { calls, db } = open();
  connected = ANN;
  expect(calls.save(sampleCall(), [state('initiated')])[0]?.owner).toEqual(ANN);
  connected = BOB;
  expect(calls.save(sampleCall(), [state('ringing')])[0]?.owner).toEqual(ANN);
  db.close();
  expect(
    open()
      .outbox.waiting()
      .map(({ owner }) => owner),
  ).toEqual([ANN, ANN]);
});

test('a call that began while nobody was connected is nobody’s, also later', () => {
  const { calls, outbox } = open();
  calls.save(sampleCall(), [state('initiated')]);
  connected = BOB;
  calls.save(sampleCall(), [state('ringing')]);
  expect(outbox.waiting().map(({ owner }) => owner)).toEqual([undefined, undefined]);
});

test('the list says whose sign-in an update waits for, while somebody else is connected', () => {
  const { calls, list } = open();
  connected = ANN;
  calls.save(sampleCall(), [state('initiated')]);
  expect(list()[0]?.failure).toBeUndefined();
  connected = BOB;
  expect(list()[0]?.failure?.message).toBe(
    'This call belongs to the sign-in of Ann Lee. Connect Outreach as Ann Lee to send it.',
  );
});

test('rows of an earlier version are nobody’s', () => {
  const old = new DatabaseSync(file);
  old.exec(`${MIGRATIONS.slice(0, 3).join('')}; PRAGMA user_version = 3`);
  old.prepare("INSERT INTO calls VALUES ('a', 'A', 1, 0, 1, ?)").run(JSON.stringify(sampleCall({ id: 'a' })));
  old.exec(
    "INSERT INTO outbox (call_id, outreach_call_id, kind, state, state_changed_at) VALUES ('a', 'A', 'state', 'initiated', 1)",
  );
  old.close();
  connected = BOB;
  const { outbox, list } = open();
  expect(outbox.waiting()).toMatchObject([{ callId: 'a', update: state('initiated') }]);
  expect(outbox.waiting()[0]?.owner).toBeUndefined();
  expect(list()[0]?.failure).toBeUndefined();
});
