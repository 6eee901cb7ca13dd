import type { Notice } from '../../app/ipc/snapshot-schema.ts';
import { createFloodGate, type FloodGate } from './flood-gate.ts';

/** More new calls by links no rep clicks. */
const CLICKS = { within: 10_000, most: 30 };

/** So many calls may wait for Outreach's or the rep's yes at once; a rep answers one question after the other. */
const OPEN = 5;

/** Stops floods of links, as a web page can make them. */
export interface LinkLimit extends Pick<FloodGate, 'turnedAway'> {
  /** Whether a link that begins a call may; `open` is how many calls wait for a yes. */
  admits(open: number): boolean;
}

/** @param now milliseconds since 1970; may run backwards */
export function createLinkLimit(now: () => number): LinkLimit {
  const gate = createFloodGate(now, [CLICKS], tooManyLinks);
  return { ...gate, admits: (open) => open < OPEN && gate.admits() };
}

function tooManyLinks(count: number, which: string): Omit<Notice, 'id'> {
  return {
    kind: 'warning',
    code: 'too-many-links',
    title: count === 1 ? 'A link too many was not dialed' : `${count} links too many were not dialed`,
    message:
      `Links came faster than anybody clicks, perhaps from a web page. ${which}. If you wanted one of these ` +
      'calls, click Call in Outreach again; Outreach marks the calls that were not made as failed.',
  };
}
