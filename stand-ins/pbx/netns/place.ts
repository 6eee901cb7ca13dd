/** Where stand-ins run: an address that they listen on, and what a command has to begin with to run there. */
export interface Place {
  readonly address: string;
  readonly prefix: readonly string[];
  /** Where the media relay listens in place of `address`. */
  readonly mediaAddress?: string;
}

/** This machine's own loopback. */
export const LOOPBACK: Place = { address: '127.0.0.1', prefix: [] };
