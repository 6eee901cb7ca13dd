import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Place } from './place.ts';

const run = promisify(execFile);
const NAME = 'outdial';
/** Where `ip netns` keeps its names. */
const NAMES = '/run/netns';

/** The two ends of the cable, and the namespace of the far one. */
export interface Cable {
  readonly name: string;
  readonly here: string;
  readonly there: string;
}

/** A network of its own with one cable to this machine. What runs at `place` is reached from here at its address. */
export interface Network {
  readonly place: Place;
  /** Pulls the cable out, and puts it back. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
  readonly cable: Cable;
  close(): Promise<void>;
}

/**
 * Makes a network namespace (root only, package iproute2) with addresses that nobody else on this machine has. What an
 * earlier process that is gone left behind is removed first. Rejects with ip's own words.
 */
export async function startNetwork(): Promise<Network> {
  await removeStale();
  const name = `${NAME}-${process.pid}`;
  const [here, there] = [`od${process.pid}h`, `od${process.pid}n`];
  // 198.18.0.0/15 is for tests of networks (RFC 2544, RFC 6890): four addresses for each process.
  const block = (process.pid * 4) % 0x20000;
  const address = (last: number): string =>
    `198.${18 + (block >> 16)}.${(block >> 8) & 0xff}.${(block & 0xff) + last}`;
  const ip = (...words: readonly string[]) => run('ip', [...words]);
  const inside = (...words: readonly string[]) => run('ip', ['-n', name, ...words]);
  await ip('netns', 'add', name);
  try {
    await ip('link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', name);
    await ip('address', 'add', `${address(1)}/30`, 'dev', here);
    await ip('link', 'set', here, 'up');
    await inside('address', 'add', `${address(2)}/30`, 'dev', there);
    await inside('link', 'set', there, 'up');
    await inside('link', 'set', 'lo', 'up');
  } catch (error) {
    await ip('netns', 'delete', name);
    throw error;
  }
  return {
    place: { address: address(2), prefix: ['ip', 'netns', 'exec', name] },
    unplug: async () => void (await inside('link', 'set', there, 'down')),
    plug: async () => void (await inside('link', 'set', there, 'up')),
    cable: { name, here, there },
    async close() {
      // The kernel clears a namespace some time after its name is gone; until then its cable's name would be taken.
      await ip('link', 'delete', here);
      await ip('netns', 'delete', name);
    },
  };
}

/** Namespaces whose process is gone: their cables go with them. */
async function removeStale(): Promise<void> {
  let names: readonly string[] = [];
  try {
    names = readdirSync(NAMES);
  } catch (error) {
    // The folder is made with the first namespace.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  for (const name of names) {
    const [, pid] = new RegExp(`^${NAME}-(\\d+)$`).exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid))) await run('ip', ['netns', 'delete', name]);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
