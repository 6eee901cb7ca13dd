import { spawn } from 'node:child_process';
import { once } from 'node:events';

const START_WITHIN_MS = 10_000;

export interface Display {
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Whether windows can be shown to somebody here. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** A screen nobody looks at (Xvfb, on a number of its own choosing), for programs that won't start without one. */
export async function startVirtualDisplay(): Promise<Display> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const close = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
    const gone = once(server, 'exit');
    server.kill();
    await gone;
  };
  const numbers = server.stdio[3];
  if (!numbers) throw new Error('Xvfb was started without the pipe on which it tells its number.');
  try {
    const signal = AbortSignal.timeout(START_WITHIN_MS);
    const [number] = await Promise.race([once(numbers, 'data', { signal }), failed(server)]);
    return { env: { DISPLAY: `:${String(number).trim()}` }, close };
  } catch (error) {
    await close();
    throw new Error('Xvfb did not start.', { cause: error });
  }
}

async function failed(server: ReturnType<typeof spawn>): Promise<never> {
  const [reason] = await Promise.race([once(server, 'exit'), once(server, 'error')]);
  throw reason instanceof Error ? reason : new Error(`Xvfb ended with code ${reason}`);
}
