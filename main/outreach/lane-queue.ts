import { isReady, type Lane } from './lane.ts';

/** Calls beside each other; one of the places is kept for calls that are new. */
const AT_ONCE = 4;

/** Which lanes would have a try, in the order they became ready; new ones go first. */
export interface LaneQueue {
  /** Puts a lane where it now belongs; false where it has nothing to try. */
  put(lane: Lane): boolean;
  /** Whose turn it is beside those that run already; undefined where nobody's is. */
  next(running: Iterable<Lane>): Lane | undefined;
  take(lane: Lane): void;
}

export function createLaneQueue(): LaneQueue {
  const fresh = new Set<Lane>();
  const backlog = new Set<Lane>();
  const take = (lane: Lane): void => {
    fresh.delete(lane);
    backlog.delete(lane);
  };
  return {
    take,
    put(lane) {
      take(lane);
      const ready = isReady(lane);
      if (ready) (lane.fresh ? fresh : backlog).add(lane);
      return ready;
    },
    next(running) {
      const busy = [...running];
      if (busy.length >= AT_ONCE) return undefined;
      const old = busy.filter((lane) => !lane.fresh).length;
      const [first] = fresh.size > 0 ? fresh : old < AT_ONCE - 1 ? backlog : [];
      return first;
    },
  };
}
