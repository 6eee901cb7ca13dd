import type { Failure } from '../result.ts';
import type { OutboxEntry } from './entry.ts';

/** What became of one attempt to deliver one entry. */
export interface DeliveryReport {
  readonly callId: string;
  /** The entry as it stands after the attempt. */
  readonly entry: OutboxEntry;
  /**
   * - `delivered`  Outreach has it
   * - `given-up`   it can never arrive; `reason.code` is `unknown-call` where Outreach answered 404
   * - `postponed`  it will be tried again; `cause` says why it did not arrive now
   */
  readonly outcome: 'delivered' | 'given-up' | 'postponed';
  readonly reason?: Failure | undefined;
  /**
   * Only with `postponed`.
   * - `unreachable`  no connection, or no answer came
   * - `signed-out`   there is no token to send it with
   * - `wait`         Outreach asked for patience (429, 5xx)
   * - `forbidden`    Outreach refuses this rep or this app for now (403); only the rep can mend it
   */
  readonly cause?: 'unreachable' | 'signed-out' | 'wait' | 'forbidden' | undefined;
}

/** The outbox as the desk sees it: what is owed goes in, what became of it comes out. */
export interface Deliveries {
  /** Entries already stored; they leave at once, in order per call. Returns before anything is sent; never throws. */
  send(entries: readonly OutboxEntry[]): void;
  /** All entries of one call, oldest first, settled ones too. */
  entriesOf(callId: string): readonly OutboxEntry[];
  /** Reports arrive after `send` has returned, never from within it. Returns the function that ends the subscription. */
  subscribe(listener: (report: DeliveryReport) => void): () => void;
}
