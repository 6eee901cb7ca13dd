import { type CallState, FINAL_STATES } from '../calls/call.ts';
import type { CallUrls } from '../outreach/outreach.ts';
import { type Failure, fail } from '../result.ts';
import { type CallUpdate, type OutboxEntry, stateOf, type UrlUpdate } from './entry.ts';

/** What became of one entry. */
export type Settlement =
  | { readonly entry: OutboxEntry; readonly outcome: 'delivered' }
  | { readonly entry: OutboxEntry; readonly outcome: 'given-up'; readonly failure: Failure };

/** Whether the state is one that a call never leaves (spec, "Call states"). */
export function isFinal(state: CallState): boolean {
  return FINAL_STATES.some((final) => final === state);
}

/** Where a state stands in the order of the spec's figure: initiated, ringing, in progress, any final state. */
function rankOf(state: CallState): number {
  if (isFinal(state)) return 3;
  return state === 'initiated' ? 0 : state === 'ringing' ? 1 : 2;
}

/**
 * Which waiting entries of one call are settled, once it is known in which state Outreach has the call. What is not
 * mentioned is still owed.
 * - At or before that state: delivered. It is an error to send them (spec, "Call states"), and Outreach has no use for them.
 * - A final state that is not this call's own: Outreach has ended the call by itself (no `initiated` in 5 s) or somebody
 *   else has; no state can arrive any more, and a URL only where it goes with that final state.
 * - A URL: delivered where Outreach has this one. Another one stays: "A single URL shall be provided" (spec,
 *   "Recording/Voicemail URL").
 *
 * @param waiting the call's waiting entries, oldest first
 * @param state undefined where Outreach has the call in no state yet
 * @param all the call's entries, settled ones too: which final state is its own
 * @param urls what Outreach has linked to the call
 */
export function settle(
  waiting: readonly OutboxEntry[],
  state: CallState | undefined,
  all: readonly OutboxEntry[] = waiting,
  urls: CallUrls = {},
): readonly Settlement[] {
  const ours = all.some((entry) => stateOf(entry.update) === state && entry.status !== 'given-up');
  return waiting.flatMap((entry): readonly Settlement[] => {
    const { update } = entry;
    // Its creation is what told the call's state.
    if (update.kind === 'create') return [];
    if (update.kind !== 'state') return settleUrl(entry, update, state, urls[update.kind]);
    if (state === undefined) return [];
    if (!isFinal(state))
      return rankOf(update.state) <= rankOf(state) ? [{ entry, outcome: 'delivered' }] : [];
    return ours
      ? [{ entry, outcome: 'delivered' }]
      : [{ entry, outcome: 'given-up', failure: endedInOutreach(update, state) }];
  });
}

function settleUrl(
  entry: OutboxEntry,
  update: UrlUpdate,
  state: CallState | undefined,
  linked: string | undefined,
): readonly Settlement[] {
  if (linked === update.url) return [{ entry, outcome: 'delivered' }];
  if (linked !== undefined) return [{ entry, outcome: 'given-up', failure: ANOTHER_URL }];
  if (state === undefined || !isFinal(state) || goesWith(update.kind, state)) return [];
  return [{ entry, outcome: 'given-up', failure: endedInOutreach(update, state) }];
}

/** Which final states a URL goes with (spec, "Recording/Voicemail URL"); the direction is the call's own matter. */
export function goesWith(kind: UrlUpdate['kind'], state: CallState): boolean {
  return kind === 'recording' ? state === 'completed' : state === 'busy' || state === 'no answer';
}

const ANOTHER_URL: Failure = {
  code: 'another-url',
  message: 'Outreach has another recording for this call already, and a call has only one.',
};

function endedInOutreach(update: CallUpdate, state: CallState): Failure {
  const step = stateOf(update);
  const why =
    state === 'failed' && step !== undefined && !isFinal(step)
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
  return waiting.some(
    ({ update }) =>
      update.kind === 'state' && isFinal(update.state) && now - update.stateChangedAt > UPDATE_WINDOW,
  );
}
