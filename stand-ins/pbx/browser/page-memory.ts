import { readFileSync } from 'node:fs';
import type { VoiceBrowser } from './voice-page.ts';

const MEBIBYTE = 1024 * 1024;

/** What the only open voice page holds on to, in mebibytes. */
export interface PageMemory {
  /** JavaScript's heap right after a forced collection. */
  readonly heap: number;
  /** What its process has for itself alone (Linux: Private_Dirty), WebRTC's own memory included. */
  readonly process: number;
}

/** Collects garbage in the open voice page and measures. Rejects where there is not exactly one page. */
export async function memoryOfPage({ browser }: VoiceBrowser): Promise<PageMemory> {
  const pages = browser.contexts().flatMap((context) => context.pages());
  const [page] = pages;
  if (page === undefined || pages.length > 1)
    throw new Error(`${pages.length} pages are open instead of one`);
  const devtools = await page.context().newCDPSession(page);
  // What the first one lets go of is collected by the second.
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  await devtools.detach();
  const whole = await browser.newBrowserCDPSession();
  const { processInfo } = await whole.send('SystemInfo.getProcessInfo');
  await whole.detach();
  // A second renderer stands ready for the next page; the one that works is the larger.
  const own = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => privateBytes(id));
  return { heap: usedSize / MEBIBYTE, process: Math.max(...own) / MEBIBYTE };
}

function privateBytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Private_Dirty:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
}
