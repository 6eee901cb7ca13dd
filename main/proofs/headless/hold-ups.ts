import { existsSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const TICK_MILLISECONDS = 5;
/** Linux's own count of how long this thread waited for a processor, in nanoseconds: its second number. */
const SCHEDULING = '/proc/self/schedstat';

/** How long the event loop is held up by this process itself, less what it waited for a processor on a busy machine. */
export function watchHoldUps() {
  const counted = existsSync(SCHEDULING);
  const waited = (): number => (counted ? Number(readFileSync(SCHEDULING, 'latin1').split(' ')[1]) / 1e6 : 0);
  let held: number[] = [];
  let last = { at: performance.now(), waited: waited() };
  setInterval(() => {
    const now = { at: performance.now(), waited: waited() };
    held.push(Math.max(0, now.at - last.at - (now.waited - last.waited) - TICK_MILLISECONDS));
    last = now;
  }, TICK_MILLISECONDS).unref();
  return {
    /** The longest since the last call, and the 99th percentile, in milliseconds. */
    take(): { longest: number; p99: number } {
      const sorted = held.sort((a, b) => a - b);
      held = [];
      return { longest: sorted.at(-1) ?? 0, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0 };
    },
  };
}
