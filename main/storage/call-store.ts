import type { Call } from '../../app/calls/call.ts';
import { type CallStore, mayOwe } from '../../app/calls/call-store.ts';
import type { CallCreation, CallUpdate, OutboxEntry, UrlUpdate } from '../../app/outbox/entry.ts';
import type { Owner } from '../../app/outbox/owner.ts';
import { callOfRow, documentOf } from './call-row.ts';
import type { Database } from './database.ts';

/**
 * Calls in the SQLite file. Each `save` is one transaction with the updates owed, on the disk when it
 * returns. Rows that can't be read are left out and told in `db.failures`.
 *
 * @param connected who is connected to Outreach: whose call it is that begins now
 */
export function createCallStore(
  db: Database,
  connected: () => Owner | undefined = () => undefined,
): CallStore {
  const write = db.connection.prepare(
    `INSERT INTO calls (id, outreach_call_id, started_at, ended, last_alive, document)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET
       outreach_call_id = excluded.outreach_call_id,
       ended = excluded.ended,
       last_alive = max(last_alive, excluded.last_alive),
       document = excluded.document`,
  );
  const owe = db.connection.prepare(
    `INSERT INTO outbox
       (call_id, outreach_call_id, kind, state, state_changed_at, content, owner_id, owner_name)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const firstOwed = db.connection.prepare(
    'SELECT owner_id AS id, owner_name AS name FROM outbox WHERE call_id = ? ORDER BY id LIMIT 1',
  );
  const byCallId = db.connection.prepare('SELECT document FROM calls WHERE outreach_call_id = ?');
  const storedId = db.connection.prepare(
    "SELECT document ->> '$.outreachCallId' AS id FROM calls WHERE id = ?",
  );
  const bySipCallId = db.connection.prepare(
    `SELECT document FROM calls
     WHERE CASE WHEN json_valid(document) THEN document ->> '$.sipCallId' END = ?
     ORDER BY started_at DESC LIMIT 1`,
  );
  const open = db.connection.prepare('SELECT document FROM calls WHERE ended = 0 ORDER BY started_at');
  const latest = db.connection.prepare('SELECT document FROM calls ORDER BY started_at DESC LIMIT ?');
  const alive = db.connection.prepare('UPDATE calls SET last_alive = max(last_alive, ?) WHERE id = ?');
  const readAlive = db.connection.prepare('SELECT last_alive FROM calls WHERE id = ?');

  const readable = (rows: readonly unknown[]): readonly Call[] =>
    rows.flatMap((row) => {
      const read = callOfRow(row);
      if (read.ok) return [read.value];
      db.failures.push(read.failure);
      return [];
    });

  /** A call stays whose it was when it began. */
  function ownerOf(callId: string): Owner | undefined {
    const first = firstOwed.get(callId);
    if (first === undefined) return connected();
    const { id, name } = first;
    return typeof id === 'string' ? { id, ...(typeof name === 'string' && { name }) } : undefined;
  }

  function entryOf(call: Call, update: CallUpdate, owner: Owner | undefined): OutboxEntry {
    const { outreachCallId } = call;
    const { kind } = update;
    const written =
      kind === 'state' ? [update.state, update.stateChangedAt, null] : [null, null, contentOf(update)];
    const whose = [owner?.id ?? null, owner?.name ?? null];
    const { lastInsertRowid } = owe.run(call.id, outreachCallId ?? null, kind, ...written, ...whose);
    return {
      id: Number(lastInsertRowid),
      callId: call.id,
      outreachCallId,
      ...(owner !== undefined && { owner }),
      update,
      status: 'waiting',
      attempts: 0,
      notBefore: 0,
    };
  }

  /** The outbox may have learned an inbound call's id from Outreach a moment ago, and the caller not yet. */
  function withStoredId(call: Call): Call {
    if (call.outreachCallId !== undefined) return call;
    const outreachCallId = storedId.get(call.id)?.id;
    return typeof outreachCallId === 'string' ? { ...call, outreachCallId } : call;
  }

  return {
    save(call, owed) {
      const { id } = call;
      if (owed.length > 0 && !mayOwe(call))
        throw new Error(`Call ${id} has no id at Outreach, so it can't owe updates.`);
      return db.transaction(() => {
        const named = call.direction === 'inbound' ? withStoredId(call) : call;
        const ended = call.phase === 'ended' ? 1 : 0;
        const linkId = call.direction === 'outbound' ? (call.outreachCallId ?? null) : null;
        write.run(id, linkId, call.startedAt, ended, call.stateChangedAt, documentOf(named));
        const owner = owed.length > 0 ? ownerOf(id) : undefined;
        return owed.map((update) => entryOf(named, update, owner));
      });
    },
    findByOutreachCallId(outreachCallId) {
      const row = byCallId.get(outreachCallId);
      return row === undefined ? undefined : readable([row])[0];
    },
    findBySipCallId(sipCallId) {
      const row = bySipCallId.get(sipCallId);
      return row === undefined ? undefined : readable([row])[0];
    },
    unfinished: () => readable(open.all()),
    recent: (limit) => readable(latest.all(limit)),
    touch(callId, at) {
      alive.run(at, callId);
    },
    lastAlive(callId) {
      const at = readAlive.get(callId)?.last_alive;
      return typeof at === 'number' ? at : undefined;
    },
  };
}

function contentOf(update: CallCreation | UrlUpdate): string {
  if (update.kind !== 'create') return update.url;
  const { from, to, vendorCallId } = update;
  return JSON.stringify({ from, to, vendorCallId });
}
