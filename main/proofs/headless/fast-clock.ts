import type { Clock } from '../../../app/clock.ts';

export interface FastClock extends Clock {
  /** Moves the wall clock, as a user or a time server does; timers do not notice. */
  setOffset(milliseconds: number): void;
}

/**
 * A wait is made of up to so many steps, one after the other. A machine that stands still for a moment uses up one step: a time
 * limit of seconds, which is milliseconds here, must not run out before what it waits for has had its turn.
 */
const MOST_STEPS = 8;
/** In real milliseconds. */
const SHORTEST_STEP = 5;

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
      const whole = milliseconds / speed;
      let left = Math.max(1, Math.min(MOST_STEPS, Math.floor(whole / SHORTEST_STEP)));
      const each = left === 1 ? whole : Math.ceil(whole / left);
      let timer = setTimeout(step, each);
      function step(): void {
        left -= 1;
        if (left === 0) task();
        else timer = setTimeout(step, each);
      }
      return () => clearTimeout(timer);
    },
    setOffset(milliseconds) {
      offset = milliseconds;
    },
  };
}
