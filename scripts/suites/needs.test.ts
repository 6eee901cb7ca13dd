import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packagesNeeded, selectTests } from './needs.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'outdial-needs-'));
  await file('stand-ins/keyring/start-keyring.ts', '');
  await file(
    'e2e/keyring-fixture.ts',
    `import { startKeyring } from '../stand-ins/keyring/start-keyring.ts';`,
  );
  await file('e2e/secret.spec.ts', `import { keyring } from './keyring-fixture.ts';`);
  await file('e2e/plain.spec.ts', `import { test } from '@playwright/test';`);
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function file(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

test('a test needs what its imports need, however far away', () => {
  expect(packagesNeeded(root, 'e2e/secret.spec.ts')).toEqual(['dbus', 'gnome-keyring', 'libsecret-1-0']);
  expect(packagesNeeded(root, 'e2e/plain.spec.ts')).toEqual([]);
});

test('tests that lack something are named with what they lack; the others run', async () => {
  expect(await selectTests(root, 'e2e/**/*.spec.ts', ['gnome-keyring', 'kamailio'])).toEqual({
    run: ['e2e/plain.spec.ts'],
    skipped: [{ name: 'e2e/secret.spec.ts', reason: 'needs gnome-keyring' }],
  });
});

test('an import that a test only quotes is none', async () => {
  await file('e2e/quoting.spec.ts', `const wrong = "import x from './nowhere.ts'";`);
  expect(packagesNeeded(root, 'e2e/quoting.spec.ts')).toEqual([]);
});

test('with nothing missing all tests run', async () => {
  const { run, skipped } = await selectTests(root, 'e2e/**/*.spec.ts', []);
  expect(run).toEqual(['e2e/plain.spec.ts', 'e2e/secret.spec.ts']);
  expect(skipped).toEqual([]);
});
