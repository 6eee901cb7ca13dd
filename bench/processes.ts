import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks in a second: 100 on every Linux that Chromium runs on. */
const TICKS = 100;

/** Processor time these processes have used, in seconds. Those that are gone count nothing. Linux only. */
export function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = statOf(pid);
    return sum + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS;
  }, 0);
}

/** Memory of these processes together, in MB: what they share is counted once (PSS). Linux only. */
export function memoryOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const kilobytes = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1];
    return sum + Number(kilobytes ?? 0) / 1000;
  }, 0);
}

/** A process and all that it has started. Linux only. */
export function withDescendants(root: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (Number.isInteger(pid)) parents.set(pid, Number(statOf(pid)[1]));
  }
  const family = [root];
  for (const parent of family)
    for (const [pid, itsParent] of parents) if (itsParent === parent) family.push(pid);
  return family;
}

/** The fields of /proc/pid/stat after the name, which may hold anything: state, parent, …, utime (11), stime (12). */
function statOf(pid: number): readonly string[] {
  const text = read(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process ended meanwhile, or is not ours to read: it has nothing to count.
    return '';
  }
}
