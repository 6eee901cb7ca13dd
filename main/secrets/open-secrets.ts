import type { SecretStore } from '../../app/outreach/tokens.ts';
import type { Failure } from '../../app/result.ts';
import { createKeychain, type Keychain, type KeychainCode, KeychainError } from './keychain.ts';
import { createMemorySecrets } from './memory.ts';
import { inParts } from './parts.ts';

/** Where secrets are kept, and what the rep should know of it. */
export interface Secrets {
  readonly store: SecretStore;
  keptIn(): 'keychain' | 'memory';
  /** Why they are kept in memory only. */
  warning(): Failure<KeychainCode> | undefined;
  /** Whether the keychain holds one of this process's threads: see `Keychain`. */
  stuck(): boolean;
}

/** Credential Manager takes 2,560 bytes a secret (CRED_MAX_CREDENTIAL_BLOB_SIZE); an access token alone can be longer. */
const LARGEST_PART = process.platform === 'win32' ? 2_400 : Number.POSITIVE_INFINITY;

/**
 * The keychain for as long as it works, then memory until the program ends; never a file. Nothing the store does
 * rejects for the keychain's sake: `warning` says what happened.
 */
export function openSecrets(ports: { keychain?: Keychain; log: (line: string) => void }): Secrets {
  const { keychain = createKeychain(), log } = ports;
  const parts = inParts(keychain, LARGEST_PART);
  const memory = createMemorySecrets();
  let warning: Failure<KeychainCode> | undefined;

  const use = async <Value>(work: (store: SecretStore) => Promise<Value>): Promise<Value> => {
    if (warning !== undefined) return work(memory);
    try {
      return await work(parts);
    } catch (error) {
      if (!(error instanceof KeychainError)) throw error;
      warning = error.failure;
      log(`secrets: kept in memory only (${warning.code})`);
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
    stuck: () => keychain.stuck(),
  };
}

/** The keychain entry of one application in one profile, so that two profiles never share a sign-in. */
export function accountOf(clientId: string, userDataPath: string): string {
  return `outreach ${clientId} ${userDataPath}`;
}
