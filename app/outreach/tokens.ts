/** Where secrets are kept: the system's keychain, or memory where there is none. */
export interface SecretStore {
  /** Null where there is no such entry. Rejects when the keychain is absent, locked or does not answer in time. */
  get(account: string): Promise<string | null>;
  set(account: string, secret: string): Promise<void>;
  delete(account: string): Promise<void>;
}
