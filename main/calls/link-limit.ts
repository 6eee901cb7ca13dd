import type { Notice } from '../../app/ipc/contract.ts';
import { maskNumber } from '../../app/tel/mask-number.ts';

/** More new calls by links in this time, in milliseconds, no rep clicks. */
const WINDOW = 10_000;
const IN_WINDOW = 30;

/** So many calls may wait for Outreach's or the rep's yes at once; a rep answers one question after the other. */
const OPEN = 5;

/** A flood is over, and the next one told anew, after this many milliseconds without a link too many. */
const QUIET = 60_000;

const SHOWN = 5;

/** Stops floods of links, as a web page can make them. What it turns away is listed in one notice. */
export interface LinkLimit {
  /** Whether a link that begins a call may; `open` is how many calls wait for a yes. */
  admits(open: number): boolean;
  /** The notice for one more link turned away; it replaces the one before. */
  turnedAway(number: string): Omit<Notice, 'id'>;
}

/** @param now milliseconds since 1970; may run backwards */
export function createLinkLimit(now: () => number): LinkLimit {
  let admitted: readonly number[] = [];
  let away: readonly string[] = [];
  let count = 0;
  let lastAway = Number.NEGATIVE_INFINITY;

  return {
    admits(open) {
      const at = now();
      admitted = admitted.filter((time) => time <= at && at - time < WINDOW);
      if (open >= OPEN || admitted.length >= IN_WINDOW) return false;
      admitted = [...admitted, at];
      return true;
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
      return tooManyLinks(count, away);
    },
  };
}

function tooManyLinks(count: number, numbers: readonly string[]): Omit<Notice, 'id'> {
  const which = numbers.length < count ? `The last were ${numbers.join(', ')}` : numbers.join(', ');
  return {
    kind: 'warning',
    code: 'too-many-links',
    title: count === 1 ? 'A link too many was not dialed' : `${count} links too many were not dialed`,
    message:
      `Links came faster than anybody clicks, perhaps from a web page. ${which}. If you wanted one of these ` +
      'calls, click Call in Outreach again; Outreach marks the calls that were not made as failed.',
  };
}
