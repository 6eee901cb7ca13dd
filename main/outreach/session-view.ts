import type { Delivery } from '../../app/outreach/outreach.ts';
import type { Tokens } from '../../app/outreach/tokens.ts';
import type { Failure } from '../../app/result.ts';

/** A token to send with, and whose it is where that is known; or what its absence means for an update. */
export type Access =
  | { readonly ok: true; readonly token: string; readonly userId?: string | undefined }
  | {
      readonly ok: false;
      readonly delivery: Extract<Delivery, { outcome: 'signed-out' | 'unreachable' | 'wait' }>;
    };

/** The sign-in as the window shows it. */
export interface SessionView {
  readonly status: 'signed-out' | 'signing-in' | 'connected' | 'offline' | 'sign-in-needed';
  readonly user?: string | undefined;
  readonly tokensKeptIn: 'keychain' | 'memory';
  readonly failure?: Failure | undefined;
}

/** What a session knows at a moment. */
export interface SessionFacts {
  readonly tokens: Tokens | undefined;
  readonly state: 'loading' | 'ready' | 'ended' | 'closed';
  /** A sign-in is going on. */
  readonly going: boolean;
  readonly offline: Failure | undefined;
  /** Outreach does not say whose sign-in it is. */
  readonly untold: boolean;
  readonly failure: Failure | undefined;
}

/** @param warning of the keychain; it speaks where nothing worse does */
export function sessionView(
  facts: SessionFacts,
  tokensKeptIn: SessionView['tokensKeptIn'],
  warning: Failure | undefined,
): SessionView {
  const untold = facts.untold && facts.tokens?.userId === undefined ? USER_UNTOLD : undefined;
  const because = facts.failure ?? facts.offline ?? warning ?? untold;
  const user = facts.tokens?.user;
  return {
    status: statusOf(facts),
    tokensKeptIn,
    ...(user !== undefined && { user }),
    ...(because !== undefined && { failure: because }),
  };
}

function statusOf({ going, tokens, offline, state }: SessionFacts): SessionView['status'] {
  if (going) return 'signing-in';
  if (tokens !== undefined) return offline === undefined ? 'connected' : 'offline';
  if (state === 'loading') return 'offline';
  return state === 'ended' ? 'sign-in-needed' : 'signed-out';
}

/** What a renewal does not change. */
export function keptFrom({ user, userId, asked }: Tokens): Pick<Tokens, 'user' | 'userId' | 'asked'> {
  return {
    ...(user !== undefined && { user }),
    ...(userId !== undefined && { userId }),
    ...(asked !== undefined && { asked }),
  };
}

/** No fault: nothing waits for it. */
export const USER_UNTOLD: Failure = {
  code: 'user-untold',
  message:
    'Outreach does not say who is connected. Updates that wait on this computer go out with this sign-in, also those of other users.',
};
export const SCOPES_CHANGED: Failure = {
  code: 'scopes-changed',
  message:
    'Your IT admin has changed what Outdial may do in Outreach. Connect Outreach again to agree to it; updates wait until then.',
};
export const SIGNED_OUT: Failure = {
  code: 'signed-out',
  message: 'Outreach is not connected. Connect it in Outdial; updates wait until then.',
};
export const UNREACHABLE: Failure = {
  code: 'unreachable',
  message: "Outreach can't be reached: check the network.",
};
