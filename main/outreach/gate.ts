import type { Clock } from '../../app/clock.ts';
import type { DeliveryReport } from '../../app/outbox/deliveries.ts';
import { LONGEST_PAUSE, LONGEST_PROBE_PAUSE, namedPause, pauseAfter } from '../../app/outbox/pauses.ts';
import type { Failure } from '../../app/result.ts';

/** Why nothing leaves at the moment. */
export interface Closed {
  readonly cause: NonNullable<DeliveryReport['cause']>;
  readonly failure: Failure;
}

/**
 * The door all calls leave by. It closes after an answer that every other call would get too (no network, 429,
 * maintenance, signed out), lets one call through as a probe after each pause, and opens for all when one got through.
 */
export interface Gate {
  /** Whether a call may try now. A `fresh` one always may, except in a wait which Outreach named. Uses the probe up. */
  enter(fresh: boolean): boolean;
  /** The wait Outreach named, while it lasts. */
  named(): Closed | undefined;
  /** Which closing this is; a try reports it back, so that four tries failing at once count as one. */
  round(): number;
  /** An answer came that shows Outreach within reach. */
  passed(round: number): void;
  /**
   * @param retryAfter in milliseconds, where Outreach named a wait; `never`: until `reopen`
   * @returns the pause in milliseconds; 0 for `never`
   */
  close(round: number, why: Closed, retryAfter: number | 'never' | undefined): number;
  /** Online again, signed in, awake: try everything now; a wait that Outreach named still holds. */
  reopen(): void;
  end(): void;
}

/** @param opened called when calls that waited may try again; never from within another method but `passed`, `reopen` */
export function createGate(ports: { clock: Clock; random: () => number; opened: () => void }): Gate {
  const { clock, random, opened } = ports;
  let closed: (Closed & { named: boolean; probe: boolean; cancel: () => void }) | undefined;
  let pause = 0;
  let tries = 0;
  let round = 0;

  const open = () => {
    closed?.cancel();
    closed = undefined;
    tries = 0;
    opened();
  };

  return {
    enter(fresh) {
      if (closed === undefined) return true;
      if (closed.probe) {
        closed.probe = false;
        return true;
      }
      return fresh && !closed.named;
    },
    named: () => (closed?.named && !closed.probe ? closed : undefined),
    round: () => round,
    passed(of) {
      if (closed !== undefined && (of === round || !closed.named)) open();
    },
    close(of, why, retryAfter) {
      if (of !== round) return pause;
      closed?.cancel();
      round += 1;
      tries += 1;
      const timed = retryAfter !== 'never';
      pause = !timed
        ? 0
        : retryAfter === undefined
          ? pauseAfter(tries, random(), why.cause === 'unreachable' ? LONGEST_PROBE_PAUSE : LONGEST_PAUSE)
          : Math.max(namedPause(retryAfter, random()), pauseAfter(tries, random()));
      const probe = () => {
        if (closed === undefined) return;
        closed.probe = true;
        opened();
      };
      const cancel = timed ? clock.after(pause, probe) : () => undefined;
      closed = { ...why, named: typeof retryAfter === 'number', probe: false, cancel };
      return pause;
    },
    reopen() {
      if (closed !== undefined && !closed.named) open();
    },
    end() {
      closed?.cancel();
      closed = undefined;
    },
  };
}
