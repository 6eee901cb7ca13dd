import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import type { Snapshot } from '../../../app/ipc/snapshot-schema.ts';
import { currentCall, upCalls } from './snapshot-change.ts';

/** Which call stands where in the window. A call stands in one place only. */
export interface CallPlaces {
  /** The one with the large controls; undefined where there is a conference, or nothing but ringing. */
  readonly current: CallView | undefined;
  /** The calls beside it, on hold or about to be dialled. */
  readonly others: readonly CallView[];
  /** The calls that hear each other: two or more, or none. */
  readonly conference: readonly CallView[];
  /** What rings here, oldest first. */
  readonly ringing: readonly CallView[];
}

/** Puts every call that is up in its place. */
export function callPlaces(snapshot: Snapshot): CallPlaces {
  const up = upCalls(snapshot);
  const ringing = up.filter(({ phase }) => phase === 'incoming');
  const joined = up.filter(({ inConference, phase }) => inConference === true && phase === 'talking');
  const conference = joined.length > 1 ? joined : [];
  const first = currentCall(snapshot);
  const current = conference.length > 0 || first?.phase === 'incoming' ? undefined : first;
  const placed = new Set([...ringing, ...conference, current]);
  return { current, others: up.filter((call) => !placed.has(call)), conference, ringing };
}

/** The call a press on Answer takes: the oldest that rings here and is not being answered already. */
export function callToAnswer(snapshot: Snapshot): CallView | undefined {
  return callPlaces(snapshot).ringing.find(({ inbound }) => inbound?.pickedUp !== true);
}

/** Whether the rep can begin a call of their own: nothing is up, or only what they let ring. */
export function isLineFree(snapshot: Snapshot): boolean {
  return upCalls(snapshot).every(({ phase, inbound }) => phase === 'incoming' && inbound?.ignored === true);
}
