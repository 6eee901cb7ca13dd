import { randomBytes } from 'node:crypto';
import type { SecretStore } from '../../app/outreach/tokens.ts';

/** How an entry begins that only says where its parts are. JSON never begins so. */
const POINTER = /^parts:([0-9a-f]{8}):(\d{1,3})$/;

/**
 * Keeps secrets longer than `limit` bytes in several entries of a store that takes no longer ones. The parts are
 * written first, then the entry that points to them, then the old parts go: whenever the program is ended, the entry
 * is either the old secret or the new one.
 *
 * @param limit in bytes, at least 32
 */
export function inParts(store: SecretStore, limit: number): SecretStore {
  const partOf = (account: string, id: string, index: number) => `${account} part ${id}.${index}`;

  const partsOf = async (account: string, entry: string | null): Promise<readonly string[]> => {
    const [, id, count] = POINTER.exec(entry ?? '') ?? [];
    if (id === undefined) return [];
    return Array.from({ length: Number(count) }, (_, index) => partOf(account, id, index));
  };
  const removeAll = async (accounts: readonly string[]): Promise<void> => {
    for (const account of accounts) await store.delete(account);
  };
  const before = async (account: string): Promise<readonly string[]> =>
    limit === Number.POSITIVE_INFINITY ? [] : partsOf(account, await store.get(account));

  return {
    async get(account) {
      const entry = await store.get(account);
      const parts = await partsOf(account, entry);
      if (parts.length === 0) return entry;
      const found = await Promise.all(parts.map((part) => store.get(part)));
      // A part that somebody removed makes the whole unreadable; the reader tells that it is damaged.
      return Buffer.from(found.join(''), 'base64').toString('utf8');
    },
    async set(account, secret) {
      const old = await before(account);
      if (Buffer.byteLength(secret) <= limit) await store.set(account, secret);
      else {
        const id = randomBytes(4).toString('hex');
        const text = Buffer.from(secret).toString('base64');
        const count = Math.ceil(text.length / limit);
        for (let index = 0; index < count; index += 1) {
          await store.set(partOf(account, id, index), text.slice(index * limit, (index + 1) * limit));
        }
        await store.set(account, `parts:${id}:${count}`);
      }
      await removeAll(old);
    },
    async delete(account) {
      const old = await before(account);
      await store.delete(account);
      await removeAll(old);
    },
  };
}
