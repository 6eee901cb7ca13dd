import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { type Keyring, startKeyring } from './start-keyring.ts';

const run = promisify(execFile);
const keyrings: Keyring[] = [];
afterEach(async () => {
  await Promise.all(keyrings.splice(0).map((keyring) => keyring.close()));
});

async function started(): Promise<Keyring> {
  const keyring = await startKeyring();
  keyrings.push(keyring);
  return keyring;
}

/** Runs keytar in a process of its own, as an application would, with the keyring's environment. */
async function keytar(keyring: Keyring, expression: string): Promise<unknown> {
  const program = `import keytar from 'keytar'; console.log(JSON.stringify((await keytar.${expression}) ?? null));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, ...keyring.env },
    timeout: 60_000,
  });
  return JSON.parse(stdout);
}

const busFile = (keyring: Keyring) => (keyring.env.DBUS_SESSION_BUS_ADDRESS ?? '').replace('unix:path=', '');

test('keeps a secret from one process to the next, and forgets it on demand', async () => {
  const keyring = await started();
  await keytar(keyring, `setPassword('Outdial', 'someone', 'a secret')`);
  expect(await keytar(keyring, `getPassword('Outdial', 'someone')`)).toBe('a secret');
  expect(await keytar(keyring, `deletePassword('Outdial', 'someone')`)).toBe(true);
  expect(await keytar(keyring, `getPassword('Outdial', 'someone')`)).toBeNull();
});

test('two keyrings know nothing of each other', async () => {
  const [one, other] = await Promise.all([started(), started()]);
  await keytar(one, `setPassword('Outdial', 'someone', 'a secret')`);
  expect(await keytar(other, `getPassword('Outdial', 'someone')`)).toBeNull();
});

test('leaves no process and no file behind after close', async () => {
  const keyring = await startKeyring();
  const file = busFile(keyring);
  expect(existsSync(file)).toBe(true);
  await keyring.close();
  expect(existsSync(file)).toBe(false);
  expect(await processesNaming(file)).toEqual([]);
});

test('goes away by itself when the process that started it is killed', async () => {
  const module = new URL('start-keyring.ts', import.meta.url).href;
  const program = `import { startKeyring } from '${module}';
    console.log((await startKeyring()).env.DBUS_SESSION_BUS_ADDRESS); setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise<string>((resolve) => {
    createInterface({ input: parent.stdout }).once('line', resolve);
  });
  const file = address.replace('unix:path=', '');
  parent.kill('SIGKILL');
  await expect.poll(() => existsSync(file), { timeout: 60_000 }).toBe(false);
  await expect.poll(() => processesNaming(file), { timeout: 60_000 }).toEqual([]);
});

/** Command lines of processes that still name the keyring's folder. */
async function processesNaming(file: string): Promise<readonly string[]> {
  const folder = file.replace(/\/run\/bus$/, '');
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    // A process may end between the listing and the reading: it is then not one that was left behind.
    processes.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.includes(folder));
}
