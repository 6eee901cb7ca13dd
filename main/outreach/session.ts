import type { Clock } from '../../app/clock.ts';
import type { Connected, Owner } from '../../app/outbox/owner.ts';
import { ageOf, lacksScopes, renewalIn, type Tokens } from '../../app/outreach/tokens.ts';
import type { Failure } from '../../app/result.ts';
import type { Secrets } from '../secrets/open-secrets.ts';
import type { AccessSource } from './client.ts';
import { createMinting } from './minting.ts';
import {
  type Access,
  keptFrom,
  SCOPES_CHANGED,
  type SessionView,
  SIGNED_OUT,
  sessionView,
  UNREACHABLE,
} from './session-view.ts';
import { createStoredSignIn } from './stored-sign-in.ts';
import type { TokenEndpoint } from './token-endpoint.ts';

export interface Session extends AccessSource {
  view(): SessionView;
  subscribe(listener: (view: SessionView) => void): () => void;
  /** Resolves when the keychain has been asked. */
  loaded(): Promise<void>;
  /** Who is connected, or was when the sign-in ended by itself; undefined where nobody is, or it is not known who. */
  owner(): Owner | undefined;
  /** The same for updates that are to leave: also whether Outreach has yet to say it, or does not. */
  connected(): Connected;
  /** Whose sign-in it is, or that Outreach does not say; nothing where another one has begun since. Stored when it resolves. */
  identified(token: string, user: Owner | 'untold'): Promise<void>;
  /** The machine woke up or is online again: renews beside if it is time. */
  wake(): void;
  /** A sign-in began, or ended without one. */
  signingIn(going: boolean, failure?: Failure): void;
  /** Takes up a new sign-in; stored when it resolves. */
  adopt(tokens: Tokens): Promise<void>;
  /** Signs out: the tokens are gone when it resolves. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

export interface SessionPorts {
  readonly secrets: Pick<Secrets, 'store' | 'keptIn' | 'warning' | 'onBack'>;
  /** The keychain entry of this application and profile. */
  readonly account: string;
  readonly endpoint: TokenEndpoint;
  /** The scopes of the configuration; a sign-in that never asked for one of them is not used. */
  readonly scopes?: readonly string[] | undefined;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: (line: string) => void;
}

/** setTimeout takes no more than some 24 days; a longer-lived token is looked at again each day. */
const LONGEST_TIMER = 86_400_000;

/**
 * Holds the one sign-in. Reading the keychain starts at once and is awaited where a token is needed. There is one
 * refresh at a time, ever; the rotated refresh token is stored before its access token is used; and a token is renewed
 * ahead of its end, so that no call waits for it.
 */
