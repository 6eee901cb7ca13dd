import { createInterface } from 'node:readline';
import { createKeychain, KeychainError } from '../keychain.ts';

/**
 * A process of its own that uses the real keychain for a test: libsecret reads the bus address from its process's
 * environment, once. Takes one JSON array a line, `["get", account]`, and answers each with one line.
 */
const keychain = createKeychain({ timeLimit: 5_000 });

createInterface({ input: process.stdin }).on('line', async (line) => {
  const [operation, account = '', secret = ''] = JSON.parse(line);
  try {
    const began = performance.now();
    const value = await (operation === 'get'
      ? keychain.get(account)
      : operation === 'set'
        ? keychain.set(account, secret)
        : keychain.delete(account));
    const took = performance.now() - began;
    process.stdout.write(`${JSON.stringify({ value: value ?? null, took })}\n`);
  } catch (error) {
    const code = error instanceof KeychainError ? error.failure.code : String(error);
    process.stdout.write(`${JSON.stringify({ code })}\n`);
  }
});
