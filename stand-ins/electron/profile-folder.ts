import { mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The folder for Chromium's profile, free to be used: `<sessionData>/Chromium`. After a SIGKILL of the main
 * process its Chromium needs a moment to notice; a new one on the same profile would hand itself over to it
 * and end. So the orphan is ended first. Where another main process lives on the same session data (an
 * application without the single-instance lock), this one gets a folder of its own.
 */
export function claimProfileFolder(sessionData: string): string {
  const folder = join(sessionData, 'Chromium');
  mkdirSync(folder, { recursive: true });
  const owner = join(folder, 'electron-stand-in-owner');
  const last = Number(readText(owner));
  if (last > 0 && last !== process.pid && isStandIn(last))
    return join(sessionData, `Chromium-${process.pid}`);
  endOrphan(folder);
  writeFileSync(owner, String(process.pid));
  return folder;
}

function endOrphan(folder: string): void {
  const lock = join(folder, 'SingletonLock');
  const pid = Number(linkTarget(lock).split('-').at(-1));
  if (!(pid > 0)) return;
  if (commandOf(pid).includes(`--user-data-dir=${folder}`)) {
    process.kill(pid, 'SIGKILL');
    for (let tries = 0; tries < 1000 && commandOf(pid) !== ''; tries += 1) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
  rmSync(lock, { force: true });
}

function isStandIn(pid: number): boolean {
  return commandOf(pid).includes('stand-ins/electron');
}

/** The command line of a process; empty where it has ended. */
function commandOf(pid: number): string {
  return readText(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it is not there: nobody owns it, or the process has ended
  }
}

function linkTarget(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return ''; // Chromium ended well and took its lock along
  }
}
