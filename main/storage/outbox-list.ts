import { z } from 'zod';
import { CALL_STATES } from '../../app/calls/call.ts';
import type { OutboxItem } from '../../app/ipc/contract.ts';
import { parseSafely } from '../../app/parse-safely.ts';
import type { Database } from './database.ts';

/** More than a person reads; the count of all is in the snapshot. */
const SHOWN = 50;

const shownRow = z
  .object({
    id: z.int(),
    kind: z.enum(['state', 'create', 'recording', 'voicemail']),
    state: z.enum(CALL_STATES).nullable(),
    at: z.number().nullable(),
    number: z.string().nullable(),
    status: z.enum(['waiting', 'given-up']),
    attempts: z.int(),
    failure_code: z.string().nullable(),
    failure_message: z.string().nullable(),
  })
  .transform(
    (row): OutboxItem => ({
      id: row.id,
      what: row.state ?? row.kind,
      number: row.number ?? '',
      status: row.status,
      attempts: row.attempts,
      ...(row.at !== null && { at: row.at }),
      ...(row.failure_code !== null && {
        failure: { code: row.failure_code, message: row.failure_message ?? '' },
      }),
    }),
  );

/** What has not reached Outreach: the latest that failed or wait, newest first. A row that can't be read is left out. */
export function createOutboxList(db: Database): () => OutboxItem[] {
  const latest = db.connection.prepare(`
    SELECT outbox.id, kind, state, coalesce(state_changed_at, started_at) AS at, status, attempts,
      failure_code, failure_message,
      CASE WHEN json_valid(document) THEN document ->> '$.number' END AS number
    FROM outbox LEFT JOIN calls ON calls.id = call_id
    WHERE status <> 'delivered' ORDER BY outbox.id DESC LIMIT ${SHOWN}`);
  return () =>
    latest.all().flatMap((row) => {
      const read = parseSafely(shownRow, row);
      return read.success ? [read.data] : [];
    });
}
