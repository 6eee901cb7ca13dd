import { readFileSync } from 'node:fs';
import type { Browser, CDPSession } from 'playwright';
import type { VoiceBrowser } from './voice-page.ts';

const MEBIBYTE = 1024 * 1024;
const LOOK_MILLISECONDS = 1000;

/** What the only open voice page holds on to, in mebibytes. */
export interface PageMemory {
  /** JavaScript's whole heap right after a forced collection, compiled code included. */
  readonly heap: number;
  /** What its process has for itself alone (Linux: Private_Dirty), WebRTC's own memory included. */
  readonly process: number;
}

/**
 * Collects garbage in the open voice page and measures. Rejects where there is not exactly one page.
 *
 * @param settlesWithin Chromium gives memory back to the system a while after the collection: how long `process` waits for
 * it, in milliseconds
 */
export async function memoryOfPage({ browser }: VoiceBrowser, settlesWithin = 0): Promise<PageMemory> {
  const pages = browser.contexts().flatMap((context) => context.pages());
  const [page] = pages;
  if (page === undefined || pages.length > 1)
    throw new Error(`${pages.length} pages are open instead of one`);
  const devtools = await page.context().newCDPSession(page);
  try {
    // What the first one lets go of is collected by the next.
    for (let times = 0; times < 3; times += 1) await devtools.send('HeapProfiler.collectGarbage');
    const ownBytes = await settledBytes(await busiestRenderer(browser), devtools, settlesWithin);
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    return { heap: usedSize / MEBIBYTE, process: ownBytes / MEBIBYTE };
  } finally {
    await devtools.detach();
  }
}

/** Other renderers stand ready for the next page; they may be larger, but they do nothing. */
async function busiestRenderer(browser: Browser): Promise<number> {
  const whole = await browser.newBrowserCDPSession();
  const { processInfo } = await whole.send('SystemInfo.getProcessInfo');
  await whole.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  const [busiest] = renderers.toSorted((one, other) => other.cpuTime - one.cpuTime);
  if (busiest === undefined) throw new Error('Chromium has no process for the page.');
  return busiest.id;
}

/** The least that the process has had since the collection. */
async function settledBytes(pid: number, devtools: CDPSession, settlesWithin: number): Promise<number> {
  let least = privateBytes(pid);
  for (let waited = 0; waited < settlesWithin; waited += LOOK_MILLISECONDS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS));
    await devtools.send('HeapProfiler.collectGarbage');
    least = Math.min(least, privateBytes(pid));
  }
  return least;
}

function privateBytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Private_Dirty:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
}
