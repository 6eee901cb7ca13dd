import type { OutreachClock } from '../outreach-clock.ts';
import type { Switches } from '../switches.ts';

const HOUR = 3_600_000;

export interface RateLimit {
  /** Counts one request; `retryAfter` in seconds where it is one too many. */
  count(): { readonly headers: Readonly<Record<string, string>>; readonly retryAfter?: number };
}

/** 10,000 requests per user and hour; the hour begins with its first request. */
export function createRateLimit(clock: OutreachClock, switches: Switches): RateLimit {
  let began = Number.NEGATIVE_INFINITY;
  let used = 0;
  return {
    count() {
      const now = clock.now();
      if (now - began >= HOUR || now < began) {
        began = now;
        used = 0;
      }
      used += 1;
      const reset = began + HOUR;
      const headers = {
        'x-ratelimit-limit': String(switches.ratePerHour),
        'x-ratelimit-remaining': String(Math.max(0, switches.ratePerHour - used)),
        'x-ratelimit-reset': new Date(reset).toISOString(),
      };
      if (used <= switches.ratePerHour) return { headers };
      return { headers, retryAfter: Math.ceil((reset - now) / 1000) };
    },
  };
}
