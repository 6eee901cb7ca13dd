import type { Notice } from '../../app/ipc/snapshot-schema.ts';
import { maskNumber } from '../../app/tel/mask-number.ts';

/** No more than `most` within so many milliseconds. */
export interface FloodRule {
  readonly within: number;
  readonly most: number;
}

/** A flood is over, and the next one told anew, after this many milliseconds without one too many. */
const QUIET = 60_000;

const SHOWN = 5;

/** Lets through what comes at a human pace; what it turns away is listed in one notice. */
export interface FloodGate {
  /** Whether one more may pass; it is counted where it does. */
  admits(): boolean;
  /** The notice for one more turned away; it replaces the one before. */
  turnedAway(number: string): Omit<Notice, 'id'>;
}

/**
 * @param now milliseconds since 1970; may run backwards
 * @param words the notice, for so many of which these (masked) were the last
 */
export function createFloodGate(
  now: () => number,
  rules: readonly FloodRule[],
  words: (count: number, which: string) => Omit<Notice, 'id'>,
): FloodGate {
  const longest = Math.max(...rules.map(({ within }) => within));
  let admitted: readonly number[] = [];
  let away: readonly string[] = [];
  let count = 0;
  let lastAway = Number.NEGATIVE_INFINITY;

  return {
    admits() {
      const at = now();
      admitted = admitted.filter((time) => time <= at && at - time < longest);
      const full = rules.some(
        ({ within, most }) => admitted.filter((time) => at - time < within).length >= most,
      );
      if (!full) admitted = [...admitted, at];
      return !full;
    },
    turnedAway(number) {
      const at = now();
      if (Math.abs(at - lastAway) > QUIET) {
        away = [];
        count = 0;
      }
      lastAway = at;
      count += 1;
      away = [...away, maskNumber(number)].slice(-SHOWN);
      const numbers = away.join(', ');
      return words(count, away.length < count ? `The last were ${numbers}` : numbers);
    },
  };
}
