import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import { now, until } from '../scripts/until.ts';

const DEVTOOLS = /^DevTools listening on (ws:\/\/\S+)/;
const STOP_WITHIN_MS = 5_000;

export interface StartCommand {
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Milliseconds from the start of the process to the first contentful paint of the window with that
 * title, by the page's own paint timing: the same way for every application. The process is ended after it.
 */
export async function firstPaint({ executable, args, env }: StartCommand, title: RegExp): Promise<number> {
  const started = now();
  const child = spawn(executable, [...args, '--remote-debugging-port=0'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stderr }).on('line', (line) => {
        const found = DEVTOOLS.exec(line)?.[1];
        if (found) resolve(found);
      });
      child.once('exit', (code) =>
        reject(new Error(`The application ended with code ${code} before its window.`)),
      );
    });
    const browser = await chromium.connectOverCDP(address);
    const painted = await until('the first paint', async () => {
      for (const page of browser.contexts().flatMap((context) => context.pages()))
        if (title.test(await page.title()))
          return page.evaluate(() => {
            const [paint] = performance.getEntriesByName('first-contentful-paint');
            return paint && performance.timeOrigin + paint.startTime;
          });
      return undefined;
    });
    await browser.close();
    return painted - started;
  } finally {
    await ended(child);
  }
}

async function ended(child: ReturnType<typeof spawn>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await gone;
  clearTimeout(late);
}
