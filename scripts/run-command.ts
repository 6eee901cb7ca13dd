import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** After this many milliseconds the command and all it started are ended. */
  readonly timeoutMs: number;
  /** `all` passes the output on as it comes; `ticks` prints its last line every five seconds. */
  readonly show?: 'all' | 'ticks' | 'nothing';
}

export interface CommandOutcome {
  /** Null when it was ended by a signal, by the time-out, or could not be started. */
  readonly code: number | null;
  readonly output: string;
  readonly timedOut: boolean;
}

const TICK_MS = 5_000;
const GRACE_MS = 5_000;

/**
 * Runs a program to its end, with everything it starts in one process group, so that a time-out or
 * Ctrl+C leaves nothing behind. Never throws: a program that can't be started is an outcome too.
 */
export function runCommand(
  file: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandOutcome> {
  const { env, cwd, timeoutMs, show = 'nothing' } = options;
  const grouped = process.platform !== 'win32';
  const child = spawn(file, [...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: grouped,
  });
  let output = '';
  let timedOut = false;

  const end = (signal: NodeJS.Signals): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(grouped ? -child.pid : child.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it is gone already
    }
  };
  const interrupted = (): void => {
    end('SIGTERM');
    process.exitCode = 130;
  };
  process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
  const late = setTimeout(() => {
    timedOut = true;
    end('SIGTERM');
  }, timeoutMs);
  const tooLate = setTimeout(() => end('SIGKILL'), timeoutMs + GRACE_MS);
  const ticking = setInterval(() => {
    const line = output.trimEnd().split('\n').at(-1)?.slice(0, 100);
    if (show === 'ticks' && line) console.log(`    ${line}`);
  }, TICK_MS);

  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (show === 'all') process.stdout.write(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (show === 'all') process.stderr.write(chunk);
  });

  return new Promise((resolve) => {
    const done = (code: number | null): void => {
      clearTimeout(late);
      clearTimeout(tooLate);
      clearInterval(ticking);
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      resolve({ code: timedOut ? null : code, output, timedOut });
    };
    child.once('error', (error) => {
      output += `${file} could not be started: ${error.message}\n`;
      done(null);
    });
    child.once('close', done);
  });
}
