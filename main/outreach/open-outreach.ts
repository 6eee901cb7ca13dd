import type { Clock } from '../../app/clock.ts';
import type { OutboxStore } from '../../app/outbox/outbox-store.ts';
import { callPath } from '../../app/outreach/call-request.ts';
import type { OutreachCalls } from '../../app/outreach/outreach.ts';
import { DEFAULT_WEB_URL, loggingPage } from '../../app/outreach/web-page.ts';
import type { Failure } from '../../app/result.ts';
import type { OutreachSettings } from '../../app/settings/settings.ts';
import { accountOf, type Secrets } from '../secrets/open-secrets.ts';
import { type CallerDirectory, createCallerDirectory } from './caller-directory.ts';
import { type ChoiceLists, createChoiceLists } from './choice-lists.ts';
import { createOutreachClient, readUser } from './client.ts';
import { identifyUser } from './identify.ts';
import { createOutboxRunner, type OutboxRunner } from './outbox-runner.ts';
import { createSession, type Session } from './session.ts';
import { createSignIn, type SignIn } from './sign-in.ts';
import { createTokenEndpoint } from './token-endpoint.ts';
import { createTransport, type TimeLimits } from './transport.ts';

export interface OutreachPorts {
  readonly settings: OutreachSettings;
  readonly store: OutboxStore;
  readonly secrets: Pick<Secrets, 'store' | 'keptIn' | 'warning' | 'onBack'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: (line: string) => void;
  /** Outdial's, for the User-Agent. */
  readonly version: string;
  /** The profile: a sign-in belongs to one profile and one application. */
  readonly userDataPath: string;
  readonly timeLimits?: Partial<TimeLimits> | undefined;
}

export interface Outreach {
  readonly outbox: OutboxRunner;
  readonly callers: CallerDirectory;
  readonly choices: ChoiceLists;
  /** The page on which the rep logs a call of Outreach's; within two seconds, whatever Outreach does. */
  loggingPage(outreachCallId: string): Promise<string>;
  readonly session: Session;
  readonly signIn: SignIn;
  /** Online again, or the machine woke up: everything is tried now. */
  wake(): void;
  /** Lets what is on its way arrive, for `patience` milliseconds at most, and ends everything. */
  close(patience?: number): Promise<void>;
}

/**
 * Everything Outdial has to do with Outreach, wired. The HTTP client and the keychain begin to load at once, beside
 * each other; the outbox begins with `outbox.start()` or the first `outbox.send()`, and whenever the rep connects.
 */
export function openOutreach(ports: OutreachPorts): Outreach {
  const { settings, store, secrets, clock, random, log, version, userDataPath, timeLimits = {} } = ports;
  const transport = createTransport({ version, limits: timeLimits });
  const endpoint = createTokenEndpoint({ settings, transport, clock });
  const account = accountOf(settings.clientId, userDataPath);
  const session = createSession({
    ...{ secrets, account, endpoint, clock, random, log },
    scopes: settings.scopes,
  });
  const client = createOutreachClient({ apiUrl: settings.apiUrl, transport, access: session, clock });
  const outbox = createOutboxRunner({
    ...{ store, outreach: client, clock, random, log },
    signIn: { connected: session.connected, loaded: session.loaded() },
  });
  const endIdentifying = identifyUser(session, clock, (token) => readUser(transport, settings.apiUrl, token));
  const callers = createCallerDirectory({ lookUp: client.caller, clock, log });
  const choices = createChoiceLists({ read: client.read, clock, log });
  const signIn = createSignIn({ settings, transport, endpoint, session, clock });

  let before = session.view().status;
  const whoIs = (): string | undefined => {
    const connected = session.connected();
    return typeof connected === 'object' ? connected.id : connected;
  };
  let wokenFor = whoIs();
  const unsubscribe = session.subscribe(({ status }) => {
    // Back from `offline` the outbox's own probe has opened the door already.
    const signedIn = status === 'connected' && before !== 'connected' && before !== 'offline';
    before = status;
    // What is found out while Outreach is out of reach counts when it is back.
    if (status === 'connected' && (signedIn || whoIs() !== wokenFor)) {
      wokenFor = whoIs();
      outbox.wake();
    }
    if (status === 'connected') choices.signedIn();
    else if (status !== 'offline') choices.signedOut();
  });

  return {
    outbox,
    callers,
    choices,
    async loggingPage(outreachCallId) {
      const path = callPath(outreachCallId);
      const { webUrl = DEFAULT_WEB_URL } = settings;
      if (path === undefined) return loggingPage(webUrl, undefined);
      const answer = await Promise.race([
        client.read(path).then((read) => (read.ok ? read.value : undefined)),
        new Promise<undefined>((resolve) => clock.after(2_000, () => resolve(undefined))),
      ]);
      return loggingPage(webUrl, answer);
    },
    session,
    signIn,
    wake() {
      session.wake();
      outbox.wake();
    },
    async close(patience = 3_000) {
      unsubscribe();
      endIdentifying();
      choices.close();
      signIn.close();
      const cutOff = clock.after(patience, transport.close);
      await Promise.all([outbox.close(), session.close()]);
      cutOff();
      transport.close();
    },
  };
}

/** An outbox for a profile without `outreach` in its configuration: everything waits, and says why. */
export function openOutboxWithoutOutreach(
  ports: Pick<OutreachPorts, 'store' | 'clock' | 'random' | 'log'>,
): OutboxRunner {
  const nowhere = async () => ({ outcome: 'signed-out', failure: NOT_CONFIGURED }) as const;
  const outreach: OutreachCalls = { update: nowhere, state: nowhere, create: nowhere, find: nowhere };
  return createOutboxRunner({ ...ports, outreach });
}

const NOT_CONFIGURED: Failure = {
  code: 'not-configured',
  message:
    'Outreach is not set up on this machine. Ask your IT admin for the configuration; updates wait until then.',
};
