import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import type { Snapshot } from '../../../app/ipc/snapshot-schema.ts';

/**
 * The call the rep speaks in or is being put through to; where all are on hold, the oldest of them. A call that waits for
 * an answer or is over is not; one that rings here is only where there is no other.
 */
export function currentCall(snapshot: Snapshot): CallView | undefined {
  const up = upCalls(snapshot);
  return (
    up.find(({ phase, held }) => phase === 'talking' && !held) ??
    up.find(({ phase }) => phase !== 'talking' && phase !== 'incoming') ??
    up.find(({ phase }) => phase === 'talking') ??
    up[0]
  );
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
 * Whose result stays in view: the call that has just ended, until another call comes up or the rep puts it away.
 *
 * @param before the snapshot before, null for the first one
 * @param shown the id shown so far
 */
export function justEnded(before: Snapshot | null, after: Snapshot, shown: string | null): string | null {
  const were = before === null ? [] : upCalls(before).map(({ id }) => id);
  const up = upCalls(after).map(({ id }) => id);
  if (up.some((id) => !were.includes(id))) return null;
  const ended = were.filter((id) => !up.includes(id)).at(-1);
  if (ended) return findCall(after, ended)?.phase === 'ended' ? ended : null;
  return shown !== null && findCall(after, shown) ? shown : null;
}
