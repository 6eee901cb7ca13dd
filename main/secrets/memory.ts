import type { SecretStore } from '../../app/outreach/tokens.ts';

/** Secrets for as long as the program runs: where there is no keychain, nothing is written anywhere. */
export function createMemorySecrets(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    get: async (account) => secrets.get(account) ?? null,
    async set(account, secret) {
      secrets.set(account, secret);
    },
    async delete(account) {
      secrets.delete(account);
    },
  };
}
