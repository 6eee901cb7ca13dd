import { z } from 'zod';
import { CALL_STATES } from '../../app/calls/call.ts';
import type { CallUpdate, OutboxEntry } from '../../app/outbox/entry.ts';
import type { OutboxStore } from '../../app/outbox/outbox-store.ts';
import type { Owner } from '../../app/outbox/owner.ts';
import { parseSafely } from '../../app/parse-safely.ts';
import type { Database } from './database.ts';

const creationDetails = z.object({ from: z.string(), to: z.string(), vendorCallId: z.string().max(63) });

const storedUpdate = z.discriminatedUnion('kind', [
  z
    .object({ kind: z.literal('state'), state: z.enum(CALL_STATES), state_changed_at: z.int() })
    .transform(({ kind, state, state_changed_at }) => ({ kind, state, stateChangedAt: state_changed_at })),
  z
    .object({ kind: z.enum(['recording', 'voicemail']), content: z.string() })
    .transform(({ kind, content }) => ({ kind, url: content })),
  z.object({ kind: z.literal('create'), content: z.string() }).transform(({ kind, content }, context) => {
    const details = parseSafely(creationDetails, jsonOf(content));
    if (details.success) return { kind, ...details.data };
    context.addIssue({ code: 'custom', path: ['content'] });
    return z.NEVER;
  }),
]) satisfies z.ZodType<CallUpdate>;

const storedEntry = z
  .object({
    id: z.int(),
    call_id: z.string(),
    outreach_call_id: z.string().nullable(),
    status: z.enum(['waiting', 'delivered', 'given-up']),
    attempts: z.int(),
    not_before: z.int(),
    failure_code: z.string().nullable(),
    failure_message: z.string().nullable(),
    owner_id: z.string().nullable(),
    owner_name: z.string().nullable(),
  })
  .and(storedUpdate.transform((update) => ({ update })))
  .transform(
    (row): OutboxEntry => ({
      id: row.id,
      callId: row.call_id,
      outreachCallId: row.outreach_call_id ?? undefined,
      ...(row.owner_id === null ? {} : { owner: ownerOf(row.owner_id, row.owner_name) }),
      update: row.update,
      status: row.status,
      attempts: row.attempts,
      notBefore: row.not_before,
      failure:
        row.failure_code === null
          ? undefined
          : { code: row.failure_code, message: row.failure_message ?? '' },
    }),
  );

/**
 * The outbox half of the SQLite file. What became of an entry is written without waiting for the disk: Outreach itself
 * knows it, and is asked after a power cut; thousands of waiting entries would hold the window up otherwise.
 * Rows that can't be read are left out and told in `db.failures`.
 */
export function createOutboxStore(db: Database): OutboxStore {
  const stillWaiting = db.connection.prepare("SELECT * FROM outbox WHERE status = 'waiting' ORDER BY id");
  const ofCall = db.connection.prepare('SELECT * FROM outbox WHERE call_id = ? ORDER BY id');
  const settle = db.connection.prepare(
    'UPDATE outbox SET status = ?, failure_code = ?, failure_message = ? WHERE id = ?',
  );
  const nameAll = db.connection.prepare('UPDATE outbox SET outreach_call_id = ? WHERE call_id = ?');
  // Not into the column: that is for finding a call by a link's call-id, and no link leads to this one.
  const nameCall = db.connection.prepare(
    "UPDATE calls SET document = json_set(document, '$.outreachCallId', ?) WHERE id = ?",
  );
  const delay = db.connection.prepare(
    'UPDATE outbox SET attempts = ?, not_before = ?, failure_code = ?, failure_message = ? WHERE id = ?',
  );

  const readable = (rows: readonly unknown[]): readonly OutboxEntry[] =>
    rows.flatMap((row) => {
      const read = parseSafely(storedEntry, row);
      if (read.success) return [read.data];
      const column = read.error.issues[0]?.path.join('.') || 'row';
      db.failures.push({
        code: 'unreadable-update',
        message: `A stored update for Outreach could not be read (${column}) and will not be sent.`,
      });
      return [];
    });

  return {
    waiting: () => readable(stillWaiting.all()),
    entriesOf: (callId) => readable(ofCall.all(callId)),
    delivered(entryId) {
      db.withoutWaiting(() => void settle.run('delivered', null, null, entryId));
    },
    created(entryId, callId, outreachCallId) {
      db.transaction(() => {
        settle.run('delivered', null, null, entryId);
        nameAll.run(outreachCallId, callId);
        nameCall.run(outreachCallId, callId);
      });
    },
    giveUp(entryId, failure) {
      db.withoutWaiting(() => void settle.run('given-up', failure.code, failure.message, entryId));
    },
    postpone(entryId, attempts, notBefore, failure) {
      db.withoutWaiting(() => void delay.run(attempts, notBefore, failure.code, failure.message, entryId));
    },
  };
}

function ownerOf(id: string, name: string | null): Owner {
  return { id, ...(name !== null && { name }) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is told like any other wrong content, by the schema.
    return undefined;
  }
}
