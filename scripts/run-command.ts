import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /**
   * The command and all it started are ended after this many milliseconds without a sign of life: no output, and no
   * change of `signs`. There is no other limit: a slow machine takes longer. Five minutes unless told otherwise.
   */
  readonly stillMs?: number;
  /** A number that changes while the command gets on, where its output does not show that. */
  readonly signs?: () => number;
  /** Hears the output as it comes. */
  readonly onOutput?: (text: string) => void;
}

export interface CommandOutcome {
  /** Null when it was ended by a signal or could not be started. */
  readonly code: number | null;
  readonly output: string;
  /** Whether it was ended because it stood still. */
  readonly stoodStill: boolean;
}

export const STILL_MS = 5 * 60_000;
const TICK_MS = 500;
/** A tick that comes late says that the machine slept or did something else: that time is not the command's. */
const LONGEST_TICK_MS = 2_000;
const GRACE_MS = 5_000;

/**
 * Runs a program to its end, with everything it starts in one process group, so that an end by force or
 * Ctrl+C leaves nothing behind. Never throws: a program that can't be started is an outcome too.
 */
export function runCommand(
  file: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandOutcome> {
  const { env, cwd, stillMs = STILL_MS, signs = () => 0, onOutput = () => {} } = options;
  const grouped = process.platform !== 'win32';
  const child = spawn(file, [...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: grouped,
  });
  let output = '';
  let stoodStill = false;
  let force: NodeJS.Timeout | undefined;

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

  let still = 0;
  let lastSigns = signs();
  let lastTick = performance.now();
  const watching = setInterval(() => {
    const now = performance.now();
    still += Math.min(now - lastTick, LONGEST_TICK_MS);
    lastTick = now;
    const latest = signs();
    if (latest !== lastSigns) still = 0;
    lastSigns = latest;
    if (still <= stillMs || stoodStill) return;
    stoodStill = true;
    end('SIGTERM');
    force = setTimeout(() => end('SIGKILL'), GRACE_MS);
  }, TICK_MS);

  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      still = 0;
      const text = chunk.toString();
      output += text;
      onOutput(text);
    });

  return new Promise((resolve) => {
    const done = (code: number | null): void => {
      clearInterval(watching);
      clearTimeout(force);
      // What it started and left behind goes with it.
      if (stoodStill) end('SIGKILL');
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      resolve({ code: stoodStill ? null : code, output, stoodStill });
    };
    child.once('error', (error) => {
      output += `${file} could not be started: ${error.message}\n`;
      done(null);
    });
    child.once('close', done);
  });
}

/** An `onOutput` that prints the last line of what came, indented, every five seconds at most. */
export function tickingOutput(): (text: string) => void {
  let last = performance.now();
  return (text) => {
    const line = text.trimEnd().split('\n').at(-1)?.slice(0, 100);
    if (!line || performance.now() - last < 5_000) return;
    last = performance.now();
    console.log(`    ${line}`);
  };
}
