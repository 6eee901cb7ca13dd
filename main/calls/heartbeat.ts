import type { Clock } from '../../app/clock.ts';

/** How much of a call's length a crash can cost, in milliseconds. */
const BEAT = 5_000;

/** Calls `beat` every 5 s for as long as `needed` says so; ask it to look again whenever that may have changed. */
export function createHeartbeat(clock: Clock, needed: () => boolean, beat: () => void) {
  let cancel: (() => void) | undefined;
  const look = (): void => {
    if (needed()) {
      cancel ??= clock.after(BEAT, () => {
        cancel = undefined;
        if (needed()) beat();
        look();
      });
    } else {
      cancel?.();
      cancel = undefined;
    }
  };
  return {
    look,
    close() {
      cancel?.();
      cancel = undefined;
    },
  };
}
