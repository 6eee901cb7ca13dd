import type { Clock } from '../../app/clock.ts';

/** The Clock port in a page. */
export const pageClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, task) {
    const timer = window.setTimeout(task, milliseconds);
    return () => window.clearTimeout(timer);
  },
};
