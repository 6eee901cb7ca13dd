import type { Caller } from '../../app/calls/call.ts';
import type { Clock } from '../../app/clock.ts';
import { searchedNumber } from '../../app/outreach/caller.ts';
import type { Result } from '../../app/result.ts';
import { maskNumber } from '../../app/tel/mask-number.ts';

/** How many numbers are remembered; the one looked up first is forgotten first. */
const MOST_NUMBERS = 500;
/** How long an answer is good, in milliseconds; that nobody has a number is soon out of date. */
const LIFE_SPAN = 15 * 60_000;
const LIFE_SPAN_OF_NOBODY = 60_000;

interface Kept {
  readonly caller: Promise<Caller | undefined>;
  until: number;
}

/** Who a number belongs to, as Outreach has it. */
export interface CallerDirectory {
  /** Undefined for a number that is none, that nobody has, or that could not be looked up. Never rejects. */
  callerOf(number: string): Promise<Caller | undefined>;
}

/**
 * Looks callers up by their number, once for several calls: what Outreach said is kept in memory for a quarter of an
 * hour. A failure is nobody's business but the log's, and is not kept.
 */
export function createCallerDirectory(ports: {
  readonly lookUp: (number: string) => Promise<Result<Caller | undefined>>;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}): CallerDirectory {
  const { lookUp, clock, log } = ports;
  const known = new Map<string, Kept>();

  async function ask(number: string): Promise<Caller | undefined> {
    const found = await lookUp(number);
    if (found.ok) {
      const kept = known.get(number);
      if (found.value === undefined && kept !== undefined) kept.until = clock.now() + LIFE_SPAN_OF_NOBODY;
      return found.value;
    }
    known.delete(number);
    log(`caller ${maskNumber(number)} could not be looked up: ${found.failure.code}`);
    return undefined;
  }

  return {
    async callerOf(from) {
      const number = searchedNumber(from);
      if (number === undefined) return undefined;
      const kept = known.get(number);
      // A clock that was set back must not make an answer good for years.
      const left = (kept?.until ?? 0) - clock.now();
      if (kept !== undefined && left > 0 && left <= LIFE_SPAN) return kept.caller;
      known.delete(number);
      for (const oldest of known.keys()) {
        if (known.size < MOST_NUMBERS) break;
        known.delete(oldest);
      }
      const caller = ask(number).catch((error: unknown) => {
        known.delete(number);
        log(
          `caller ${maskNumber(number)} could not be looked up: ${error instanceof Error ? error.name : 'fault'}`,
        );
        return undefined;
      });
      known.set(number, { caller, until: clock.now() + LIFE_SPAN });
      return caller;
    },
  };
}
