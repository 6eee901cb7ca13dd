import type { Clock } from '../../../app/clock.ts';

export interface FastClock extends Clock {
  /** Moves the wall clock, as a user or a time server does; timers do not notice. */
  setOffset(milliseconds: number): void;
}

/**
 * A real clock that runs `speed` times as fast, so that a day's waiting takes minutes.
 *
 * @param since real time, in milliseconds since 1970, at which both showed the same
 */
export function createFastClock(speed: number, since: number): FastClock {
  let offset = 0;
  return {
    now: () => Math.round(since + (Date.now() - since) * speed + offset),
    after(milliseconds, task) {
      const timer = setTimeout(task, milliseconds / speed);
      return () => clearTimeout(timer);
    },
    setOffset(milliseconds) {
      offset = milliseconds;
    },
  };
}
