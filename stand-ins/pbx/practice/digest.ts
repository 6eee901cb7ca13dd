import { createHash, randomBytes } from 'node:crypto';
import { headersOf, type SipHeader, type SipRequest } from './sip-message.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** How the practice PBX asks for the password; as most phone systems do, unless told otherwise. */
export interface Asking {
  /** One challenge for each, the strongest first by custom; MD5. */
  readonly algorithms?: readonly string[] | undefined;
  /** As it stands in the header; `qop="auth"`. Empty: as RFC 2069 asks. */
  readonly qop?: string | undefined;
  /** How often a nonce is taken before it is stale; for ever. */
  readonly uses?: number | undefined;
  /** Each answer brings the next nonce (RFC 7616 section 3.5). */
  readonly nextNonce?: boolean | undefined;
  /** A wrong password is asked for again, and not refused with 403. */
  readonly asksAgain?: boolean | undefined;
  /** An INVITE is asked for by its proxy (407) and then by who is called (401). */
  readonly asksTwice?: boolean | undefined;
  /** Requests inside of a call need the password as well. */
  readonly inCalls?: boolean | undefined;
}

export type DigestVerdict = 'right' | 'wrong' | 'unknown-user' | 'absent' | 'stale';

/** Who asks; each has headers of its own (RFC 3261 sections 22.2 and 22.3). */
const HEADERS = {
  'far end': { status: 401, asks: 'www-authenticate', answer: 'authorization', tells: 'authentication-info' },
  proxy: {
    status: 407,
    asks: 'proxy-authenticate',
    answer: 'proxy-authorization',
    tells: 'proxy-authentication-info',
  },
} as const;
export type AskedBy = keyof typeof HEADERS;

export type DigestGate = ReturnType<typeof createDigestGate>;

const HASHES: Record<string, string> = { MD5: 'md5', 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' };

/** Checks digest credentials (RFC 7616 as RFC 3261 section 22 and RFC 8760 use it). Remembers which nonces it gave out. */
export function createDigestGate(realm: string, accounts: readonly Credentials[], asking: Asking = {}) {
  /** How often each has been used. */
  const nonces = new Map<string, number>();
  const { algorithms = ['MD5'], qop = 'qop="auth"', uses = Number.POSITIVE_INFINITY } = asking;

  function newNonce(): string {
    const nonce = randomBytes(16).toString('hex');
    nonces.set(nonce, 0);
    return nonce;
  }
  function check(given: ReadonlyMap<string, string>, { method, body }: SipRequest): DigestVerdict {
    const nonce = given.get('nonce') ?? '';
    const used = nonces.get(nonce);
    if (used === undefined || used >= uses) return 'stale';
    const account = accounts.find(({ username }) => username === given.get('username'));
    if (account === undefined) return 'unknown-user';
    const algorithm = given.get('algorithm') ?? 'MD5';
    if (!algorithms.includes(algorithm) && given.has('algorithm')) return 'wrong';
    const hash = (text: string): string =>
      createHash(HASHES[algorithm.replace(/-sess$/, '')] ?? 'md5')
        .update(text)
        .digest('hex');
    const [count, cnonce, quality] = [given.get('nc'), given.get('cnonce'), given.get('qop')];
    // RFC 7616 section 3.4: it counts the requests with this nonce, so that none can be replayed. One may get lost.
    const use = quality === undefined ? used + 1 : Number.parseInt(count ?? '', 16);
    if (!(use > used)) return 'stale';
    if ((quality === undefined) !== (qop === '')) return 'wrong';
    const stem = hash(`${account.username}:${realm}:${account.password}`);
    const secret = algorithm.endsWith('-sess') ? hash(`${stem}:${nonce}:${cnonce}`) : stem;
    const integrity = quality === 'auth-int' ? `:${hash(body)}` : '';
    const request = hash(`${method}:${given.get('uri') ?? ''}${integrity}`);
    const proof = [nonce, ...(quality === undefined ? [] : [count, cnonce, quality])].join(':');
    if (hash(`${secret}:${proof}:${request}`) !== given.get('response')) return 'wrong';
    nonces.set(nonce, use);
    return 'right';
  }

  return {
    status: (by: AskedBy): number => HEADERS[by].status,
    /** The headers of a 401 or 407. */
    challenge(by: AskedBy, stale: boolean): SipHeader[] {
      const nonce = newNonce();
      return algorithms.map((algorithm) => {
        const more = [qop, stale ? 'stale=true' : ''].filter(Boolean).map((one) => `, ${one}`);
        const value = `Digest realm="${realm}", nonce="${nonce}", algorithm=${algorithm}${more.join('')}`;
        return [HEADERS[by].asks, value];
      });
    },
    /** Whether a request carries the right password for this realm. */
    verdict(by: AskedBy, request: SipRequest): DigestVerdict {
      const given = headersOf(request, HEADERS[by].answer)
        .filter((value) => /^Digest\s/i.test(value))
        .map(parametersOf)
        .find((parameters) => parameters.get('realm') === realm);
      if (given === undefined) return 'absent';
      const verdict = check(given, request);
      return verdict === 'wrong' && asking.asksAgain === true ? 'absent' : verdict;
    },
    /** What an answer to the right password carries beside. */
    told: (by: AskedBy): SipHeader[] =>
      asking.nextNonce === true ? [[HEADERS[by].tells, `nextnonce="${newNonce()}"`]] : [],
  };
}

function parametersOf(authorization: string): Map<string, string> {
  const found = authorization.matchAll(/([a-z]+)\s*=\s*(?:"([^"]*)"|([^",\s]+))/gi);
  return new Map([...found].map(([, name = '', quoted, bare]) => [name.toLowerCase(), quoted ?? bare ?? '']));
}
