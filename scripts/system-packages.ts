import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onPath } from '../stand-ins/keyring/on-path.ts';
import { runCommand, tickingOutput } from './run-command.ts';

/** Debian packages the scripts know how to ask for, and how to see that what they give is there. */
const KIT = {
  chromium: () => ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].some(onPath),
  'chromium-headless-shell': () => onPath('chromium-headless-shell'),
  xvfb: () => onPath('Xvfb'),
  dbus: () => onPath('dbus-daemon') && onPath('dbus-send'),
  'gnome-keyring': () => onPath('gnome-keyring-daemon'),
  'libsecret-1-0': () => library('libsecret-1.so.0'),
  kamailio: () => onPath('kamailio'),
  'kamailio-websocket-modules': () => library('kamailio/modules/websocket.so'),
  'baresip-core': () => onPath('baresip'),
  'rtpengine-daemon': () => onPath('rtpengine'),
  'sip-tester': () => onPath('sipp'),
  coturn: () => onPath('turnserver'),
  iproute2: () => onPath('ip') && onPath('tc'),
  'xdg-utils': () => onPath('xdg-mime'),
  'desktop-file-utils': () => onPath('update-desktop-database'),
} as const satisfies Record<string, () => boolean>;

export type SystemPackage = keyof typeof KIT;

/** What `npm test` needs of the system; on other systems than Linux what there is must do. */
export const TEST_PACKAGES: readonly SystemPackage[] = [
  'chromium',
  'chromium-headless-shell',
  'dbus',
  'gnome-keyring',
  'libsecret-1-0',
  'kamailio',
  'kamailio-websocket-modules',
  'baresip-core',
  'rtpengine-daemon',
  'sip-tester',
  'coturn',
  'iproute2',
  'xdg-utils',
  'desktop-file-utils',
];

const LOCK_TRIES = 12;
const LOCK_PAUSE_MS = 5_000;

/** Those of `wanted` that are not on this machine. */
export function missingPackages(wanted: readonly SystemPackage[]): readonly SystemPackage[] {
  if (process.platform !== 'linux') return [];
  return wanted.filter((name) => !KIT[name]());
}

/** The one command that installs `packages`, for a person to run. */
export function installCommand(packages: readonly SystemPackage[]): string {
  return `sudo apt-get install --no-install-recommends ${packages.join(' ')}`;
}

/**
 * Installs what is missing of `wanted` where that can be done without asking: as root, on Debian or
 * Ubuntu. Says what it does.
 * @returns what is still missing afterwards; the caller decides whether it can do without.
 */
export async function providePackages(wanted: readonly SystemPackage[]): Promise<readonly SystemPackage[]> {
  const missing = missingPackages(wanted);
  if (missing.length === 0) return [];
  if (process.getuid?.() !== 0 || !onDebian()) {
    console.log(
      `Missing from this system: ${missing.join(' ')}. To install:\n    ${installCommand(missing)}`,
    );
    return missing;
  }
  console.log(`Installing from the distribution: ${missing.join(' ')} …`);
  const failure = (await apt(['update'])) ?? (await aptInstall(missing));
  if (failure) console.log(`apt-get failed:\n${failure}`);
  const still = missingPackages(missing);
  console.log(still.length === 0 ? 'Installed.' : `Still missing: ${still.join(' ')}.`);
  return still;
}

/** Installs those that this distribution has: one name that it doesn't know would keep apt-get from all of them. */
async function aptInstall(names: readonly SystemPackage[]): Promise<string | undefined> {
  const { output } = await runCommand('apt-cache', ['show', '--no-all-versions', ...names]);
  const known = names.filter((name) => output.includes(`Package: ${name}\n`));
  return known.length === 0 ? undefined : apt(['install', '-y', '--no-install-recommends', ...known]);
}

/** The end of apt-get's output if it failed. Waits for its turn while another one holds the lock. */
async function apt(words: readonly string[]): Promise<string | undefined> {
  let output = '';
  for (let tries = 0; tries < LOCK_TRIES; tries += 1) {
    const run = await runCommand('apt-get', ['-o', 'DPkg::Lock::Timeout=60', ...words], {
      env: { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
      onOutput: tickingOutput(),
    });
    if (run.code === 0) return undefined;
    output = run.output.trimEnd().split('\n').slice(-15).join('\n');
    if (!/Could not get lock|Unable to (?:acquire|lock)/.test(run.output)) return output;
    console.log('Another installation is running; waiting for it …');
    await new Promise((resolve) => setTimeout(resolve, LOCK_PAUSE_MS));
  }
  return output;
}

function onDebian(): boolean {
  if (!onPath('apt-get') || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function library(name: string): boolean {
  const folders = ['x86_64-linux-gnu', 'aarch64-linux-gnu', 'arm-linux-gnueabihf', ''];
  return folders.some((folder) => existsSync(join('/usr/lib', folder, name)));
}
