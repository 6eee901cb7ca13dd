/**
 * The times of a call, in milliseconds.
 * - `outreach`   how long a link waits for Outreach to accept `initiated` before the rep is asked
 * - `question`   how long a question stands before the call is given up
 * - `setup`      from dialling to the first ringing or answer; from the rep's answer to the connection
 * - `ring`       how long it rings before Outdial cancels the call itself; of an incoming call a setting instead
 * - `extension`  from the answer to the extension's first digit: a switchboard needs a moment to listen; a setting
 * - `hold`       how long the carrier may take to report that it holds or resumes a call
 * - `line`       how long a call waits for the line: longer than `hold` and `hang-up`
 * - `conference` how long two calls may both be heard when a conference ends: one of them is about to end
 * - `transfer`   how long the carrier may take to say what became of a transfer; its target may ring for long
 * - `hang-up`    how long the carrier may take to report the end after it was told to hang up
 */
export const TIMING = {
  outreach: 2_000,
  question: 120_000,
  setup: 30_000,
  ring: 60_000,
  extension: 1_000,
  'hang-up': 5_000,
  hold: 3_000,
  line: 8_000,
  conference: 500,
  transfer: 240_000,
} as const;

export type Timer = keyof typeof TIMING;

/** How long an incoming call may ring on after the rep's answer had to be taken back. */
export const RING_AGAIN = 15_000;

/** A link older than this is never dialled without the rep's yes, whatever Outreach says by then. */
export const FRESH_LINK = 30_000;
