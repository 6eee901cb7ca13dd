import type { Clock } from '../clock.ts';

export interface FakeClock extends Clock {
  /** Lets time pass: tasks run in order of their time, each at its own moment. */
  advance(milliseconds: number): void;
  /** Moves the wall clock alone, in either direction; timers do not notice. */
  set(now: number): void;
  /** Tasks not yet run or cancelled: what a `close()` must leave at 0. */
  pending(): number;
}

/** A clock that stands still until told. @param start milliseconds since 1970 */
export function createFakeClock(start = Date.UTC(2026, 0, 5, 9, 0, 0)): FakeClock {
  let wall = start;
  let elapsed = 0;
  let order = 0;
  let tasks: { readonly due: number; readonly order: number; readonly run: () => void }[] = [];

  return {
    now: () => wall,
    after(milliseconds, run) {
      order += 1;
      const task = { due: elapsed + Math.max(0, milliseconds), order, run };
      tasks.push(task);
      return () => {
        tasks = tasks.filter((other) => other !== task);
      };
    },
    advance(milliseconds) {
      const until = elapsed + milliseconds;
      for (;;) {
        const next = tasks
          .filter((task) => task.due <= until)
          .sort((a, b) => a.due - b.due || a.order - b.order)[0];
        if (next === undefined) break;
        tasks = tasks.filter((task) => task !== next);
        wall += next.due - elapsed;
        elapsed = next.due;
        next.run();
      }
      wall += until - elapsed;
      elapsed = until;
    },
    set(now) {
      wall = now;
    },
    pending: () => tasks.length,
  };
}
