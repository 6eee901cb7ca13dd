import { type Challenge, digestAnswer, type Hashes, readChallenges, strongestOf } from './digest.ts';

/** Who asks: the one who is called, or a proxy on the way (RFC 3261 sections 22.2 and 22.3). */
const ASKERS = [
  { asks: 'www-authenticate', answer: 'authorization', tells: 'authentication-info' },
  { asks: 'proxy-authenticate', answer: 'proxy-authorization', tells: 'proxy-authentication-info' },
] as const;
type Asker = (typeof ASKERS)[number];

/** Calls whose credentials are kept. The REGISTERs of a line share one SIP Call-ID. */
const MOST_CALLS = 50;
/** How often one server may call its own nonce too old for one and the same request. */
const MOST_STALE = 2;

export interface AskedRequest {
  readonly sipCallId: string;
  readonly method: string;
  readonly uri: string;
  readonly body: string;
}

/** All values of a header of an answer, by its name in lower case. */
export type HeaderOf = (name: string) => readonly string[];

/** What one request has been through: who asked, and how often a nonce was too old. */
export type Rounds = Map<string, number>;

interface Known {
  readonly asker: Asker;
  readonly challenge: Challenge;
  readonly cnonce: string;
  count: number;
}

export interface AuthenticationParts {
  readonly username: string;
  readonly password: string;
  readonly hashes: Hashes;
  /** A new random token, for cnonce. */
  token(): string;
}

export type Authentication = ReturnType<typeof createAuthentication>;

/**
 * Answers whoever asks for the password, proxies and the far end alike, each in its own realm. What was asked in a call goes
 * into each further request of it (RFC 3261 section 22.3), with the count of the nonce; other calls are asked anew.
 */
export function createAuthentication(parts: AuthenticationParts) {
  const calls = new Map<string, Map<string, Known>>();
  const acknowledged = new Map<string, ReadonlyMap<string, readonly string[]>>();

  function knownOf(sipCallId: string): Map<string, Known> {
    const known = calls.get(sipCallId) ?? new Map<string, Known>();
    calls.delete(sipCallId);
    calls.set(sipCallId, known);
    for (const oldest of [...calls.keys()].slice(0, -MOST_CALLS)) {
      calls.delete(oldest);
      acknowledged.delete(oldest);
    }
    return known;
  }
  function learn(known: Map<string, Known>, asker: Asker, challenge: Challenge): void {
    known.set(keyOf(asker, challenge.realm), { asker, challenge, cnonce: parts.token(), count: 0 });
  }

  return {
    /**
     * The headers that a request is to carry, by their names. An ACK has those of its INVITE (RFC 3261 section 13.2.2.4), and
     * a CANCEL none.
     */
    headers(request: AskedRequest): ReadonlyMap<string, readonly string[]> {
      const known = calls.get(request.sipCallId);
      if (known === undefined || request.method === 'CANCEL') return new Map();
      if (request.method === 'ACK') return acknowledged.get(request.sipCallId) ?? new Map();
      const headers = new Map<string, string[]>();
      for (const one of known.values()) {
        one.count += 1;
        const value = digestAnswer({ ...parts, ...request, ...one }, parts.hashes);
        headers.set(one.asker.answer, [...(headers.get(one.asker.answer) ?? []), value]);
      }
      if (request.method === 'INVITE') acknowledged.set(request.sipCallId, headers);
      return headers;
    },
    /**
     * Reads a 401 or 407; true: the request may be sent again, with `headers`. False where nothing of it can be answered, or
     * where the answer that this request had carried was refused: the password is wrong. `rounds` belongs to the request.
     */
    challenged(sipCallId: string, header: HeaderOf, rounds: Rounds): boolean {
      const asked = ASKERS.flatMap((asker) =>
        strongestOf(readChallenges(header(asker.asks))).map((challenge) => ({ asker, challenge })),
      );
      const answerable = asked.every(({ asker, challenge }) => {
        const before = rounds.get(keyOf(asker, challenge.realm));
        return before === undefined || (challenge.stale && before < MOST_STALE);
      });
      if (asked.length === 0 || !answerable) return false;
      const known = knownOf(sipCallId);
      for (const { asker, challenge } of asked) {
        const key = keyOf(asker, challenge.realm);
        rounds.set(key, (rounds.get(key) ?? -1) + 1);
        learn(known, asker, challenge);
      }
      return true;
    },
    /** Reads an answer that is none of these: the next nonce may be in it (RFC 7616 section 3.5). */
    taken(sipCallId: string, header: HeaderOf): void {
      const known = calls.get(sipCallId);
      if (known === undefined) return;
      for (const asker of ASKERS) {
        const nonce = /(?:^|[,\s])nextnonce\s*=\s*"([^"]+)"/i.exec(header(asker.tells)[0] ?? '')?.[1];
        const [only, ...others] = [...known.values()].filter((one) => one.asker === asker);
        // The header names no realm.
        if (nonce === undefined || only === undefined || others.length > 0) continue;
        learn(known, asker, { ...only.challenge, nonce });
      }
    },
  };
}

function keyOf(asker: Asker, realm: string): string {
  return `${asker.asks} ${realm}`;
}
