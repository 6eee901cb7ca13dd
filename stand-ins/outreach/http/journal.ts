import { createHash } from 'node:crypto';
import { type Incoming, mediaType, parseJson } from './exchange.ts';

/** One request as Outreach saw it. Times are this machine's, in milliseconds since 1970 with fractions. */
export interface JournalEntry {
  readonly id: number;
  readonly at: number;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Fingerprint of the bearer token: the same token has the same one. */
  readonly token?: string | undefined;
  /** Parsed JSON or form, else the text; undefined where there was none. Tokens and secrets are fingerprints. */
  readonly body: unknown;
  /** What was, or would have been, answered; undefined until then. */
  readonly status?: number | undefined;
  /** The answer's body where it was an error. */
  readonly error?: unknown;
  /** When the last byte was handed over; undefined where the connection ended before. */
  readonly answeredAt?: number | undefined;
  /** The fault that was applied, in words. */
  readonly fault?: string | undefined;
}

export type Phase = 'before-effect' | 'after-effect' | 'after-answer';

export interface RequestEvent extends JournalEntry {
  readonly phase: Phase;
}

const SECRETS = /^(client_secret|code|code_verifier|refresh_token|access_token|secret|state)$/;
const KEPT = 100_000;

/** A token as the journal shows it: not the token, but the same for the same token. */
export function fingerprint(secret: string): string {
  return `masked:${createHash('sha256').update(secret).digest('hex').slice(0, 12)}`;
}

const masked = (fields: Iterable<[string, unknown]>): Record<string, string> =>
  Object.fromEntries(
    [...fields].map(([name, value]) => [
      name,
      SECRETS.test(name) ? fingerprint(String(value)) : String(value),
    ]),
  );

function maskedJson(value: unknown, oauth: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => maskedJson(item, oauth));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const secret = SECRETS.test(name) && (oauth || name === 'secret') && typeof inner === 'string';
      return [name, secret ? fingerprint(inner) : maskedJson(inner, oauth)];
    }),
  );
}

function bodyOf(incoming: Incoming): unknown {
  if (incoming.text === '') return undefined;
  if (mediaType(incoming.headers['content-type']) === 'application/x-www-form-urlencoded')
    return masked(new URLSearchParams(incoming.text));
  const json = parseJson(incoming.text);
  return json === undefined ? incoming.text : maskedJson(json.value, incoming.path.startsWith('/oauth'));
}

export interface Journal {
  entries(): readonly JournalEntry[];
  begin(incoming: Incoming, at: number): JournalEntry;
  /** Replaces the entry by itself with `more`, and returns it. */
  amend(entry: JournalEntry, more: Partial<JournalEntry>): JournalEntry;
  clear(): void;
}

/** Keeps the last 100,000 requests, oldest first. */
export function createJournal(): Journal {
  let entries: JournalEntry[] = [];
  let next = 1;
  return {
    entries: () => entries,
    begin(incoming, at) {
      const bearer = incoming.headers.authorization?.replace(/^bearer\s+/i, '');
      const entry: JournalEntry = {
        id: next,
        at,
        method: incoming.method,
        path: incoming.path,
        query: masked(incoming.query),
        token: bearer === undefined ? undefined : fingerprint(bearer),
        body: bodyOf(incoming),
      };
      next += 1;
      entries.push(entry);
      if (entries.length > KEPT * 1.1) entries = entries.slice(-KEPT);
      return entry;
    },
    amend(entry, more) {
      const amended = { ...entry, ...more };
      const place = entry.id - (entries[0]?.id ?? 1);
      if (entries[place]?.id === entry.id) entries[place] = amended;
      return amended;
    },
    clear() {
      entries = [];
    },
  };
}
