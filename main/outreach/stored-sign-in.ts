import { readTokens, secretOf, type Tokens } from '../../app/outreach/tokens.ts';
import { type Failure, ok, type Result } from '../../app/result.ts';
import type { Secrets } from '../secrets/open-secrets.ts';

/** The sign-in as the keychain has it. Writes happen one after the other, in the order they were asked for. */
export interface StoredSignIn {
  /** Null where there is none; fails with `damaged-sign-in` or `keychain-failed`. */
  load(): Promise<Result<Tokens | null>>;
  /** @param wanted asked when its turn comes: a sign-out in between must not be undone */
  keep(tokens: Tokens, wanted: () => boolean): Promise<void>;
  remove(): Promise<void>;
}

export function createStoredSignIn(ports: {
  secrets: Pick<Secrets, 'store'>;
  /** The entry of this application and profile. */
  account: string;
  log: (line: string) => void;
}): StoredSignIn {
  const { secrets, account, log } = ports;
  let writes: Promise<void> = Promise.resolve();

  const write = (what: string, work: () => Promise<void>): Promise<void> => {
    writes = writes.then(work).catch((error: unknown) => {
      log(`outreach: the sign-in could not be ${what}: ${messageOf(error)}`);
    });
    return writes;
  };

  return {
    async load() {
      try {
        const secret = await secrets.store.get(account);
        return secret === null ? ok(null) : readTokens(secret);
      } catch (error) {
        const failure: Failure = {
          code: 'keychain-failed',
          message: `The keychain could not be read. ${messageOf(error)}`,
        };
        return { ok: false, failure };
      }
    },
    keep: (tokens, wanted) =>
      write('stored', async () => {
        if (wanted()) await secrets.store.set(account, secretOf(tokens));
      }),
    remove: () => write('removed', () => secrets.store.delete(account)),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'No reason was given.';
}
