import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { SecretStore } from '../../app/outreach/tokens.ts';
import { secretStoreContract } from '../../app/testing/contracts/secret-store-contract.ts';
import { type Keyring, startKeyring } from '../../stand-ins/keyring/start-keyring.ts';

const answerSchema = z.union([
  z.object({ value: z.string().nullable(), took: z.number() }),
  z.object({ code: z.string() }),
]);

let keyring: Keyring;
beforeAll(async () => {
  keyring = await startKeyring();
});
afterAll(() => keyring.close());

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** The real keychain, in a process with this environment. */
function keychainWith(env: Readonly<Record<string, string>>): SecretStore {
  const program = new URL('testing/keychain-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (...request: readonly string[]): Promise<string | null> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value: line } = await answers.next();
    const answer = answerSchema.parse(JSON.parse(line ?? ''));
    if ('code' in answer) throw new Error(answer.code);
    return answer.value;
  };
  return {
    get: (account) => ask('get', account),
    async set(account, secret) {
      await ask('set', account, secret);
    },
    async delete(account) {
      await ask('delete', account);
    },
  };
}

secretStoreContract('the real keychain', (check) => check(keychainWith(keyring.env)));

test('what one process stored, the next one has', async () => {
  await keychainWith(keyring.env).set('outreach kept /profile', 'a secret');
  expect(await keychainWith(keyring.env).get('outreach kept /profile')).toBe('a secret');
});

test('no secret service: missing, at once', async () => {
  const nowhere = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };
  await expect(keychainWith(nowhere).get('outreach a /profile')).rejects.toThrow('keychain-missing');
});

test('a secret service that never answers: told after the time-out', async () => {
  const path = join(tmpdir(), `outdial-silent-bus-${process.pid}`);
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(path, resolve));
  const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` };
  await expect(keychainWith(env).get('outreach a /profile')).rejects.toThrow('keychain-timeout');
  silent.close();
});
