import { z } from 'zod';
import { parseSafely } from '../parse-safely.ts';
import type { Failure } from '../result.ts';
import type { OutreachSettings } from '../settings/settings.ts';
import { bodyOf, type HttpAnswer, retryAfterOf } from './http-answer.ts';
import { shownWords } from './masked.ts';
import { formOf } from './query.ts';
import { MINTING_GAP, type Tokens } from './tokens.ts';

type Application = Pick<OutreachSettings, 'clientId' | 'clientSecret' | 'redirectUri'>;

/**
 * Where the rep's browser is sent to sign in and consent (RFC 6749 section 4.1.1).
 *
 * @param challenge the S256 challenge where PKCE is configured (RFC 7636 section 4.3)
 */
export function authorizeUrl(settings: OutreachSettings, state: string, challenge?: string): string {
  const query = formOf({
    client_id: settings.clientId,
    redirect_uri: settings.redirectUri,
    response_type: 'code',
    scope: settings.scopes.join(' '),
    state,
    ...(challenge === undefined ? {} : { code_challenge: challenge, code_challenge_method: 'S256' }),
  });
  return `${settings.authorizeUrl}${settings.authorizeUrl.includes('?') ? '&' : '?'}${query}`;
}

/** The token request which exchanges a code (RFC 6749 section 4.1.3); the verifier where there was a challenge. */
export function codeForm(application: Application, code: string, verifier?: string): string {
  const proof = verifier === undefined ? {} : { code_verifier: verifier };
  return formOf({ ...whoAsks(application), grant_type: 'authorization_code', code, ...proof });
}

/** The token request which refreshes (RFC 6749 section 6). Outreach ends the refresh token with its use. */
export function refreshForm(application: Application, refreshToken: string): string {
  return formOf({ ...whoAsks(application), grant_type: 'refresh_token', refresh_token: refreshToken });
}

function whoAsks({ clientId, clientSecret, redirectUri }: Application): Record<string, string> {
  return {
    client_id: clientId,
    ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
    redirect_uri: redirectUri,
  };
}

/**
 * What the token endpoint answered.
 * - `granted`  new tokens
 * - `ended`    this grant is over, whatever one does: the rep must connect again
 * - `wait`     not now; `retryAfter` in milliseconds where one is named or known
 */
export type Grant =
  | { readonly outcome: 'granted'; readonly tokens: Tokens }
  | { readonly outcome: 'ended'; readonly failure: Failure }
  | { readonly outcome: 'wait'; readonly failure: Failure; readonly retryAfter?: number | undefined };

/** Outreach's lifetime of an access token, in seconds, where an answer names none that can be used. */
const ACCESS_LIFE = 7_200;
const LONGEST_LIFE = 31_536_000;

/**
 * RFC 6749 section 5.1, with what it leaves optional: a grant that is not understood is lost, with its refresh token. So
 * what can be done without is passed over where it can't be read.
 */
const granted = z.object({
  access_token: z.string().min(1).max(16_384),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.unknown().optional(),
  refresh_token: z.string().min(1).max(16_384).nullish().catch(undefined),
  scope: z.string().max(4096).nullish().catch(undefined),
});

const refused = z.object({ error: z.string() });

/**
 * Reads an answer of the token endpoint.
 *
 * @param now when it arrived, in milliseconds since 1970: the token's end is counted on this machine's own clock
 * @param spent the refresh token that was sent: it stays good where the answer names no other (RFC 6749 section 6)
 */
export function grantOf(answer: HttpAnswer, now: number, spent?: string): Grant {
  const body = bodyOf(answer);
  const value = body.kind === 'json' ? body.value : undefined;
  const { status } = answer;
  if (status >= 200 && status <= 299) {
    const parsed = parseSafely(granted, value);
    if (!parsed.success) return { outcome: 'wait', failure: STRANGE };
    const { access_token: accessToken, expires_in, scope } = parsed.data;
    const refreshToken = parsed.data.refresh_token ?? spent;
    if (refreshToken === undefined) return { outcome: 'wait', failure: STRANGE };
    const expiresAt = now + lifeOf(expires_in) * 1000;
    return { outcome: 'granted', tokens: { accessToken, refreshToken, expiresAt, scope: scope ?? '' } };
  }
  if (status === 429) {
    return { outcome: 'wait', failure: RENEWED_LATELY, retryAfter: retryAfterOf(answer, now) ?? MINTING_GAP };
  }
  const parsed = parseSafely(refused, value);
  if (status >= 400 && status <= 499 && parsed.success) return refusal(parsed.data.error, status);
  if (status >= 500) return { outcome: 'wait', failure: FAILING, retryAfter: retryAfterOf(answer, now) };
  return { outcome: 'wait', failure: STRANGE };
}

/** In seconds; bounded, so that no answer can overflow a timer. Some servers write the number as text. */
function lifeOf(given: unknown): number {
  const seconds = typeof given === 'string' ? Number(given) : given;
  return typeof seconds === 'number' && seconds >= 1 ? Math.min(seconds, LONGEST_LIFE) : ACCESS_LIFE;
}

function refusal(error: string, status: number): Grant {
  switch (error) {
    case 'temporarily_unavailable':
    case 'server_error':
      return { outcome: 'wait', failure: FAILING };
    case 'invalid_grant':
      return { outcome: 'ended', failure: GRANT_OVER };
    case 'invalid_client':
    case 'unauthorized_client':
      return { outcome: 'ended', failure: WRONG_CLIENT };
    case 'invalid_scope':
      return { outcome: 'ended', failure: WRONG_SCOPE };
    default:
      // RFC 6749 section 5.2 has 400, and 401 for the client: any other is a gateway's word, and may pass.
      if (status !== 400 && status !== 401) return { outcome: 'wait', failure: STRANGE };
      return {
        outcome: 'ended',
        failure: {
          code: 'sign-in-refused',
          message: `Outreach refused the sign-in (${shownWords(error)}). Connect Outreach again.`,
        },
      };
  }
}

const GRANT_OVER: Failure = {
  code: 'invalid-grant',
  message: 'The sign-in to Outreach has ended. Connect Outreach again; updates wait until then.',
};
const WRONG_CLIENT: Failure = {
  code: 'invalid-client',
  message:
    'Outreach does not know this application. Ask your IT admin to check outreach.clientId and outreach.clientSecret.',
};
const WRONG_SCOPE: Failure = {
  code: 'invalid-scope',
  message: 'Outreach does not grant what Outdial asks for. Ask your IT admin to check outreach.scopes.',
};
/** Why there is no other token yet. */
export const RENEWED_LATELY: Failure = {
  code: 'sign-in-renewed-lately',
  message: 'Outreach renews a sign-in once a minute at most. The updates follow by themselves.',
};
const FAILING: Failure = {
  code: 'sign-in-failing',
  message: 'Outreach could not renew the sign-in just now. It is tried again by itself.',
};
const STRANGE: Failure = {
  code: 'not-outreach',
  message:
    'Something other than Outreach answered the sign-in: a network sign-in page, a proxy, or a wrong outreach.tokenUrl.',
};
