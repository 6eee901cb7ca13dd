import { expect, test } from 'vitest';
import type { SecretStore } from '../../app/outreach/tokens.ts';
import { secretStoreContract } from '../../app/testing/contracts/secret-store-contract.ts';
import { createKeychain, KeychainError, type Keytar } from './keychain.ts';
import { createMemorySecrets } from './memory.ts';
import { accountOf, openSecrets } from './open-secrets.ts';
import { inParts } from './parts.ts';

secretStoreContract('memory', (check) => check(createMemorySecrets()));
secretStoreContract('parts', (check) => check(inParts(createMemorySecrets(), 64)));

const NEVER = new Promise<never>(() => {});
const keytarThat = (answer: () => Promise<never>): Keytar => ({
  getPassword: answer,
  setPassword: answer,
  deletePassword: answer,
});

test('parts: killed at any write, the entry is the old secret or the new one', async () => {
  const [old, next] = ['a'.repeat(300), 'b'.repeat(250)];
  for (let killedAt = 0; ; killedAt += 1) {
    const disk = createMemorySecrets();
    await inParts(disk, 64).set('account', old);
    let writes = 0;
    const unlessKilled = (write: () => Promise<void>): Promise<void> => {
      writes += 1;
      return writes > killedAt ? NEVER : write();
    };
    const dying: SecretStore = {
      get: disk.get,
      set: (account, secret) => unlessKilled(() => disk.set(account, secret)),
      delete: (account) => unlessKilled(() => disk.delete(account)),
    };
    const finished = inParts(dying, 64)
      .set('account', next)
      .then(() => true);
    const done = await Promise.race([finished, new Promise((resolve) => setImmediate(() => resolve(false)))]);
    expect([old, next]).toContain(await inParts(disk, 64).get('account'));
    if (done) break;
    expect(killedAt).toBeLessThan(50);
  }
});

test('parts: what was long and is short, or gone, leaves nothing behind', async () => {
  const entries = new Map<string, string>();
  const store = inParts(
    {
      get: async (account) => entries.get(account) ?? null,
      set: async (account, secret) => void entries.set(account, secret),
      delete: async (account) => void entries.delete(account),
    },
    64,
  );
  await store.set('account', 'x'.repeat(1_000));
  await store.set('account', 'short');
  expect([...entries.keys()]).toEqual(['account']);
  await store.set('account', 'x'.repeat(1_000));
  await store.delete('account');
  expect(entries.size).toBe(0);
});

test.each([
  ['no module', 'keychain-missing', () => Promise.reject(new Error('Failed to load keytar native addon'))],
  [
    'no bus',
    'keychain-missing',
    async () => keytarThat(() => Promise.reject(new Error('Could not connect'))),
  ],
  [
    'locked',
    'keychain-locked',
    async () => keytarThat(() => Promise.reject(new Error('Prompt was dismissed'))),
  ],
  ['silent', 'keychain-timeout', async () => keytarThat(() => NEVER)],
] as const)('%s: told as %s, and kept in memory', async (_what, code, load) => {
  const lines: string[] = [];
  const keychain = createKeychain({ timeLimit: 50, load });
  await expect(keychain.get('account')).rejects.toBeInstanceOf(KeychainError);
  const secrets = openSecrets({ keychain, log: (line) => void lines.push(line) });
  expect(secrets.keptIn()).toBe('keychain');
  expect(await secrets.store.get('account')).toBeNull();
  expect([secrets.keptIn(), secrets.warning()?.code]).toEqual(['memory', code]);
  expect(secrets.stuck()).toBe(code === 'keychain-timeout');
  await secrets.store.set('account', 'a secret');
  expect(await secrets.store.get('account')).toBe('a secret');
  expect(lines).toEqual([`secrets: kept in memory only (${code})`]);
});

test('a keychain that answers too late is used from then on', async () => {
  const answer = Promise.withResolvers<string>();
  const keytar = { ...keytarThat(() => NEVER), getPassword: () => answer.promise };
  const keychain = createKeychain({ timeLimit: 20, load: async () => keytar });
  const secrets = openSecrets({ keychain, log: () => {} });
  const back = Promise.withResolvers<void>();
  secrets.onBack(back.resolve);
  expect(await secrets.store.get('account')).toBeNull();
  expect(secrets.keptIn()).toBe('memory');
  answer.resolve('a secret');
  await back.promise;
  expect([secrets.keptIn(), secrets.warning()]).toEqual(['keychain', undefined]);
  expect(await secrets.store.get('account')).toBe('a secret');
});

test('a keychain that works is not given up', async () => {
  const memory = createMemorySecrets();
  const secrets = openSecrets({ keychain: { ...memory, stuck: () => false }, log: expect.unreachable });
  await secrets.store.set('account', 'a secret');
  expect(await memory.get('account')).toBe('a secret');
  expect([secrets.keptIn(), secrets.warning()]).toEqual(['keychain', undefined]);
});

test('two profiles and two applications have entries of their own', () => {
  const accounts = [accountOf('a', '/one'), accountOf('a', '/two'), accountOf('b', '/one')];
  expect(new Set(accounts).size).toBe(3);
});
