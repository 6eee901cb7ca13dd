/**
 * A script for a page: its timers of exactly `from` milliseconds take `to` instead, all others what they take; so a limit
 * of minutes can be seen to be kept. `WHOLE_TIMERS` takes it back.
 */
export function shorterTimer(from: number, to: number): string {
  return `(() => {
    const later = (window.wholeTimer ??= window.setTimeout);
    window.setTimeout = (task, after, ...rest) => later(task, after === ${from} ? ${to} : after, ...rest);
  })();`;
}

export const WHOLE_TIMERS = 'window.setTimeout = window.wholeTimer;';
