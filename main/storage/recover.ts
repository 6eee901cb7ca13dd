import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

/** How much of a damaged file was taken over. */
export interface Recovered {
  readonly calls: number;
  /** Updates that still waited for Outreach. */
  readonly waiting: number;
  /** Whether the end of each table was reached, so that nothing can be missing. */
  readonly whole: boolean;
}

type Row = Record<string, SQLInputValue>;

/**
 * Takes over what SQLite can still read of a damaged file that was set aside. Each table is read from its beginning
 * and, where that ends on a damaged page, from its end; indexes are not used. Rows which the new file refuses are left.
 * Never throws for what is wrong with the old file.
 *
 * @param aside the damaged file; it is not changed
 * @param into a new file with all its tables, and nothing in them
 */
export function recoverRows(aside: string, into: DatabaseSync): Recovered {
  let from: DatabaseSync;
  try {
    from = new DatabaseSync(aside, { readOnly: true });
  } catch {
    // Not even a database: there is nothing to take over, which the counts say.
    return { calls: 0, waiting: 0, whole: false };
  }
  // An update carries all that Outreach needs; it must not be lost with its call.
  into.exec('PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE');
  try {
    const calls = readBothWays(from, 'calls', 'id');
    const updates = readBothWays(from, 'outbox', 'id');
    const taken = copy(into, 'calls', calls.rows);
    const owed = copy(into, 'outbox', updates.rows.map(withKind));
    into.exec('COMMIT');
    const waiting = owed.filter(({ status }) => status === 'waiting').length;
    return { calls: taken.length, waiting, whole: calls.whole && updates.whole };
  } catch (error) {
    if (into.isTransaction) into.exec('ROLLBACK');
    throw error;
  } finally {
    into.exec('PRAGMA foreign_keys = ON');
    from.close();
  }
}

/** Files of the first version knew states only. */
function withKind(row: Row): Row {
  return { kind: 'state', ...row };
}

function readBothWays(from: DatabaseSync, table: string, key: string): { rows: Row[]; whole: boolean } {
  const rows = new Map<SQLInputValue, Row>();
  const read = (order: 'ASC' | 'DESC'): boolean => {
    try {
      const all = from.prepare(`SELECT * FROM ${table} NOT INDEXED ORDER BY ${key} ${order}`);
      for (const row of all.iterate()) if (row[key] !== undefined) rows.set(row[key], row);
      return true;
    } catch {
      // A damaged page: what was read before it counts.
      return false;
    }
  };
  const whole = read('ASC');
  if (!whole) read('DESC');
  return { rows: [...rows.values()], whole };
}

/** Copies what fits into the new table, oldest first; returns the rows that were taken. */
function copy(into: DatabaseSync, table: string, rows: readonly Row[]): readonly Row[] {
  const known = new Set(
    into
      .prepare(`PRAGMA table_info(${table})`)
      .all()
      .map(({ name }) => String(name)),
  );
  return [...rows].sort(byId).filter((row) => {
    const columns = Object.keys(row).filter((column) => known.has(column));
    const marks = columns.map(() => '?').join(', ');
    try {
      into
        .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`)
        .run(...columns.map((column) => row[column] ?? null));
      return true;
    } catch {
      // Damaged content: a value of another type, a state that does not exist. The others are taken all the same.
      return false;
    }
  });
}

function byId({ id: one }: Row, { id: other }: Row): number {
  return typeof one === 'number' && typeof other === 'number' ? one - other : 0;
}
