import type { OutboxEntry } from '../../app/outbox/entry.ts';
import { type Connected, heldBack } from '../../app/outbox/owner.ts';
import type { Failure } from '../../app/result.ts';
import { createLane, isReady, type Lane } from './lane.ts';

/** Calls beside each other; one of the places is kept for calls that are new. */
const AT_ONCE = 4;

/** Ids that Outreach gave in this run, kept in case the disk did not take them. */
const MADE_KEPT = 1_000;

/** The lanes of all calls that owe something, and whose turn it is. */
export interface Lanes {
  /** Puts entries into their lanes by id, each once; returns the lanes they went to. */
  add(entries: readonly OutboxEntry[], earlierRun: boolean): ReadonlySet<Lane>;
  /** Lets a lane have its turn where it has something to try; forgets one that is done with. */
  enqueue(lane: Lane): void;
  /** Whether the lane is somebody else's than who is connected: it waits for its owner, and is told once. */
  holdBack(lane: Lane): boolean;
  /** Outreach has made the lane's call under this id. */
  made(lane: Lane, outreachCallId: string): void;
  /** Whose turn it is beside those that run already; undefined where nobody's is. */
  next(running: Iterable<Lane>): Lane | undefined;
  take(lane: Lane): void;
  all(): Iterable<Lane>;
  /** How many entries there are. */
  waiting(): number;
}

/**
 * @param told hears of the first entry of a lane that is held back
 */
export function createLanes(
  connected: () => Connected,
  told: (entry: OutboxEntry, why: Failure) => void,
): Lanes {
  const lanes = new Map<string, Lane>();
  /** Ready lanes in the order they became so. */
  const fresh = new Set<Lane>();
  const backlog = new Set<Lane>();
  const ids = new Map<string, string>();

  const take = (lane: Lane): void => {
    fresh.delete(lane);
    backlog.delete(lane);
  };

  const holdBack = (lane: Lane): boolean => {
    const [first] = lane.waiting;
    const why = heldBack(first?.owner, connected());
    const before = lane.heldBack;
    lane.heldBack = why !== undefined;
    if (first === undefined || why === undefined) return false;
    if (!before) told(first, why);
    return true;
  };

  return {
    holdBack,
    take,
    add(entries, earlierRun) {
      const touched = new Set<Lane>();
      for (const entry of entries) {
        if (entry.status !== 'waiting') continue;
        const lane = lanes.get(entry.callId) ?? createLane(entry, earlierRun);
        lane.outreachCallId ??= ids.get(entry.callId);
        lanes.set(entry.callId, lane);
        if (lane.waiting.some(({ id }) => id === entry.id)) continue;
        lane.waiting.push(entry);
        touched.add(lane);
      }
      return touched;
    },
    enqueue(lane) {
      take(lane);
      holdBack(lane);
      if (isReady(lane)) (lane.fresh ? fresh : backlog).add(lane);
      // A call that is over answers for its later entries; any other settled call is done with.
      else if (lane.waiting.length === 0 && !lane.busy && lane.over === undefined) lanes.delete(lane.callId);
    },
    made(lane, outreachCallId) {
      lane.outreachCallId = outreachCallId;
      ids.set(lane.callId, outreachCallId);
      const [oldest] = ids.keys();
      if (ids.size > MADE_KEPT && oldest !== undefined) ids.delete(oldest);
    },
    next(running) {
      const busy = [...running];
      if (busy.length >= AT_ONCE) return undefined;
      const old = busy.filter((lane) => !lane.fresh).length;
      const [first] = fresh.size > 0 ? fresh : old < AT_ONCE - 1 ? backlog : [];
      return first;
    },
    all: () => lanes.values(),
    waiting: () => [...lanes.values()].reduce((sum, lane) => sum + lane.waiting.length, 0),
  };
}
