import { z } from 'zod';
import { CALL_STATES } from '../../app/calls/call.ts';
import type { OutboxItem } from '../../app/ipc/outreach-view-schema.ts';
import { heldBack, type Owner } from '../../app/outbox/owner.ts';
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
    owner_id: z.string().nullable(),
    owner_name: z.string().nullable(),
  })
  .transform((row) => {
    const failure =
      row.failure_code === null ? undefined : { code: row.failure_code, message: row.failure_message ?? '' };
    const item: OutboxItem = {
      id: row.id,
      what: row.state ?? row.kind,
      number: row.number ?? '',
      status: row.status,
      attempts: row.attempts,
      ...(row.at !== null && { at: row.at }),
      ...(failure !== undefined && { failure }),
    };
    const owner = row.owner_id === null ? undefined : { id: row.owner_id, name: row.owner_name ?? undefined };
    return { item, owner };
  });

/**
 * What has not reached Outreach: the latest that failed or wait, newest first. A row that can't be read is left out.
 *
 * @param connected who is connected: what waits for somebody else says so
 */
export function createOutboxList(
  db: Database,
  connected: () => Owner | undefined = () => undefined,
): () => OutboxItem[] {
  const latest = db.connection.prepare(`
    SELECT outbox.id, kind, state, coalesce(state_changed_at, started_at) AS at, status, attempts,
      failure_code, failure_message, owner_id, owner_name,
      CASE WHEN json_valid(document) THEN document ->> '$.number' END AS number
    FROM outbox LEFT JOIN calls ON calls.id = call_id
    WHERE status <> 'delivered' ORDER BY outbox.id DESC LIMIT ${SHOWN}`);
  return () =>
    latest.all().flatMap((row) => {
      const read = parseSafely(shownRow, row);
      if (!read.success) return [];
      const { item, owner } = read.data;
      const why = item.status === 'waiting' ? heldBack(owner, connected()) : undefined;
      return why === undefined ? [item] : [{ ...item, failure: why }];
    });
}
