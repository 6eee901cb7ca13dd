import type { App } from 'electron';

/** How long quitting may take before it happens anyway, in milliseconds. */
const PATIENCE = 4_000;

/**
 * Closes the parts one after another when the application is about to quit, and quits then. What one of
 * them can't finish in time is on the disk and is taken up at the next start.
 *
 * @param isStuck whether native code holds a thread that would keep the process alive for ever
 */
export function closeInOrder(app: App, parts: readonly (() => unknown)[], isStuck: () => boolean): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    const patience = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE));
    void Promise.race([closeAll(parts), patience]).finally(() => {
      state = 'closed';
      app.quit();
    });
  });
  // Everything is closed and on the disk by then, and even process.exit would wait for such a thread.
  app.on('quit', () => {
    if (isStuck()) process.kill(process.pid, 'SIGKILL');
  });
}

async function closeAll(parts: readonly (() => unknown)[]): Promise<void> {
  for (const close of parts) await close();
}
