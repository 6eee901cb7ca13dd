import { type CallState, FINAL_STATES } from '../../../app/calls/call.ts';
import type { Switches } from '../switches.ts';
import type { CallRecord } from './call-record.ts';

/** What one PATCH asks for; every attribute the spec lists, absent where it was not sent or blank. */
export interface CallChange {
  readonly state?: CallState | undefined;
  readonly stateChangedAt?: string | undefined;
  readonly recordingUrl?: string | undefined;
  readonly voicemailUrl?: string | undefined;
  readonly vendorCallId?: string | null | undefined;
}

export interface Refusal {
  readonly status: 400 | 403 | 409 | 422;
  readonly attribute?: keyof CallChange | undefined;
  readonly detail: string;
}

const isFinal = (state: CallState | null): boolean => FINAL_STATES.some((final) => final === state);

/** The way of a call in the spec's figure ("Call states"): every final state is as far as a call gets. */
function rank(state: CallState | null): number {
  if (state === null) return -1;
  const onTheWay: readonly CallState[] = ['initiated', 'ringing', 'in progress'];
  const place = onTheWay.indexOf(state);
  return place === -1 ? onTheWay.length : place;
}

/** True where `next` follows `current` without leaving a state of the figure out. */
function follows(call: CallRecord, next: CallState): boolean {
  if (next === 'completed') return call.state === 'in progress';
  if (isFinal(next)) return call.state === 'initiated' || call.state === 'ringing';
  if (call.state === null && call.direction === 'inbound') return rank(next) <= 1;
  return rank(next) === rank(call.state) + 1;
}

function refuseStep(call: CallRecord, next: CallState, switches: Switches): string | undefined {
  const { state } = call;
  if (state === next) {
    const rule = isFinal(state) ? switches.sameFinalState : switches.sameState;
    return rule === 'accepted' ? undefined : `The call is '${next}' already.`;
  }
  if (isFinal(state)) {
    const gaveUp = call.history.at(-1)?.by === 'outreach';
    if (gaveUp && next === 'initiated' && switches.lateInitiated === 'accepted') return undefined;
    const why = gaveUp ? ' No update had come in time after the launch.' : '';
    return `State cannot change to '${next}': the call's state '${state}' is final.${why}`;
  }
  if (rank(next) < rank(state)) return `State cannot go back from '${state}' to '${next}'.`;
  if (state === 'in progress' && next !== 'completed' && switches.unansweredAfterAnswer === 'refused')
    return `State cannot change from 'in progress' to '${next}'.`;
  if (switches.skippedState === 'refused' && !follows(call, next))
    return `State cannot change from '${state ?? 'none'}' to '${next}': a state was left out.`;
  return undefined;
}

function refuseUrls(call: CallRecord, change: CallChange, switches: Switches): Refusal | undefined {
  const state = change.state ?? call.state;
  const refuse = (attribute: 'recordingUrl' | 'voicemailUrl', detail: string): Refusal => ({
    status: 422,
    attribute,
    detail,
  });
  if (change.recordingUrl !== undefined && state !== 'completed')
    return refuse('recordingUrl', `Recording url is only allowed for completed calls, not for '${state}'.`);
  if (change.voicemailUrl !== undefined) {
    const unanswered = state === 'busy' || state === 'no answer';
    if (call.direction !== 'inbound' || !unanswered)
      return refuse(
        'voicemailUrl',
        "Voicemail url is only allowed for inbound calls that are 'busy' or 'no answer'.",
      );
  }
  if (switches.secondRecording === 'accepted') return undefined;
  for (const name of ['recordingUrl', 'voicemailUrl'] as const) {
    const given = change[name];
    if (given !== undefined && call[name] !== null && call[name] !== given)
      return refuse(name, 'A single url is allowed, and the call has one already.');
  }
  return undefined;
}

/** When the call ended, in Outreach's milliseconds since 1970; undefined while it has not. */
export function endOf(call: CallRecord, switches: Switches, offset: number): number | undefined {
  const last = call.history.at(-1);
  if (last === undefined || !isFinal(call.state)) return undefined;
  return switches.hourCountsFrom === 'receipt' ? last.receivedAt + offset : Date.parse(last.stateChangedAt);
}

/**
 * Why this update must be refused, or undefined where it is to be taken; the rules of the spec's "Call states",
 * "Recording/Voicemail URL", "Requirements" and "Update an existing call". `now` and `offset` are Outreach's clock, in ms.
 */
export function refuseUpdate(
  call: CallRecord,
  change: CallChange,
  at: { readonly now: number; readonly offset: number },
  switches: Switches,
): Refusal | undefined {
  const status = Number(switches.orderViolation) as 400 | 409 | 422;
  if (call.externalVendor !== 'VoiceExtension')
    return {
      status: Number(switches.nativeCall) as 403 | 422,
      detail: 'Only calls of an external voice service can be updated, not native Outreach Voice calls.',
    };
  const end = endOf(call, switches, at.offset);
  if (end !== undefined && at.now - end >= switches.updateWindowMs)
    return { status, attribute: 'state', detail: 'The call ended more than one hour ago.' };
  if (change.state === undefined) {
    if (change.recordingUrl === undefined && change.voicemailUrl === undefined)
      return {
        status: 422,
        attribute: 'state',
        detail: "State can't be blank unless recordingUrl or voicemailUrl is provided.",
      };
  } else {
    const detail = refuseStep(call, change.state, switches);
    if (detail !== undefined) return { status, attribute: 'state', detail };
    const wrongTime = refuseTime(call, change.stateChangedAt, at.now, switches);
    if (wrongTime !== undefined) return { status: 422, attribute: 'stateChangedAt', detail: wrongTime };
  }
  return refuseUrls(call, change, switches);
}

/** Clocks that are set by the network differ by no more, in milliseconds. */
const CLOCKS_DIFFER = 5_000;

function refuseTime(
  call: CallRecord,
  given: string | undefined,
  now: number,
  switches: Switches,
): string | undefined {
  if (given === undefined)
    return switches.timeLeftOut === 'refused' ? 'State changed at must be provided.' : undefined;
  const time = Date.parse(given);
  if (switches.futureTime === 'refused' && time > now + CLOCKS_DIFFER)
    return 'State changed at has not come yet.';
  const earlier = call.stateChangedAt !== null && time < Date.parse(call.stateChangedAt);
  return earlier && switches.timeOrder === 'refused' ? 'State changed at runs backwards.' : undefined;
}
