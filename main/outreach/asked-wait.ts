import type { Clock } from '../../app/clock.ts';
import { deliveryOf } from '../../app/outreach/delivery.ts';
import { type HttpAnswer, LONGEST_RETRY_AFTER } from '../../app/outreach/http-answer.ts';
import type { Failure } from '../../app/result.ts';

/** The wait that Outreach asked for, whatever request it was the answer to. */
export interface AskedWait {
  heard(answer: HttpAnswer): void;
  /** Why nothing may be asked for now; undefined where it may. */
  reason(): Failure | undefined;
}

/**
 * The outbox keeps a wait by itself. What is only nice to know (who calls, the words for logging) is not asked for
 * meanwhile either: Outreach counts every request.
 */
export function createAskedWait(clock: Clock): AskedWait {
  let wait: { readonly until: number; readonly failure: Failure } | undefined;
  return {
    heard(answer) {
      const delivery = deliveryOf(answer, clock.now());
      if (delivery.outcome !== 'wait' || delivery.retryAfter === undefined) return;
      wait = { until: clock.now() + delivery.retryAfter, failure: delivery.failure };
    },
    reason() {
      const left = wait === undefined ? 0 : wait.until - clock.now();
      // A clock that was set back makes no wait longer than it can have been.
      return left > 0 && left <= LONGEST_RETRY_AFTER ? wait?.failure : undefined;
    },
  };
}
