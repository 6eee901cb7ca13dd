import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../app/clock.ts';
import { authorizeUrl, RENEWED_LATELY } from '../../app/outreach/oauth.ts';
import { readRedirect } from '../../app/outreach/redirect.ts';
import { MINTING_GAP } from '../../app/outreach/tokens.ts';
import { type Failure, fail, ok, type Result } from '../../app/result.ts';
import type { OutreachSettings } from '../../app/settings/settings.ts';
import { readUser } from './client.ts';
import type { Session } from './session.ts';
import type { TokenEndpoint, TokenOutcome } from './token-endpoint.ts';
import type { Transport } from './transport.ts';

export interface SignIn {
  /** Begins a sign-in; an earlier unfinished one is void. The browser goes to `authorizeUrl` and ends at `redirectUri`. */
  start(): { readonly authorizeUrl: string; readonly redirectUri: string };
  /**
   * The address the browser was sent to: checks it, exchanges the code, stores the tokens, reads who it is. Outreach
   * gives one sign-in a minute: the exchange waits for the next, if need be.
   * Failures: those of `readRedirect` and of the token endpoint, `no-sign-in` where none was begun, and
   * `sign-in-abandoned` where another one began during that wait.
   */
  finish(url: string): Promise<Result<{ readonly user: string | undefined }>>;
  /** The window was closed, or the page could not be loaded. */
  abandon(reason: string): void;
  /** Ends a wait for Outreach's minute. */
  close(): void;
}

export interface SignInPorts {
  readonly settings: OutreachSettings;
  readonly transport: Transport;
  readonly endpoint: TokenEndpoint;
  readonly session: Session;
  readonly clock: Clock;
}

/** Connects Outreach by OAuth; one sign-in at a time, each with a `state` of its own (RFC 6749 section 10.12). */
export function createSignIn({ settings, transport, endpoint, session, clock }: SignInPorts): SignIn {
  let expected: { readonly state: string; readonly verifier: string | undefined } | undefined;
  let endWait = () => {};

  const over = (failure: Failure): { ok: false; failure: Failure } => {
    session.signingIn(false, failure);
    return { ok: false, failure };
  };

  /**
   * Exchanges the code, and once more where Outreach names a wait of a minute at most, as it does where it has given
   * this rep a token in the last 60 s: a code lives for minutes (RFC 6749 section 4.1.2), and the rep should not have to
   * sign in again. Undefined where the wait was ended.
   */
  async function exchange(code: string, verifier: string | undefined): Promise<TokenOutcome | undefined> {
    const grant = await endpoint.exchange(code, verifier);
    const { retryAfter } = grant.outcome === 'wait' ? grant : {};
    if (retryAfter === undefined || retryAfter > MINTING_GAP) return grant;
    // Another sign-in began while this one was answered.
    if (expected !== undefined) return undefined;
    const waited = await new Promise<boolean>((resolve) => {
      const cancel = clock.after(retryAfter, () => resolve(true));
      endWait = () => {
        cancel();
        resolve(false);
      };
    });
    return waited ? endpoint.exchange(code, verifier) : undefined;
  }

  return {
    start() {
      endWait();
      const state = randomBytes(24).toString('base64url');
      // 43 characters of RFC 7636's alphabet (section 4.1).
      const verifier = settings.pkce === true ? randomBytes(32).toString('base64url') : undefined;
      expected = { state, verifier };
      session.signingIn(true);
      const challenge = verifier && createHash('sha256').update(verifier).digest('base64url');
      return { authorizeUrl: authorizeUrl(settings, state, challenge), redirectUri: settings.redirectUri };
    },
    async finish(url) {
      const begun = expected;
      if (begun === undefined) return fail('no-sign-in', 'No sign-in was going on. Connect Outreach again.');
      const code = readRedirect(url, { redirectUri: settings.redirectUri, state: begun.state });
      expected = undefined;
      if (!code.ok) return over(code.failure);
      const grant = await exchange(code.value, begun.verifier);
      if (grant === undefined) return fail('sign-in-abandoned', 'Another sign-in has begun since.');
      if (grant.outcome !== 'granted')
        return over(grant.failure.code === RENEWED_LATELY.code ? SIGNED_IN_LATELY : grant.failure);
      // Stored first, used then.
      await session.adopt({ ...grant.tokens, asked: settings.scopes.join(' ') });
      const { accessToken } = grant.tokens;
      const who = await readUser(transport, settings.apiUrl, accessToken);
      if (who !== undefined) await session.identified(accessToken, who);
      // A second sign-in may have begun meanwhile; then that one is shown.
      if (expected === undefined) session.signingIn(false);
      return ok({ user: typeof who === 'object' ? who.name : undefined });
    },
    abandon(reason) {
      if (expected === undefined) return;
      expected = undefined;
      session.signingIn(false, { code: 'sign-in-abandoned', message: reason });
    },
    close: () => endWait(),
  };
}

const SIGNED_IN_LATELY: Failure = {
  code: RENEWED_LATELY.code,
  message: 'Outreach gives one sign-in a minute at most. Connect Outreach again in a minute.',
};
