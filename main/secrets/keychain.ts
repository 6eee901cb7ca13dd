import type { SecretStore } from '../../app/outreach/tokens.ts';
import type { Failure } from '../../app/result.ts';

/** All of Outdial's entries are under this name in the keychain. */
export const SERVICE = 'Outdial';

/** libsecret waits without end for a service that does not answer, or for a prompt nobody sees. */
const TIME_LIMIT = 3_000;

export type KeychainCode = 'keychain-missing' | 'keychain-locked' | 'keychain-timeout';

/** Why the keychain can't be used; `failure` is what the window shows. */
export class KeychainError extends Error {
  readonly failure: Failure<KeychainCode>;
  /** With `keychain-timeout`: settles when the keychain answers after all. */
  readonly late: Promise<unknown> | undefined;

  constructor(failure: Failure<KeychainCode>, late?: Promise<unknown>) {
    super(failure.message);
    this.name = 'KeychainError';
    this.failure = failure;
    this.late = late;
  }
}

export interface KeychainOptions {
  /** In milliseconds, for each operation. */
  readonly timeLimit?: number | undefined;
  /** How keytar is loaded; a test gives one that can't be. */
  readonly load?: (() => Promise<Keytar>) | undefined;
}

export interface Keychain extends SecretStore {
  /**
   * Whether an operation that ran out of time still has not come back. Its thread can't be ended, and a process waits
   * for all its threads: one that quits must then end itself by SIGKILL, after everything else is closed.
   */
  stuck(): boolean;
}

export type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword'>;

/**
 * The system's keychain: Credential Manager, Keychain or the Secret Service, by keytar. Its native module is loaded at
 * once, in the background. Every operation rejects with a `KeychainError` when the keychain is missing, locked or silent.
 */
export function createKeychain({
  timeLimit = TIME_LIMIT,
  load = loadKeytar,
}: KeychainOptions = {}): Keychain {
  const loading = load();
  loading.catch(() => {
    // Each operation rejects with it; a program that asks for no secret need not hear of it.
  });
  let going = 0;
  const ask = <Value>(work: (keytar: Keytar) => Promise<Value>): Promise<Value> => {
    going += 1;
    const done = loading.then(work).finally(() => {
      going -= 1;
    });
    return within(timeLimit, done);
  };
  return {
    stuck: () => going > 0,
    get: (account) => ask((keytar) => keytar.getPassword(SERVICE, account)),
    set: (account, secret) => ask((keytar) => keytar.setPassword(SERVICE, account, secret)),
    delete: (account) =>
      ask(async (keytar) => {
        await keytar.deletePassword(SERVICE, account);
      }),
  };
}

/** Waits for `work` no longer than `limit` milliseconds, and says what is wrong in the terms of `KeychainError`. */
async function within<Value>(limit: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new KeychainError(TIMEOUT, work)), limit);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw error instanceof KeychainError ? error : new KeychainError(whatIsWrong(error));
  } finally {
    clearTimeout(timer);
  }
}

function whatIsWrong(error: unknown): Failure<KeychainCode> {
  const said = error instanceof Error ? error.message : '';
  return /lock|dismiss|prompt|cancel|denied|interaction/i.test(said) ? LOCKED : MISSING;
}

async function loadKeytar(): Promise<Keytar> {
  // CommonJS: from a bundle it comes as the default export, from Node's own loader as both.
  const keytar = await import('keytar');
  return keytar.default;
}

const STAYS = 'Until then the sign-in ends with the program.';
const MISSING: Failure<KeychainCode> = {
  code: 'keychain-missing',
  message: `This system has no keychain to keep the sign-in in. On Linux, start a Secret Service such as gnome-keyring. ${STAYS}`,
};
const LOCKED: Failure<KeychainCode> = {
  code: 'keychain-locked',
  message: `The keychain is locked, so the sign-in can't be kept in it. Unlock it and start Outdial again. ${STAYS}`,
};
const TIMEOUT: Failure<KeychainCode> = {
  code: 'keychain-timeout',
  message: `The keychain does not answer, so the sign-in can't be kept in it. Unlock it; Outdial goes on waiting for it. ${STAYS}`,
};
