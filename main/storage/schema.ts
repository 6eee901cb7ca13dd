/**
 * The one file's schema, as the steps that lead to it; `user_version` counts the steps a file has taken.
 * Never change a step that was released: add one.
 *
 * A call is kept as a document, because nothing asks for its parts but the columns beside it. Outreach's
 * call-id is compared without case (it is a UUID that some pages print in capitals) and belongs to one call,
 * so the same link twice can never become two.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE calls (
    id TEXT PRIMARY KEY,
    outreach_call_id TEXT COLLATE NOCASE UNIQUE,
    started_at INTEGER NOT NULL,
    ended INTEGER NOT NULL CHECK (ended IN (0, 1)),
    last_alive INTEGER NOT NULL,
    document TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX calls_by_start ON calls (started_at);
  CREATE INDEX calls_unfinished ON calls (started_at) WHERE ended = 0;

  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    call_id TEXT NOT NULL REFERENCES calls (id),
    outreach_call_id TEXT NOT NULL,
    state TEXT NOT NULL,
    state_changed_at INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'delivered', 'given-up')),
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0,
    failure_code TEXT,
    failure_message TEXT
  ) STRICT;
  CREATE INDEX outbox_by_call ON outbox (call_id, id);
  CREATE INDEX outbox_waiting ON outbox (id) WHERE status = 'waiting';
  `,
  // Calls owe more than states: a recording's URL, and an inbound call's own creation, before it has an id.
  `
  CREATE TABLE outbox_by_kind (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    call_id TEXT NOT NULL REFERENCES calls (id),
    outreach_call_id TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('state', 'create', 'recording', 'voicemail')),
    state TEXT,
    state_changed_at INTEGER,
    content TEXT,
    status TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'delivered', 'given-up')),
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0,
    failure_code TEXT,
    failure_message TEXT,
    CHECK ((kind = 'state') = (state IS NOT NULL AND state_changed_at IS NOT NULL)),
    CHECK ((kind = 'state') = (content IS NULL))
  ) STRICT;
  INSERT INTO outbox_by_kind (id, call_id, outreach_call_id, kind, state, state_changed_at, status, attempts,
      not_before, failure_code, failure_message)
    SELECT id, call_id, outreach_call_id, 'state', state, state_changed_at, status, attempts, not_before,
      failure_code, failure_message FROM outbox;
  DROP TABLE outbox;
  ALTER TABLE outbox_by_kind RENAME TO outbox;
  CREATE INDEX outbox_by_call ON outbox (call_id, id);
  CREATE INDEX outbox_waiting ON outbox (id) WHERE status = 'waiting';
  `,
  // A recording's address comes with the SIP Call-ID, perhaps long after the call.
  `
  CREATE INDEX calls_by_sip_call_id ON calls (CASE WHEN json_valid(document) THEN document ->> '$.sipCallId' END);
  `,
  // Each update goes out under the sign-in of the rep whose call it is; rows without one are anybody's.
  `
  ALTER TABLE outbox ADD COLUMN owner_id TEXT;
  ALTER TABLE outbox ADD COLUMN owner_name TEXT;
  `,
];
