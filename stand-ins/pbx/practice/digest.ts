import { createHash, randomBytes } from 'node:crypto';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export type DigestVerdict = 'right' | 'wrong' | 'unknown-user' | 'absent' | 'stale';

/** Checks digest credentials (RFC 2617 as RFC 3261 section 22 uses it: MD5, qop=auth). */
export interface DigestGate {
  /** The value of a WWW-Authenticate or Proxy-Authenticate header. */
  challenge(stale: boolean): string;
  verdict(authorization: string, method: string): DigestVerdict;
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Takes the realm and its accounts; remembers which nonces it gave out. */
export function createDigestGate(realm: string, accounts: readonly Credentials[]): DigestGate {
  const nonces = new Set<string>();
  return {
    challenge(stale) {
      const nonce = randomBytes(16).toString('hex');
      nonces.add(nonce);
      return `Digest realm="${realm}", nonce="${nonce}", algorithm=MD5, qop="auth"${stale ? ', stale=true' : ''}`;
    },
    verdict(authorization, method) {
      if (!/^Digest\s/i.test(authorization)) return 'absent';
      const given = parametersOf(authorization);
      const nonce = given.get('nonce') ?? '';
      if (!nonces.has(nonce)) return 'stale';
      const account = accounts.find(({ username }) => username === given.get('username'));
      if (account === undefined) return 'unknown-user';
      const secret = md5(`${account.username}:${realm}:${account.password}`);
      const request = md5(`${method}:${given.get('uri') ?? ''}`);
      const proof = [nonce, given.get('nc'), given.get('cnonce'), given.get('qop')].filter(Boolean).join(':');
      return md5(`${secret}:${proof}:${request}`) === given.get('response') ? 'right' : 'wrong';
    },
  };
}

function parametersOf(authorization: string): Map<string, string> {
  const found = authorization.matchAll(/([a-z]+)\s*=\s*(?:"([^"]*)"|([^",\s]+))/gi);
  return new Map([...found].map(([, name = '', quoted, bare]) => [name.toLowerCase(), quoted ?? bare ?? '']));
}
