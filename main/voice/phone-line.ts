import type { PhoneView, SipAccount } from '../../app/ipc/phone-line.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import type { SipSettings } from '../../app/settings/settings.ts';
import {
  type PhoneSignIn,
  phoneSecretOf,
  readPhoneSecret,
  readPhoneSignIn,
} from '../../app/voice/phone-sign-in.ts';
import { registrationFailureOf } from '../../app/voice/registration-failure.ts';
import type { Secrets } from '../secrets/open-secrets.ts';
import type { SipCarrier } from './carrier.ts';

/** What the practice PBX answers and echoes. */
const PRACTICE_ECHO = '+12025550100';

type Done = Result<Record<string, never>>;

export interface PhoneLineParts {
  readonly settings: SipSettings | undefined;
  readonly secrets: Pick<Secrets, 'store' | 'keptIn' | 'warning' | 'onBack'>;
  /** The profile: a sign-in belongs to one profile and one phone system. */
  readonly userDataPath: string;
  readonly carrier: Pick<SipCarrier, 'subscribe' | 'setAccount' | 'inCall'>;
  /** The view is another one. */
  changed(): void;
}

/** Who has the phone line, how it is, and the rep's sign-in to it. */
export interface PhoneLine {
  /** Resolves when the account is known: at once, or when the keychain has answered (it takes 3 s at most). */
  readonly opened: Promise<void>;
  view(): PhoneView;
  /** Keeps the sign-in and registers with it. Fails with `in-the-configuration`, `in-call`, `bad-username` or `not-configured`. */
  signIn(typed: PhoneSignIn): Promise<Done>;
  signOut(): Promise<Done>;
  /** What a test call dials; undefined where there is no such number. */
  testNumber(): string | undefined;
}

/** The keychain entry of one phone system in one profile. */
export function phoneEntryOf(domain: string, userDataPath: string): string {
  return `phone ${domain} ${userDataPath}`;
}

/** The account of the configuration, or of the rep's sign-in where the configuration leaves it open. */
export function accountOfConfiguration(settings: SipSettings | undefined): SipAccount | null {
  const { username, password } = settings ?? {};
  if (settings === undefined || username === undefined || password === undefined) return null;
  return accountWith(settings, { username, password });
}

function accountWith({ testNumber: _, ...settings }: SipSettings, signIn: PhoneSignIn): SipAccount {
  return { ...settings, ...signIn };
}

/** Follows the carrier's registration, and keeps the rep's sign-in in the keychain. */
export function createPhoneLine(parts: PhoneLineParts): PhoneLine {
  const { settings, secrets, carrier, changed } = parts;
  const configured = accountOfConfiguration(settings) !== null;
  const entry = phoneEntryOf(settings?.domain ?? '', parts.userDataPath);
  let username = configured ? settings?.username : undefined;
  let damaged: PhoneView['failure'];
  let registered: Pick<PhoneView, 'status' | 'practice' | 'server' | 'failure' | 'warning'> = {
    status: 'connecting',
    practice: false,
  };

  carrier.subscribe((event) => {
    if (event.type !== 'registration') return;
    const { registration } = event;
    registered = {
      status: registration.status,
      practice: registration.status === 'registered' && registration.practice,
      ...(registration.status === 'registered' && registration.server && { server: registration.server }),
      ...(registration.status === 'registered' && registration.warning && { warning: registration.warning }),
      ...(registration.status === 'failed' && { failure: registration.failure }),
    };
    changed();
  });

  function use(signIn: PhoneSignIn | undefined): void {
    username = signIn?.username;
    if (settings !== undefined)
      carrier.setAccount(signIn === undefined ? null : accountWith(settings, signIn));
    changed();
  }
  async function takeFromKeychain(): Promise<void> {
    if (settings === undefined || configured) return;
    const secret = await secrets.store.get(entry);
    const read = secret === null ? undefined : readPhoneSecret(secret);
    if (read?.ok === false) damaged = read.failure;
    if (username === undefined && read?.ok === true) use(read.value);
    else changed();
  }
  const opened = takeFromKeychain();
  // One that was only late has the sign-in after all.
  secrets.onBack(() => void takeFromKeychain());

  function account(): PhoneView['account'] {
    if (settings === undefined) return undefined;
    const warning = configured ? undefined : secrets.warning();
    const known = username ?? settings.username;
    return {
      domain: settings.domain,
      ...(known !== undefined && { username: known }),
      ...(!configured && settings.username !== undefined && { nameFixed: true }),
      from: configured ? 'configuration' : username === undefined ? 'needed' : secrets.keptIn(),
      ...(warning && { warning }),
    };
  }
  function testNumber(): string | undefined {
    return settings?.testNumber ?? (registered.practice ? PRACTICE_ECHO : undefined);
  }
  function hindrance(): Done {
    if (settings === undefined) {
      return fail(
        'not-configured',
        'The phone is not set up on this machine. Ask your IT admin for the configuration.',
      );
    }
    if (configured) {
      return fail(
        'in-the-configuration',
        'Your IT admin has set up the phone’s sign-in; it can’t be changed here.',
      );
    }
    return carrier.inCall()
      ? fail('in-call', 'End your call first: the sign-in is the line it runs on.')
      : ok({});
  }

  return {
    opened,
    testNumber,
    view() {
      const ours = account();
      const canTest = testNumber() !== undefined && registered.status === 'registered';
      const rest = { ...(ours && { account: ours }), ...(canTest && { canTest }) };
      if (ours?.from !== 'needed') return { ...registered, ...rest };
      const failure = damaged ?? registrationFailureOf({ kind: 'signed-out' });
      return { status: 'failed', practice: false, failure, ...rest };
    },
    async signIn(typed) {
      const possible = hindrance();
      if (!possible.ok) return possible;
      const read = readPhoneSignIn({ ...typed, username: settings?.username ?? typed.username });
      if (!read.ok) return read;
      await secrets.store.set(entry, phoneSecretOf(read.value));
      damaged = undefined;
      use(read.value);
      return ok({});
    },
    async signOut() {
      const possible = hindrance();
      if (!possible.ok) return possible;
      await secrets.store.delete(entry);
      damaged = undefined;
      use(undefined);
      return ok({});
    },
  };
}
