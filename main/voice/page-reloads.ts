import type { Clock } from '../../app/clock.ts';
import type { Failure } from '../../app/result.ts';

/** The pause before each reload of a row of crashes, in milliseconds; after the last one it is given up. */
const PAUSES_MILLISECONDS = [0, 1000, 5000, 15_000];
/** A page that lived this long did not crash in a row, in milliseconds. */
const HEALTHY_MILLISECONDS = 60_000;

export interface PageReloadsParts {
  readonly clock: Clock;
  reload(): void;
  gaveUp(failure: Failure): void;
  log(line: string): void;
}

/** Loads the voice page again after a crash, but not for ever when it crashes every time. */
export function createPageReloads(parts: PageReloadsParts) {
  const { clock } = parts;
  let row = 0;
  let pending: (() => void) | undefined;
  let healthy: (() => void) | undefined;
  let givenUp = false;

  function reload(): void {
    pending = undefined;
    parts.reload();
    healthy = clock.after(HEALTHY_MILLISECONDS, () => {
      row = 0;
    });
  }
  return {
    pageGone(): void {
      healthy?.();
      pending?.();
      const pause = PAUSES_MILLISECONDS[row];
      row += 1;
      if (pause !== undefined) {
        pending = clock.after(pause, reload);
        return;
      }
      givenUp = true;
      parts.log('voice: the page crashed too often and is left alone');
      parts.gaveUp({
        code: 'voice-page-crashed',
        message: 'The phone part of Outdial keeps crashing. Try to reconnect, or restart Outdial.',
      });
    },
    /** For a person who asks: true when the page had been given up and is loaded again now. */
    startOver(): boolean {
      if (!givenUp) return false;
      givenUp = false;
      row = 0;
      reload();
      return true;
    },
    close(): void {
      pending?.();
      healthy?.();
    },
  };
}
