import type { OutreachView } from '../app/ipc/contract.ts';
import type { Clock } from '../app/clock.ts';
import type { OutreachCalls } from '../app/outreach/outreach.ts';
import { type Failure, fail, ok, type Result } from '../app/result.ts';
import type { OutreachSettings } from '../app/settings/settings.ts';
import { createOutreachClient } from './outreach/client.ts';
import { createSession } from './outreach/session.ts';
import { createSignIn } from './outreach/sign-in.ts';
import { createTokenEndpoint } from './outreach/token-endpoint.ts';
import { createTransport } from './outreach/transport.ts';
import { accountOf, openSecrets } from './secrets/open-secrets.ts';
import { openSignInWindow, type SignInWindow } from './sign-in-window.ts';

type Done = Result<Record<string, never>>;

/** Outreach as the rest of main sees it: its calls, and the rep's sign-in. */
export interface OutreachConnection {
  readonly calls: OutreachCalls;
  /** Without the count of what waits, which the outbox knows. */
  view(): Omit<OutreachView, 'waiting'>;
  subscribe(listener: () => void): void;
  /** Opens the sign-in window, or brings an open one to the front. */
  connect(): Done;
  /** Forgets the tokens; updates wait until someone connects again. */
  disconnect(): Promise<Done>;
  wake(): void;
  close(): Promise<void>;
}

export interface OutreachConnectionParts {
  readonly settings: OutreachSettings | undefined;
  /** Tells this profile's keychain entry from another's. */
  readonly profile: string;
  readonly version: string;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** Connects to Outreach as the configuration says; without one, everything waits and the window says why. */
export function connectOutreach(parts: OutreachConnectionParts): OutreachConnection {
  return parts.settings ? configured(parts, parts.settings) : notConfigured();
}

function configured(parts: OutreachConnectionParts, settings: OutreachSettings): OutreachConnection {
  const { clock, log, profile, version } = parts;
  const transport = createTransport({ version });
  const endpoint = createTokenEndpoint({ settings, transport, clock });
  const account = accountOf(settings.clientId, profile);
  const secrets = openSecrets({ log });
  const session = createSession({ secrets, account, endpoint, clock, random: Math.random, log });
  const signIn = createSignIn({ settings, transport, endpoint, session });
  let window: SignInWindow | undefined;

  return {
    calls: createOutreachClient({ apiUrl: settings.apiUrl, transport, access: session, clock }),
    view: () => session.view(),
    subscribe: (listener) => void session.subscribe(listener),
    connect() {
      if (window) {
        window.focus();
        return ok({});
      }
      const { authorizeUrl, redirectUri } = signIn.start();
      window = openSignInWindow(authorizeUrl, redirectUri, (outcome) => {
        window = undefined;
        if ('abandoned' in outcome) signIn.abandon(outcome.abandoned);
        else void signIn.finish(outcome.redirectedTo);
      });
      return ok({});
    },
    async disconnect() {
      await session.forget();
      return ok({});
    },
    wake: () => session.wake(),
    async close() {
      window?.close();
      await session.close();
      transport.close();
    },
  };
}

const NOT_CONFIGURED: Failure = {
  code: 'outreach-not-configured',
  message: 'Outreach is not configured. Your IT admin adds the section "outreach" to the configuration file.',
};

function notConfigured(): OutreachConnection {
  const signedOut = async () => ({ outcome: 'signed-out', failure: NOT_CONFIGURED }) as const;
  return {
    calls: { update: signedOut, state: signedOut },
    view: () => ({ status: 'not-configured', tokensKeptIn: 'keychain', failure: NOT_CONFIGURED }),
    subscribe: () => {},
    connect: () => fail(NOT_CONFIGURED.code, NOT_CONFIGURED.message),
    disconnect: async () => ok({}),
    wake: () => {},
    close: async () => {},
  };
}
