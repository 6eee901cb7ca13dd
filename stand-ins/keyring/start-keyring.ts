import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onPath } from './on-path.ts';

/** What the keyring is made of on Debian and Ubuntu, program by program. */
const PROGRAMS = { 'gnome-keyring-daemon': 'gnome-keyring', 'dbus-daemon': 'dbus', 'dbus-send': 'dbus' };

const START_WITHIN_MS = 40_000;
const STOP_WITHIN_MS = 5_000;

export interface Keyring {
  /** What a process needs in its environment to find this keyring and no other. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends the bus and the keyring and forgets all secrets. */
  close(): Promise<void>;
}

/**
 * Whether a keyring can be started here. `missing` names the Debian packages that are wanting.
 */
export function availableKeyring(): { readonly available: boolean; readonly missing: readonly string[] } {
  if (process.platform !== 'linux') return { available: false, missing: [] };
  const missing = Object.entries(PROGRAMS)
    .filter(([program]) => !onPath(program))
    .map(([, name]) => name);
  return { available: missing.length === 0, missing: [...new Set(missing)] };
}

/**
 * Starts a Secret Service (gnome-keyring) on a session bus of its own, unlocked, in a temporary
 * folder: the user's real keyring is never touched. Works as root and without a desktop session.
 * It ends with `close()`, and by itself when this process dies, however it dies.
 * Throws where the programs are missing or did not start within 40 s.
 */
export async function startKeyring(): Promise<Keyring> {
  const { available, missing } = availableKeyring();
  if (!available) throw new Error(`No keyring can be started here. Missing packages: ${missing.join(' ')}`);
  const folder = await mkdtemp(join(tmpdir(), 'outdial-keyring-'));
  const script = new URL('keyring.sh', import.meta.url).pathname;
  // Its own process group: Ctrl+C must reach the application before the keyring it still writes to.
  const child = spawn('sh', [script, folder], { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stdin.on('error', () => undefined); // the pipe breaks when the script gives up; `ready` tells why
  child.stdin.write(`${randomBytes(16).toString('hex')}\n`);

  const close = async () => {
    child.stdin.end();
    const late = setTimeout(() => child.kill('SIGTERM'), STOP_WITHIN_MS);
    await gone;
    clearTimeout(late);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const address = await ready(child);
    child.unref();
    return { env: { DBUS_SESSION_BUS_ADDRESS: address }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The bus address from the script's `ready` line. */
function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const { stdout, stderr } = child;
    if (!stdout || !stderr) throw new Error('The keyring was started without pipes.');
    let complaints = '';
    stderr.on('data', (chunk: Buffer) => {
      complaints += chunk.toString();
    });
    const fail = (what: string) => reject(new Error(`The keyring ${what}. ${complaints}`.trim()));
    const late = setTimeout(() => fail(`did not start within ${START_WITHIN_MS / 1000} s`), START_WITHIN_MS);
    child.once('error', (error) => fail(`could not be started (${error.message})`));
    child.once('close', (code) => fail(`ended while starting, with code ${code}`));
    createInterface({ input: stdout }).on('line', (line) => {
      if (!line.startsWith('ready ')) return;
      clearTimeout(late);
      resolve(line.slice('ready '.length));
    });
  });
}
