import type { OutreachView } from '../app/ipc/outreach-view-schema.ts';
import type { Owner } from '../app/outbox/owner.ts';
import { fail, ok, type Result } from '../app/result.ts';
import type { OutreachSettings } from '../app/settings/settings.ts';
import type { CallerDirectory } from './outreach/caller-directory.ts';
import type { ChoiceLists } from './outreach/choice-lists.ts';
import { type OutreachPorts, openOutboxWithoutOutreach, openOutreach } from './outreach/open-outreach.ts';
import type { OutboxRunner } from './outreach/outbox-runner.ts';
import { openOutside } from './security.ts';
import { openSignInWindow, type SignInWindow } from './sign-in-window.ts';

type Done = Result<Record<string, never>>;

/** Outreach as the rest of main sees it: its outbox, and the rep's sign-in. */
export interface OutreachConnection {
  readonly outbox: OutboxRunner;
  /** Absent where Outreach is not configured. */
  readonly callers?: CallerDirectory | undefined;
  /** Who is connected; undefined where nobody is, or it is not known who. */
  owner(): Owner | undefined;
  view(): OutreachView;
  subscribe(listener: () => void): void;
  /** Opens the sign-in window, or brings an open one to the front. */
  connect(): Done;
  /** Forgets the tokens; updates wait until someone connects again. */
  disconnect(): Promise<Done>;
  /** Opens the page on which the rep logs the call, in the browser. Fails with `not-in-outreach`. */
  openCall(callId: string): Promise<Done>;
  wake(): void;
  close(): Promise<void>;
}

type Ports = Omit<OutreachPorts, 'settings'>;

/** Connects to Outreach as the configuration says; without one, everything waits and the window says why. */
export function connectOutreach(settings: OutreachSettings | undefined, ports: Ports): OutreachConnection {
  return settings ? configured(settings, ports) : notConfigured(ports);
}

function configured(settings: OutreachSettings, ports: Ports): OutreachConnection {
  const outreach = openOutreach({ ...ports, settings });
  const { outbox, session, signIn } = outreach;
  let window: SignInWindow | undefined;

  return {
    outbox,
    callers: outreach.callers,
    owner: session.owner,
    view: () => ({ ...session.view(), waiting: outbox.waiting(), ...choicesView(outreach.choices) }),
    async openCall(callId) {
      const outreachCallId = outbox.entriesOf(callId).find((entry) => entry.outreachCallId)?.outreachCallId;
      if (outreachCallId === undefined) return fail('not-in-outreach', 'Outreach does not have this call.');
      openOutside(await outreach.loggingPage(outreachCallId));
      return ok({});
    },
    subscribe(listener) {
      outreach.choices.subscribe(listener);
      outbox.subscribe(listener);
      session.subscribe(listener);
    },
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
    wake: outreach.wake,
    close() {
      window?.close();
      return outreach.close();
    },
  };
}

function choicesView(lists: ChoiceLists): Pick<OutreachView, 'choices'> {
  const { dispositions, purposes } = lists.view();
  if (dispositions.length + purposes.length === 0) return {};
  return { choices: { dispositions: [...dispositions], purposes: [...purposes] } };
}

function notConfigured(ports: Ports): OutreachConnection {
  const outbox = openOutboxWithoutOutreach(ports);
  return {
    outbox,
    owner: () => undefined,
    view: () => ({ status: 'not-configured', tokensKeptIn: 'keychain', waiting: outbox.waiting() }),
    subscribe: (listener) => void outbox.subscribe(listener),
    connect: () =>
      fail(
        'not-configured',
        'Outreach is not set up on this machine. Ask your IT admin for the configuration.',
      ),
    disconnect: async () => ok({}),
    wake: outbox.wake,
    openCall: async () => fail('not-in-outreach', 'Outreach does not have this call.'),
    close: outbox.close,
  };
}
