import type { CallView, Snapshot } from '../../../app/ipc/contract.ts';

/** The call the rep is in or being put through to; one that waits for an answer or is over is not. */
export function currentCall(snapshot: Snapshot): CallView | undefined {
  const up = upCalls(snapshot);
  return up.find((call) => call.phase === 'talking' && !call.held) ?? up[0];
}

/** Every call that is up, oldest first. */
export function upCalls(snapshot: Snapshot): CallView[] {
  return snapshot.calls.filter((call) => call.phase !== 'asking' && call.phase !== 'ended');
}

/** The calls that wait for the rep's yes or no, oldest first: asked about one at a time. */
export function askedCalls(snapshot: Snapshot): CallView[] {
  return snapshot.calls.filter((call) => call.phase === 'asking');
}

/** A call that was there as `phase: ended`, or among the last calls. */
export function findCall(snapshot: Snapshot, id: string): CallView | undefined {
  return snapshot.calls.find((call) => call.id === id) ?? snapshot.recent.find((call) => call.id === id);
}

/**
 * Whose result stays in view: the call that has just ended, until another call is up or the rep puts it away.
 *
 * @param before the snapshot before, null for the first one
 * @param shown the id shown so far
 */
export function justEnded(before: Snapshot | null, after: Snapshot, shown: string | null): string | null {
  if (upCalls(after).length > 0) return null;
  const ended = before && upCalls(before).at(-1)?.id;
  if (ended) return findCall(after, ended)?.phase === 'ended' ? ended : null;
  return shown !== null && findCall(after, shown) ? shown : null;
}
