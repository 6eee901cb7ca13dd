import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { electronEnvironment } from '../../stand-ins/electron/which-electron.ts';

export const electron = electronEnvironment();
Object.assign(process.env, electron.env); // Playwright asks the `electron` package in this very process

const APP = join(import.meta.dirname, 'app');

/** What the fixture application exposes to its pages. */
export interface ContractBridge {
  readonly version: number;
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  tell(text: string): void;
  add(a: number, b: number): number;
  boom(): never;
  subscribe(listener: (text: string) => void): () => void;
}

/** What the fixture application has seen, in its main process. */
export interface Seen {
  readonly order: readonly string[];
  readonly secondInstances: readonly {
    argv: string[];
    workingDirectory: string;
    additionalData: { argv: string[] };
  }[];
  readonly openUrls: readonly string[];
  readonly permissions: readonly { permission: string; granted: boolean; mediaTypes: string[] }[];
  readonly opened: readonly string[];
  readonly navigations: readonly string[];
}

/** One profile folder, and the processes that were started on it. */
export interface World {
  readonly folder: string;
  readonly profile: string;
  readonly env: Readonly<Record<string, string>>;
  /** The quit sequence and the second instances, line by line. */
  log(): string[];
  launch(...args: string[]): Promise<ElectronApplication>;
  /** Starts the application without Playwright, as the system does; resolves with its exit code. */
  start(...args: string[]): { readonly pid: number; readonly ended: Promise<number | null>; kill(): void };
}

export const test = base.extend<{ world: World; app: ElectronApplication }>({
  world: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'electron-contract-'));
    const world = createWorld(folder);
    await use(world);
    await world.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  },
  app: async ({ world }, use) => {
    await use(await world.launch());
  },
});

function createWorld(folder: string): World & { close(): Promise<void> } {
  const profile = join(folder, 'profile');
  const logFile = join(folder, 'log');
  const env = {
    ...Object.fromEntries(
      Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    CONTRACT_LOG: logFile,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CONFIG_HOME: join(folder, 'config'),
  };
  const args = [APP, `--user-data-dir=${profile}`, '--use-fake-device-for-media-stream'];
  const stops: (() => Promise<void>)[] = [];

  return {
    folder,
    profile,
    env,
    log: () => (existsSync(logFile) ? readFileSync(logFile, 'utf8').trim().split('\n') : []),
    async launch(...more) {
      const app = await _electron.launch({ args: [...args, ...more], env });
      const child = app.process();
      stops.push(async () => {
        if (child.exitCode === null && child.signalCode === null) await app.close();
      });
      return app;
    },
    start(...more) {
      const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
      const child = spawn(electron.executable, [...sandbox, ...args, ...more], { env, stdio: 'ignore' });
      const ended = once(child, 'exit').then(([code]) => code as number | null);
      stops.push(async () => {
        child.kill('SIGKILL');
        await ended;
      });
      return { pid: child.pid ?? 0, ended, kill: () => void child.kill('SIGKILL') };
    },
    async close() {
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}

/** The page of the window with that title, loaded; pages' addresses are not the same on every runtime. */
export async function pageOf(app: ElectronApplication, title: 'dialer' | 'voice'): Promise<Page> {
  let found: Page | undefined;
  await expect
    .poll(async () => {
      const titles = await Promise.all(app.windows().map((page) => page.title().catch(() => '')));
      found = app.windows()[titles.indexOf(title)];
      return titles;
    })
    .toContain(title);
  if (!found) throw new Error(`No window is titled ${title}.`);
  await found.waitForLoadState();
  return found;
}

/** What the application has seen so far. */
export function seen(app: ElectronApplication): Promise<Seen> {
  return app.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
}

/** Every process below one, as /proc tells it. */
export function descendants(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)] as const);
  const below = (of: number): number[] =>
    parents.filter(([, parent]) => parent === of).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

/** Whether a process still runs (one that only waits to be reaped does not). */
export function runs(pid: number): boolean {
  const stat = statOf(String(pid));
  return stat !== undefined && !/^\) [ZX]/.test(stat.slice(stat.lastIndexOf(')')));
}

function parentOf(pid: string): number {
  const stat = statOf(pid);
  return Number(stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

function statOf(pid: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined; // it has ended
  }
}
