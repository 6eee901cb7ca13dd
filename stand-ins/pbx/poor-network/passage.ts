/** What one direction of a network does to what passes through it. */
export interface Impairment {
  readonly lossPercent?: number | undefined;
  /** One way. */
  readonly delayMilliseconds?: number | undefined;
}

/** How long TCP takes to notice a loss, beside the round trip (RFC 6298 section 2: 200 ms is what Linux waits at least). */
const NOTICED_MILLISECONDS = 200;

/** One direction. What enters leaves later, or never; the order stays. */
export interface Passage {
  /** A datagram: may get lost. */
  datagram(deliver: () => void): void;
  /** A piece of a connection: one that got lost comes after it was sent again, and all behind it waits (RFC 9293). */
  piece(deliver: () => void): void;
  /** Forgets what is on its way. */
  close(): void;
}

/** `random` gives numbers from 0 to 1; `impairment` is asked each time. */
export function createPassage(impairment: () => Impairment, random: () => number): Passage {
  const timers = new Set<NodeJS.Timeout>();
  let free = 0;
  function after(milliseconds: number, deliver: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      deliver();
    }, milliseconds);
    timers.add(timer);
  }
  const isLost = (): boolean => random() * 100 < (impairment().lossPercent ?? 0);
  return {
    datagram(deliver) {
      if (!isLost()) after(impairment().delayMilliseconds ?? 0, deliver);
    },
    piece(deliver) {
      const { delayMilliseconds: delay = 0 } = impairment();
      const again = isLost() ? NOTICED_MILLISECONDS + 2 * delay : 0;
      const now = performance.now();
      // Timers of the same length fire in the order they were set.
      free = Math.max(free, Math.ceil(now + delay + again));
      after(free - now, deliver);
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

/** Numbers from 0 to 1, the same ones for the same seed: Mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
