import type { EndReason } from '../voice/carrier.ts';
import { withoutNow } from '../voice/quality.ts';
import type { Call, CallState, Closing } from './call.ts';
import type { Effect, Step } from './call-event.ts';
import { finalState, resultOf } from './final-state.ts';

/** A step that changes nothing: the event means nothing to the call in this phase. */
export function unchanged(call: Call): Step {
  return { call, effects: [] };
}

/** `at`, but never before the call's last change: the wall clock may run backwards, a call's history may not. */
export function moment(call: Call, at: number): number {
  return Math.max(call.stateChangedAt, at);
}

/** Whether Outreach is told of this call: it asked for it, and has not said that it knows no such call. */
export function owesUpdates(call: Call): boolean {
  if (call.direction === 'inbound') return call.inbound?.logged === true;
  if (call.outreachCallId === undefined || call.outreachAnswer === 'unknown') return false;
  return call.closing !== 'refused-by-outreach';
}

/** Moves the call to `state` and tells Outreach where that is owed. Milliseconds since 1970 in `at`. */
export function enter(call: Call, state: CallState, at: number): Step {
  const stateChangedAt = moment(call, at);
  const effects: readonly Effect[] = owesUpdates(call)
    ? [{ type: 'tell-outreach', update: { kind: 'state', state, stateChangedAt } }]
    : [];
  return { call: { ...call, state, stateChangedAt }, effects };
}

/** Whether the carrier has, or had, a leg for this call. */
export function hasLeg(call: Call): boolean {
  return call.direction === 'inbound' || call.dialedAt !== undefined;
}

/**
 * Whether this is how a phone system ends the other call of an attended transfer: with BYE once it is replaced (RFC 3891,
 * section 3), often before it tells the first one that the transfer is done.
 */
function wasReplaced({ transfer }: Call, reason: EndReason | undefined): boolean {
  return transfer?.isTarget === true && transfer.status === 'trying' && reason?.cause === 'hung-up';
}

/** Ends the call in the final state that the spec's table gives; every timer stops. `closing` counts only where none was noted before. */
export function end(call: Call, at: number, how: { reason?: EndReason; closing?: Closing }): Step {
  const closing = call.closing ?? how.closing ?? (wasReplaced(call, how.reason) ? 'transferred' : undefined);
  const result = resultOf(
    {
      direction: call.direction,
      rang: call.ringingAt !== undefined,
      answered: call.answeredAt !== undefined,
      closing,
    },
    how.reason,
  );
  const extension = call.extensionProgress;
  const last = enter({ ...call, closing, endReason: how.reason }, finalState(call.direction, result), at);
  return {
    call: {
      ...last.call,
      phase: 'ended',
      question: undefined,
      quality: call.quality && withoutNow(call.quality),
      endedAt: last.call.stateChangedAt,
      extensionProgress:
        extension === undefined || ['dialed', 'canceled', 'failed'].includes(extension.status)
          ? extension
          : { status: 'skipped', sent: extension.sent },
      holdAsked: undefined,
      waitsForLine: undefined,
      conference: undefined,
      digitsOut: undefined,
      others: undefined,
    },
    effects: [...last.effects, { type: 'stop-timers' }],
  };
}
