import { createHash, createHmac, randomBytes } from 'node:crypto';
import { REP } from '../organisation.ts';
import type { OutreachClock } from '../outreach-clock.ts';
import type { Switches } from '../switches.ts';

/** Outdial's own scopes; they do not add up: `calls.write` gives no `calls.read`. */
export const DEFAULT_SCOPES = [
  'calls.read',
  'calls.write',
  'users.read',
  'prospects.read',
  'phoneNumbers.read',
  'callDispositions.read',
  'callPurposes.read',
];

const RESOURCES = [
  'calls',
  'users',
  'prospects',
  'phoneNumbers',
  'callDispositions',
  'callPurposes',
  'webhooks',
];
/** `<plural>.<read|write|delete|all>`. */
export const isScope = (text: string): boolean => {
  const [plural = '', right = '', ...rest] = text.split('.');
  return (
    RESOURCES.includes(plural) && ['read', 'write', 'delete', 'all'].includes(right) && rest.length === 0
  );
};

export interface Code {
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly challenge?: { readonly value: string; readonly method: string } | undefined;
}

export interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: 'bearer';
  readonly expires_in: number;
  readonly refresh_token: string;
  readonly scope: string;
  readonly created_at: number;
}

export type GrantFailure =
  | { readonly error: 'invalid_grant'; readonly description: string }
  | { readonly error: 'too_soon'; readonly retryAfter: number };
export type Granted =
  | { readonly ok: true; readonly tokens: TokenAnswer }
  | ({ readonly ok: false } & GrantFailure);
export type Checked =
  | { readonly ok: true; readonly userId: number; readonly scopes: readonly string[] }
  | { readonly ok: false; readonly reason: 'unknown' | 'expired' };

export interface Grants {
  issueCode(code: Code): string;
  exchangeCode(code: string, redirectUri: string, verifier: string | undefined): Granted;
  refresh(refreshToken: string): Granted;
  /** Tokens of a grant made earlier: it does not start the minting window. */
  seed(scopes: readonly string[]): TokenAnswer;
  check(accessToken: string): Checked;
  revokeAll(): void;
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Codes and tokens of one OAuth application and one rep. */
export function createGrants(ports: {
  readonly clock: OutreachClock;
  readonly switches: Switches;
  readonly clientId: string;
}): Grants {
  const { clock, switches, clientId } = ports;
  const key = randomBytes(32);
  const codes = new Map<string, Code & { expires: number }>();
  const access = new Map<string, { scopes: readonly string[]; expires: number }>();
  const refresh = new Map<string, { scopes: readonly string[]; expires: number }>();
  let mintedAt: number | undefined;

  function jwt(expires: number): string {
    const head = base64url({ alg: 'HS256', typ: 'JWT' });
    const claims = { sub: REP.email, bundle: 'practice', aud: clientId, exp: Math.floor(expires / 1000) };
    const payload = base64url({ ...claims, jti: randomBytes(9).toString('base64url') });
    const signature = createHmac('sha256', key).update(`${head}.${payload}`).digest('base64url');
    return `${head}.${payload}.${signature}`;
  }

  function mint(scopes: readonly string[]): TokenAnswer {
    const now = clock.now();
    const accessToken = jwt(now + switches.accessLifeMs);
    const refreshToken = randomBytes(32).toString('base64url');
    access.set(accessToken, { scopes, expires: now + switches.accessLifeMs });
    refresh.set(refreshToken, { scopes, expires: now + switches.refreshLifeMs });
    for (const oldest of refresh.keys()) {
      if (refresh.size <= switches.maxRefreshTokens) break;
      refresh.delete(oldest);
    }
    return {
      access_token: accessToken,
      token_type: 'bearer',
      expires_in: Math.round(switches.accessLifeMs / 1000),
      refresh_token: refreshToken,
      scope: scopes.join(' '),
      created_at: Math.floor(now / 1000),
    };
  }

  /** Milliseconds until another access token may be minted; a clock that was set back does not lengthen it. */
  function tooSoon(): number {
    if (!switches.mintRule || mintedAt === undefined) return 0;
    const since = clock.now() - mintedAt;
    return since < 0 ? 0 : Math.max(0, switches.mintWindowMs - since);
  }

  const denied = (description: string): Granted => ({ ok: false, error: 'invalid_grant', description });

  function grant(scopes: readonly string[], spend: () => void): Granted {
    const left = tooSoon();
    if (left > 0) return { ok: false, error: 'too_soon', retryAfter: Math.ceil(left / 1000) };
    spend();
    mintedAt = clock.now();
    return { ok: true, tokens: mint(scopes) };
  }

  function challengeMet(code: Code, verifier: string | undefined): boolean {
    if (code.challenge === undefined || switches.pkce === 'ignored') return true;
    if (verifier === undefined) return false;
    const { method, value } = code.challenge;
    const made = method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
    return made === value;
  }

  return {
    issueCode(code) {
      const text = randomBytes(24).toString('base64url');
      codes.set(text, { ...code, expires: clock.now() + switches.codeLifeMs });
      return text;
    },
    exchangeCode(text, redirectUri, verifier) {
      const code = codes.get(text);
      if (code === undefined) return denied('The authorization code is unknown or was used before.');
      if (code.expires <= clock.now()) return denied('The authorization code has expired.');
      if (code.redirectUri !== redirectUri)
        return denied('The redirect URI is not the one of the authorization.');
      if (!challengeMet(code, verifier)) return denied('The code verifier does not match.');
      return grant(code.scopes, () => codes.delete(text));
    },
    refresh(text) {
      const token = refresh.get(text);
      if (token === undefined) return denied('The refresh token is unknown, revoked or was used before.');
      if (token.expires <= clock.now()) return denied('The refresh token has expired.');
      return grant(token.scopes, () => refresh.delete(text));
    },
    seed: mint,
    check(text) {
      const token = access.get(text);
      if (token === undefined)
        return { ok: false, reason: text.split('.').length === 3 ? 'expired' : 'unknown' };
      if (token.expires <= clock.now()) return { ok: false, reason: 'expired' };
      return { ok: true, userId: REP.id, scopes: token.scopes };
    },
    revokeAll() {
      codes.clear();
      access.clear();
      refresh.clear();
    },
  };
}