export function createSession({
  secrets,
  account,
  endpoint,
  scopes = [],
  clock,
  random,
  log,
}: SessionPorts): Session {
  const stored = createStoredSignIn({ secrets, account, log });
  const minting = createMinting({ clock, random });
  const listeners = new Set<(view: SessionView) => void>();
  let tokens: Tokens | undefined;
  /** Whose sign-in ended by itself: what they do until somebody signs in is still theirs. */
  let last: Owner | undefined;
  let state: 'loading' | 'ready' | 'ended' | 'closed' = 'loading';
  let going = false;
  let offline: Failure | undefined;
  let failure: Failure | undefined;
  let untold = false;
  /** Counts sign-ins and sign-outs, so that a refresh begun before one of them changes nothing after it. */
  let generation = 0;
  let renewing: Promise<Access> | undefined;
  let cancelTimer = () => {};

  const view = (): SessionView =>
    sessionView({ tokens, state, going, offline, untold, failure }, secrets.keptIn(), secrets.warning());
  let shown = JSON.stringify(view());
  const changed = () => {
    const next = JSON.stringify(view());
    if (next === shown || state === 'closed') return;
    shown = next;
    for (const listener of listeners) listener(view());
  };

  const none = (): Access => ({
    ok: false,
    delivery: { outcome: 'signed-out', failure: failure ?? SIGNED_OUT },
  });
  const current = (): Access =>
    tokens === undefined ? none() : { ok: true, token: tokens.accessToken, userId: tokens.userId };

  const ownerOf = (held: Tokens | undefined): Owner | undefined =>
    held?.userId === undefined ? undefined : { id: held.userId, name: held.user };

  const end = (why: Failure): void => {
    last = ownerOf(tokens);
    tokens = undefined;
    state = 'ended';
    failure = why;
    cancelTimer();
    log(`outreach: the sign-in has ended (${why.code})`);
  };

  const load = async (): Promise<void> => {
    const began = generation;
    const found = await stored.load();
    if (began !== generation || state === 'closed') return;
    state = 'ready';
    if (!found.ok) end(found.failure);
    else if (found.value !== null && lacksScopes(found.value, scopes)) end(SCOPES_CHANGED);
    else if (found.value !== null) tokens = found.value;
    schedule();
    changed();
  };

  const schedule = (): void => {
    cancelTimer();
    if (tokens === undefined || state === 'closed') return;
    const due = Math.max(renewalIn(tokens, clock.now()), minting.holdOff());
    cancelTimer =
      due > LONGEST_TIMER ? clock.after(LONGEST_TIMER, schedule) : clock.after(due, () => void renew());
  };

  const renew = (): Promise<Access> => {
    renewing ??= renewOnce().finally(() => {
      renewing = undefined;
      schedule();
      changed();
    });
    return renewing;
  };

  const renewOnce = async (): Promise<Access> => {
    const before = tokens;
    if (before === undefined) return none();
    const refusal = minting.refusal();
    if (refusal !== undefined) return { ok: false, delivery: { outcome: 'wait', ...refusal } };
    const began = generation;
    const outcome = await endpoint.refresh(before.refreshToken);
    if (began !== generation) return current();
    switch (outcome.outcome) {
      case 'granted':
        await take({ ...outcome.tokens, ...keptFrom(tokens ?? before) }, began);
        return current();
      case 'ended':
        end(outcome.failure);
        // Any other end may be mended by the IT admin, and then the grant is still good.
        if (outcome.failure.code === 'invalid-grant') await stored.remove();
        return none();
      case 'unreachable':
      case 'wait': {
        const retryAfter = minting.failed(outcome);
        log(`outreach: the sign-in was not renewed (${outcome.failure.code})`);
        if (outcome.outcome === 'wait') {
          return { ok: false, delivery: { outcome: 'wait', failure: outcome.failure, retryAfter } };
        }
        offline = outcome.failure;
        return { ok: false, delivery: outcome };
      }
      default:
        return outcome satisfies never;
    }
  };

  /** Stores first, uses then: a rotated refresh token that is lost ends the sign-in. */
  const take = async (next: Tokens, began: number): Promise<void> => {
    minting.minted();
    await stored.keep(next, () => began === generation);
    if (began !== generation) return;
    tokens = next;
    failure = undefined;
    offline = undefined;
    if (state !== 'closed') state = 'ready';
  };

  const loading = load();
  // The keychain was late: what it holds is read now, unless somebody has signed in since.
  secrets.onBack(() => {
    if (state === 'closed') return;
    if (tokens === undefined) void load();
    else void stored.keep(tokens, () => true).then(changed);
  });

  return {
    async accessToken() {
      await loading;
      if (tokens === undefined) return none();
      const age = ageOf(tokens, clock.now());
      if (age === 'fresh') return current();
      const renewed = renew();
      if (age === 'ageing') return current();
      const access = await renewed;
      // Over by this machine's clock, which may be wrong: Outreach decides, with a 401 if need be.
      return access.ok || access.delivery.outcome !== 'wait' ? access : current();
    },
    async refused(token) {
      return tokens !== undefined && tokens.accessToken !== token ? current() : renew();
    },
    heard(reachable, why) {
      offline = reachable ? undefined : (why ?? UNREACHABLE);
      changed();
    },
    view,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    loaded: () => loading,
    owner: () => (state === 'ended' ? last : ownerOf(tokens)),
    connected() {
      if (state === 'ended' || tokens === undefined) return state === 'ended' ? last : undefined;
      return ownerOf(tokens) ?? (untold ? 'untold' : 'asked');
    },
    async identified(token, who) {
      if (tokens?.accessToken !== token) return;
      untold = who === 'untold';
      if (who === 'untold') return changed();
      const { id: userId, name: user } = who;
      const began = generation;
      tokens = { ...tokens, userId, ...(user !== undefined && { user }) };
      changed();
      await stored.keep(tokens, () => began === generation && tokens?.accessToken === token);
    },
    wake() {
      if (tokens !== undefined && ageOf(tokens, clock.now()) !== 'fresh') void renew();
      else schedule();
    },
    signingIn(now, why) {
      going = now;
      failure = now ? undefined : (why ?? failure);
      changed();
    },
    async adopt(next) {
      generation += 1;
      untold = false;
      await take(next, generation);
      schedule();
      changed();
    },
    async forget() {
      generation += 1;
      tokens = undefined;
      failure = undefined;
      offline = undefined;
      if (state !== 'closed') state = 'ready';
      cancelTimer();
      await stored.remove();
      changed();
    },
    async close() {
      state = 'closed';
      cancelTimer();
      listeners.clear();
      await renewing;
    },
  };
}
