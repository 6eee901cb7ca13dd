/** Calls whose least interval is remembered. */
const MOST_CALLS = 50;
/** A proxy each may ask for more; a day is more than any of them wants. In seconds. */
const LARGEST_SECONDS = 86_400;
const MOST_ROUNDS = 5;

/** What one request has been through: how often it was refused for its interval. */
export interface IntervalRound {
  refusals: number;
}

export type SessionIntervals = ReturnType<typeof createSessionIntervals>;

/** The least session interval that a call's servers take, in seconds (RFC 4028 section 7.4), by its SIP Call-ID. */
export function createSessionIntervals() {
  const least = new Map<string, number>();

  return {
    /** Min-SE of the call's requests that ask for an interval; undefined where none was too small so far. */
    leastOf: (sipCallId: string): number | undefined => least.get(sipCallId),
    /**
     * Reads the Min-SE of a 422 (section 6): true where the request may be sent again with it. False without a larger one
     * than was asked for, as `asked` (Session-Expires), and where that has gone on for too long.
     */
    refused(sipCallId: string, asked: string, minSe: string, round: IntervalRound): boolean {
      const seconds = Number.parseInt(minSe, 10);
      const before = Math.max(Number.parseInt(asked, 10) || 0, least.get(sipCallId) ?? 0);
      round.refusals += 1;
      if (!(seconds > before && seconds <= LARGEST_SECONDS) || round.refusals > MOST_ROUNDS) return false;
      least.set(sipCallId, seconds);
      for (const oldest of [...least.keys()].slice(0, -MOST_CALLS)) least.delete(oldest);
      return true;
    },
  };
}

/** Session-Expires with at least `least` seconds, its parameters as they are. */
export function atLeast(sessionExpires: string, least: number): string {
  return sessionExpires.replace(/^\s*\d+/, (seconds) => String(Math.max(Number(seconds), least)));
}
