import { type CallState, FINAL_STATES } from '../calls/call.ts';
import { type Failure, fail } from '../result.ts';
import type { OutboxEntry } from './entry.ts';

/** What became of one entry. */
export type Settlement =
  | { readonly entry: OutboxEntry; readonly outcome: 'delivered' }
  | { readonly entry: OutboxEntry; readonly outcome: 'given-up'; readonly failure: Failure };

/** Whether the state is one that a call never leaves (spec, "Call states"). */
export function isFinal(state: CallState): boolean {
  return FINAL_STATES.some((final) => final === state);
}

/** Where a state stands in the order of the spec's figure: initiated, ringing, in progress, any final state. */
export function rankOf(state: CallState): number {
  if (isFinal(state)) return 3;
  return state === 'initiated' ? 0 : state === 'ringing' ? 1 : 2;
}

/**
 * Which waiting entries of one call are settled, once it is known in which state Outreach has the call. What is not
 * mentioned is still owed.
 * - At or before that state: delivered. It is an error to send them (spec, "Call states"), and Outreach has no use for them.
 * - A final state that is not this call's own: Outreach has ended the call by itself (no `initiated` in 5 s) or somebody
 *   else has; nothing more can arrive.
 *
 * @param waiting the call's waiting entries, oldest first
 * @param state undefined where Outreach has the call in no state yet
 * @param all the call's entries, settled ones too: which final state is its own
 */
export function settle(
  waiting: readonly OutboxEntry[],
  state: CallState | undefined,
  all: readonly OutboxEntry[] = waiting,
): readonly Settlement[] {
  if (state === undefined) return [];
  if (!isFinal(state)) {
    return waiting
      .filter((entry) => rankOf(entry.update.state) <= rankOf(state))
      .map((entry) => ({ entry, outcome: 'delivered' }));
  }
  const ours = all.some((entry) => entry.update.state === state && entry.status !== 'given-up');
  return ours
    ? waiting.map((entry) => ({ entry, outcome: 'delivered' }))
    : waiting.map((entry) => ({ entry, outcome: 'given-up', failure: endedInOutreach(entry, state) }));
}

function endedInOutreach({ update }: OutboxEntry, state: CallState): Failure {
  const why =
    state === 'failed' && !isFinal(update.state)
      ? 'It does so when it does not hear of a call within 5 seconds of the click.'
      : 'A call that has ended there can not be changed any more.';
  return fail('ended-in-outreach', `Outreach has already ended this call as "${state}". ${why}`).failure;
}

/** Outreach takes updates until this long after a call's end (spec, "Requirements"). */
export const UPDATE_WINDOW = 3_600_000;

/**
 * Whether the call ended more than an hour ago. Then Outreach is asked first: where it never heard of the end it still
 * takes updates; and this machine's clock may be wrong, so the clock alone never gives an entry up.
 */
export function pastTheHour(waiting: readonly OutboxEntry[], now: number): boolean {
  const end = waiting.find((entry) => isFinal(entry.update.state))?.update.stateChangedAt;
  return end !== undefined && now - end > UPDATE_WINDOW;
}
