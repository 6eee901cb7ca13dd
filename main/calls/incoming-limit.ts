import type { Notice } from '../../app/ipc/snapshot-schema.ts';
import { createFloodGate, type FloodGate } from './flood-gate.ts';

/** More than a busy queue sends to one rep; each one is kept, told to Outreach and looked up there. */
const CALLS = [
  { within: 60_000, most: 30 },
  { within: 3_600_000, most: 300 },
];

/**
 * Stops floods of incoming calls, as a broken or hostile phone system can send them: what is turned away hears busy,
 * and is neither kept nor told to Outreach.
 *
 * @param now milliseconds since 1970; may run backwards
 */
export function createIncomingLimit(now: () => number): FloodGate {
  return createFloodGate(now, CALLS, tooManyCalls);
}

function tooManyCalls(count: number, which: string): Omit<Notice, 'id'> {
  return {
    kind: 'warning',
    code: 'too-many-incoming',
    title:
      count === 1 ? 'An incoming call too many was turned away' : `${count} incoming calls were turned away`,
    message:
      `More calls came in than anybody can take. The callers heard busy, and the calls are not in the list: ${which}. ` +
      'If this goes on, tell your IT admin.',
  };
}
