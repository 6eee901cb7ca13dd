import type { SecretStore } from '../../app/outreach/tokens.ts';
import type { Failure } from '../../app/result.ts';
import { createKeychain, type Keychain, type KeychainCode, KeychainError } from './keychain.ts';
import { createMemorySecrets } from './memory.ts';
import { inParts } from './parts.ts';

/** Where secrets are kept, and what the rep should know of it. */
export interface Secrets {
  readonly store: SecretStore;
  keptIn(): 'keychain' | 'memory';
  /** `listener` is called when a keychain that had not answered in time did so after all. */
  onBack(listener: () => void): void;
  /** Why they are kept in memory only. */
  warning(): Failure<KeychainCode> | undefined;
  /** Whether the keychain holds one of this process's threads: see `Keychain`. */
  stuck(): boolean;
}

/** Credential Manager takes 2,560 bytes a secret (CRED_MAX_CREDENTIAL_BLOB_SIZE); an access token alone can be longer. */
const LARGEST_PART = process.platform === 'win32' ? 2_400 : Number.POSITIVE_INFINITY;

/**
 * The keychain for as long as it works, else memory; never a file. A keychain that failed is not asked again before the
 * next start; one that was only late is used again once it has answered. Nothing the store does rejects for the
 * keychain's sake: `warning` says what happened.
 */
export function openSecrets(ports: { keychain?: Keychain; log: (line: string) => void }): Secrets {
  const { keychain = createKeychain(), log } = ports;
  const parts = inParts(keychain, LARGEST_PART);
  const memory = createMemorySecrets();
  const listeners = new Set<() => void>();
  let warning: Failure<KeychainCode> | undefined;

  /** A machine that is busy or just waking up may take longer than a rep should wait for it. */
  const takeUpAgain = (failure: Failure<KeychainCode>, late: Promise<unknown>): void => {
    late.then(
      () => {
        if (warning !== failure) return;
        warning = undefined;
        log('secrets: the keychain answered after all');
        for (const listener of listeners) listener();
      },
      () => log('secrets: the keychain failed after all'),
    );
  };

  const use = async <Value>(work: (store: SecretStore) => Promise<Value>): Promise<Value> => {
    if (warning !== undefined) return work(memory);
    try {
      return await work(parts);
    } catch (error) {
      if (!(error instanceof KeychainError)) throw error;
      warning = error.failure;
      log(`secrets: kept in memory only (${warning.code})`);
      if (error.late) takeUpAgain(warning, error.late);
      return work(memory);
    }
  };

  return {
    store: {
      get: (account) => use((store) => store.get(account)),
      set: (account, secret) => use((store) => store.set(account, secret)),
      delete: (account) => use((store) => store.delete(account)),
    },
    keptIn: () => (warning === undefined ? 'keychain' : 'memory'),
    warning: () => warning,
    onBack(listener) {
      listeners.add(listener);
    },
    stuck: () => keychain.stuck(),
  };
}

/** The keychain entry of one application in one profile, so that two profiles never share a sign-in. */
export function accountOf(clientId: string, userDataPath: string): string {
  return `outreach ${clientId} ${userDataPath}`;
}
