import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

const PATIENCE_MILLISECONDS = 3000;

export interface Child {
  readonly pid: number;
  /** False once it has ended, by itself or not. */
  running(): boolean;
  /** Null while it runs, and where a signal ended it. */
  exitCode(): number | null;
  /** What it has written so far. */
  log(): string;
  /** SIGTERM, then SIGKILL for the whole group; resolves when it is gone. */
  stop(): Promise<void>;
}

/**
 * Runs a program, behind the words of `prefix`, in a process group of its own with its output in a file. It gets `deathSignal` when this process
 * dies, however that happens (`setpriv --pdeathsig`): a program with children needs TERM, another one KILL. Throws where the program cannot be started.
 */
export function startChild(
  command: string,
  args: readonly string[],
  logFile: string,
  deathSignal: 'TERM' | 'KILL',
  prefix: readonly string[] = [],
): Child {
  const log = openSync(logFile, 'a');
  const child = spawn('setpriv', ['--pdeathsig', deathSignal, ...prefix, command, ...args], {
    detached: true,
    // A crash leaves its core file here, not in the project.
    cwd: dirname(logFile),
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} cannot be started: is it installed?`);
  return {
    pid,
    running: () => isRunning(child),
    exitCode: () => child.exitCode,
    log: () => readFileSync(logFile, 'utf8'),
    async stop() {
      if (isRunning(child)) child.kill('SIGTERM');
      const timer = setTimeout(() => killGroup(pid), PATIENCE_MILLISECONDS);
      if (isRunning(child)) await gone;
      clearTimeout(timer);
    },
  };
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It ended between the look and the signal.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
