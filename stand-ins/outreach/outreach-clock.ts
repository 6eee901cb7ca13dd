/** Outreach's own clock: it can be set off from this machine's, so that an hour or two weeks pass at once. */
export interface OutreachClock {
  /** Outreach's time in whole milliseconds since 1970, offset included. */
  now(): number;
  /** This machine's time in milliseconds since 1970 with fractions, untouched by the offset. */
  real(): number;
  offset(): number;
  /** Moves Outreach's time `ms` away from this machine's; negative is behind. */
  setOffset(ms: number): void;
}

/** Takes the offset to begin with, in milliseconds. */
export function createOutreachClock(initialOffset = 0): OutreachClock {
  let offset = initialOffset;
  return {
    now: () => Date.now() + offset,
    real: () => performance.timeOrigin + performance.now(),
    offset: () => offset,
    setOffset: (ms) => {
      offset = ms;
    },
  };
}
