/** Time as a port, so that every time-out can be tested without waiting for it. */
export interface Clock {
  /** Wall-clock time in milliseconds since 1970. It may jump in both directions. */
  now(): number;
  /** Runs `task` once, after `milliseconds`. The returned function cancels it. */
  after(milliseconds: number, task: () => void): () => void;
}
