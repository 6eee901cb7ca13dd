import { existsSync, renameSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Failure } from '../../app/result.ts';
import { type Recovered, recoverRows } from './recover.ts';
import { MIGRATIONS } from './schema.ts';

/** The one SQLite file with calls and outbox. */
export interface Database {
  readonly connection: DatabaseSync;
  /** What went wrong with the file so far, for the rep to see; grows while unreadable rows are met. */
  readonly failures: Failure[];
  /** Runs `work` in one transaction: all of it is on the disk afterwards, or none of it. */
  transaction<Value>(work: () => Value): Value;
  /**
   * Writes what can be found out again after a power cut: it survives the end of the process, but does not wait for
   * the disk. Never call it within a transaction.
   */
  withoutWaiting(work: () => void): void;
  close(): void;
}

/**
 * Opens the file, or makes it. Never throws, because a rep must be able to call whatever the disk does:
 * a file that is damaged or was written by a newer Outdial is set aside as `<file>.corrupt-<time>` (with its
 * write-ahead log) and started anew with what could still be read of it; where no file can be opened at all, calls are kept in memory.
 * Both are told in `failures`.
 * @param file absolute path; its folder must exist
 * @param now milliseconds since 1970, for the name of a file set aside
 */
export function openDatabase(file: string, now: number = Date.now()): Database {
  try {
    const connection = connect(file);
    const readOnly = writeFailure(connection);
    // What is in it is still shown, and what waited still leaves.
    return handle(connection, readOnly === undefined ? [] : [unavailable(file, readOnly)]);
  } catch (error) {
    if (!isDamaged(error)) return inMemory([unavailable(file, error)]);
    try {
      const aside = setAside(file, now);
      const connection = connect(file);
      return handle(connection, [damaged(aside, error, recoverRows(aside, connection))]);
    } catch (second) {
      return inMemory([unavailable(file, second)]);
    }
  }
}

function connect(file: string): DatabaseSync {
  // Another program may look into the file (a backup, a virus scanner): wait for it a moment.
  const connection = new DatabaseSync(file, { timeout: 1_000, enableForeignKeyConstraints: true });
  try {
    // FULL: in WAL mode anything less would lose the last steps of a call when the power fails.
    connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;');
    migrate(connection);
    check(connection, file);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Why nothing can be written to a file that could be opened: it, or its folder, may only be read. */
function writeFailure(connection: DatabaseSync): unknown {
  try {
    // Takes the right to write and changes nothing; a mere BEGIN IMMEDIATE is let pass.
    connection.exec('DELETE FROM outbox WHERE id IS NULL');
    return undefined;
  } catch (error) {
    return isReadOnly(error) ? error : undefined;
  }
}

function migrate(connection: DatabaseSync): void {
  const version = Number(connection.prepare('PRAGMA user_version').get()?.user_version);
  if (version === MIGRATIONS.length) return;
  if (version > MIGRATIONS.length) throw new NewerDatabase();
  connection.exec('BEGIN IMMEDIATE');
  try {
    for (const step of MIGRATIONS.slice(version)) connection.exec(step);
    connection.exec(`PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`);
  } catch (error) {
    connection.exec('ROLLBACK');
    throw error;
  }
}

/** A larger file is not read through at each start: a click on Call would wait for it. */
const LARGEST_CHECKED = 32 * 1_048_576;

/** Finds damage before a call depends on what is damaged. */
function check(connection: DatabaseSync, file: string): void {
  if (file === ':memory:' || statSync(file).size > LARGEST_CHECKED) return;
  const found = connection.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  if (found !== 'ok') throw new DamagedDatabase();
}

class DamagedDatabase extends Error {
  override readonly message = 'parts of it are damaged';
}

class NewerDatabase extends Error {
  override readonly message = 'it was written by a newer version of Outdial';
}

const SQLITE_ERROR = 1;
const SQLITE_READONLY = 8;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/** Whether a new file would help; a file that is locked, read-only or out of space is not damaged. */
function isDamaged(error: unknown): boolean {
  if (error instanceof NewerDatabase || error instanceof DamagedDatabase) return true;
  if (!(error instanceof Error && 'errcode' in error)) return false;
  const primary = Number(error.errcode) & 0xff;
  // SQLITE_ERROR while migrating: the file holds other tables than its version says.
  return primary === SQLITE_CORRUPT || primary === SQLITE_NOTADB || primary === SQLITE_ERROR;
}

function isReadOnly(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_READONLY;
}

function setAside(file: string, now: number): string {
  const suffix = `.corrupt-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`;
  for (const part of ['', '-wal', '-shm'])
    if (existsSync(file + part)) renameSync(file + part, `${file}${suffix}${part}`);
  return file + suffix;
}

function damaged(aside: string, error: unknown, { calls, waiting, whole }: Recovered): Failure {
  const rest = whole ? '' : ' Others may be left in the old file: give it to your IT admin.';
  return {
    code: 'database-set-aside',
    message:
      `The list of calls could not be read (${wordsOf(error)}). It was set aside as ${aside} and a new one ` +
      `was started. Taken over from it: ${calls} calls, and ${waiting} updates that had not reached Outreach yet.${rest}`,
  };
}

function unavailable(file: string, error: unknown): Failure {
  return {
    code: 'database-unavailable',
    message:
      `Calls can't be kept in ${file} (${wordsOf(error)}). Outdial goes on in memory: updates that have not ` +
      'reached Outreach are lost when it closes. Check that the folder can be written and the disk is not full.',
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function inMemory(failures: Failure[]): Database {
  return handle(connect(':memory:'), failures);
}

function handle(connection: DatabaseSync, failures: Failure[]): Database {
  return {
    connection,
    failures,
    transaction(work) {
      connection.exec('BEGIN IMMEDIATE');
      try {
        const value = work();
        connection.exec('COMMIT');
        return value;
      } catch (error) {
        // A full disk may have ended the transaction already.
        if (connection.isTransaction) connection.exec('ROLLBACK');
        throw error;
      }
    },
    withoutWaiting(work) {
      connection.exec('PRAGMA synchronous = NORMAL');
      try {
        work();
      } finally {
        connection.exec('PRAGMA synchronous = FULL');
      }
    },
    close() {
      if (connection.isOpen) connection.close();
    },
  };
}
