/** One hash function: hexadecimal in lower case of a text's UTF-8. */
export type Hash = (text: string) => string;

/** The strongest first (RFC 8760 section 2.3 and RFC 7616 section 6.1). */
const STRENGTH = ['SHA-512-256', 'SHA-256', 'MD5'] as const;
export type Hashes = Readonly<Record<(typeof STRENGTH)[number], Hash>>;

/** A question for the password that can be answered (RFC 7616 section 3.3). */
export interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque?: string | undefined;
  readonly hash: keyof Hashes;
  /** As it is to be named in the answer; undefined where the question names none. */
  readonly algorithm?: string | undefined;
  /** `-sess`: the secret is bound to the first nonce. */
  readonly sess: boolean;
  /** Undefined: the question is of before RFC 2617. */
  readonly qop?: 'auth' | 'auth-int' | undefined;
  /** The password was right, the nonce too old. */
  readonly stale: boolean;
}

export interface DigestAnswer {
  readonly challenge: Challenge;
  readonly username: string;
  readonly password: string;
  readonly method: string;
  /** The Request-URI. */
  readonly uri: string;
  readonly body: string;
  readonly cnonce: string;
  /** How often the nonce has been used, this time included. */
  readonly count: number;
}

/** A parameter, perhaps with the scheme before it that begins a challenge (RFC 3261 section 25.1). */
const PARAMETER =
  /(?:^|[,\s])\s*(?:([A-Za-z][\w-]*)[ \t]+)?([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]*))/g;

/**
 * Reads the values of WWW-Authenticate or Proxy-Authenticate, each with one challenge or several: those which can be
 * answered, in their order. Other schemes, algorithms and qualities of protection are left out; so is anything else.
 */
export function readChallenges(values: readonly string[]): readonly Challenge[] {
  return values.flatMap((value) => {
    const found: Map<string, string>[] = [];
    for (const [, scheme, name = '', quoted, bare] of value.matchAll(PARAMETER)) {
      if (scheme !== undefined) found.push(new Map([['', scheme.toLowerCase()]]));
      found.at(-1)?.set(name.toLowerCase(), quoted ?? bare ?? '');
    }
    return found.flatMap((parameters) => challengeOf(parameters) ?? []);
  });
}

function challengeOf(parameters: ReadonlyMap<string, string>): Challenge | undefined {
  const [realm, nonce] = [parameters.get('realm'), parameters.get('nonce')];
  const algorithm = parameters.get('algorithm');
  const [, name, sess] = /^(.*?)(-sess)?$/i.exec(algorithm ?? 'MD5') ?? [];
  const hash = STRENGTH.find((known) => known === name?.toUpperCase());
  const offered =
    parameters
      .get('qop')
      ?.toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean) ?? [];
  const qop = (['auth', 'auth-int'] as const).find((known) => offered.includes(known));
  if (parameters.get('') !== 'digest' || realm === undefined || nonce === undefined) return undefined;
  if (hash === undefined || (offered.length > 0 && qop === undefined)) return undefined;
  return {
    ...{ realm, nonce, hash, algorithm, qop },
    opaque: parameters.get('opaque'),
    sess: sess !== undefined,
    stale: parameters.get('stale')?.toLowerCase() === 'true',
  };
}

/** The strongest of each realm; of two that are as strong, the topmost (RFC 8760 section 2.4). */
export function strongestOf(challenges: readonly Challenge[]): readonly Challenge[] {
  const strength = ({ hash }: Challenge): number => STRENGTH.indexOf(hash);
  const chosen = new Map<string, Challenge>();
  for (const challenge of challenges) {
    const before = chosen.get(challenge.realm);
    if (before === undefined || strength(challenge) < strength(before))
      chosen.set(challenge.realm, challenge);
  }
  return [...chosen.values()];
}

/** The value of Authorization or Proxy-Authorization (RFC 7616 section 3.4, RFC 3261 section 22.4). */
export function digestAnswer(answer: DigestAnswer, hashes: Hashes): string {
  const { challenge, username, password, method, uri, body, cnonce } = answer;
  const { realm, nonce, opaque, algorithm, qop, sess } = challenge;
  const hash = hashes[challenge.hash];
  const count = answer.count.toString(16).padStart(8, '0');
  const account = hash(`${username}:${realm}:${password}`);
  const secret = sess ? hash(`${account}:${nonce}:${cnonce}`) : account;
  const request = hash(`${method}:${uri}${qop === 'auth-int' ? `:${hash(body)}` : ''}`);
  const proof = qop === undefined ? nonce : `${nonce}:${count}:${cnonce}:${qop}`;
  return `Digest ${[
    `username="${username.replace(/["\\]/g, '\\$&')}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${uri}"`,
    `response="${hash(`${secret}:${proof}:${request}`)}"`,
    ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
    // The session of `-sess` can't be followed without it.
    ...(qop !== undefined || sess ? [`cnonce="${cnonce}"`] : []),
    ...(opaque === undefined ? [] : [`opaque="${opaque}"`]),
    ...(qop === undefined ? [] : [`qop=${qop}`, `nc=${count}`]),
  ].join(', ')}`;
}
