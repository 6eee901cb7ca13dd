import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createSingleInstance,
  type InstanceMessage,
  type SingleInstance,
  sendOpenUrl,
} from './single-instance.ts';

let folder: string;
let heard: InstanceMessage[];
let first: SingleInstance;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'single-instance-'));
  heard = [];
  first = createSingleInstance(
    () => folder,
    (message) => heard.push(message),
  );
});
afterEach(() => {
  first.release();
  rmSync(folder, { recursive: true });
});

const message = (link: string): InstanceMessage => ({
  argv: [link],
  workingDirectory: '/',
  additionalData: { link },
});

/** A process that asks for the lock and prints whether it got it. */
function another(link: string) {
  const script = `
    import { createSingleInstance } from ${JSON.stringify(join(import.meta.dirname, 'single-instance.ts'))};
    const instance = createSingleInstance(() => ${JSON.stringify(folder)}, () => undefined);
    process.stdout.write(String(instance.request(${JSON.stringify(message(link))})));
    process.stdin.resume();
    process.stdin.on('end', () => process.exit());
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  const got = once(child.stdout, 'data').then(([text]) => String(text) === 'true');
  return { child, got, ended: once(child, 'exit') };
}

test('has the lock until it is released', () => {
  expect(first.request(message('a'))).toBe(true);
  expect(first.has()).toBe(true);
  first.release();
  expect(first.has()).toBe(false);
  expect(first.request(message('b'))).toBe(true);
});

test('gets what other processes say, none lost', async () => {
  expect(first.request(message('mine'))).toBe(true);
  const others = ['one', 'two', 'three'].map(another);
  expect(await Promise.all(others.map(({ got }) => got))).toEqual([false, false, false]);
  await expect
    .poll(() => heard.map(({ argv }) => argv[0]).sort(), { timeout: 60_000 })
    .toEqual(['one', 'three', 'two']);
  for (const { child } of others) child.stdin.end();
  await Promise.all(others.map(({ ended }) => ended));
});

test('is free again once its owner was killed', async () => {
  const owner = another('owner');
  expect(await owner.got).toBe(true);
  owner.child.kill('SIGKILL');
  await owner.ended;
  expect(first.request(message('mine'))).toBe(true);
});

test('passes open-url on, and says when nobody is there', async () => {
  expect(sendOpenUrl(folder, 'tel:+14155550101')).toBe(false);
  expect(first.request(message('mine'))).toBe(true);
  const script = `
    import { sendOpenUrl } from ${JSON.stringify(join(import.meta.dirname, 'single-instance.ts'))};
    process.exit(sendOpenUrl(${JSON.stringify(folder)}, 'tel:+14155550102') ? 0 : 1);
  `;
  const [code] = await once(spawn(process.execPath, ['--input-type=module', '--eval', script]), 'exit');
  expect(code).toBe(0);
  expect(heard.map(({ openUrl }) => openUrl)).toEqual(['tel:+14155550102']);
});
