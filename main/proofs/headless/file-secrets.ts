import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretStore } from '../../../app/outreach/tokens.ts';

/** A keychain for tests, which outlives the process as a real one does: one file, replaced whole. Never part of the product. */
export function createFileSecrets(folder: string): SecretStore {
  const file = join(folder, 'keychain-of-this-test.json');
  const read = (): Record<string, string> =>
    existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  const write = (secrets: Record<string, string>): void => {
    writeFileSync(`${file}.new`, JSON.stringify(secrets));
    renameSync(`${file}.new`, file);
  };
  return {
    get: async (account) => read()[account] ?? null,
    set: async (account, secret) => write({ ...read(), [account]: secret }),
    async delete(account) {
      const { [account]: _gone, ...others } = read();
      if (Object.keys(others).length > 0) write(others);
      else rmSync(file, { force: true });
    },
  };
}
