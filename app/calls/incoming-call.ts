import type { Rejection } from '../voice/carrier.ts';
import type { Call, Closing } from './call.ts';
import type { CallEvent, Step } from './call-event.ts';
import { ringsHere } from './line.ts';
import { end, enter, moment, unchanged } from './step.ts';
import { TIMING } from './timing.ts';
import { wantLine } from './want-line.ts';

type Of<Type extends CallEvent['type']> = Extract<CallEvent, { readonly type: Type }>;

/** Everything that decides how an inbound call begins. */
export interface IncomingRequest {
  readonly id: string;
  /** The caller's number and the one that was called, as the phone system gives them; either may be empty. */
  readonly from: string;
  readonly to: string;
  readonly displayName?: string | undefined;
  readonly sipCallId?: string | undefined;
  /** Whether Outreach is to have it. */
  readonly logged: boolean;
  /** How long it may ring here, in milliseconds. */
  readonly ringFor: number;
  /** Whether no further call may ring. */
  readonly lineBusy: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * An inbound call from its first moment: Outreach is asked to create it and told that it rings (spec, "Inbound calls").
 * It rings during another call too. One that comes while another rings is refused as busy at once and kept among the
 * last calls, so that it is not lost.
 */
export function createIncoming(request: IncomingRequest): Step {
  const { id, from, to, displayName, sipCallId, logged, at } = request;
  const number = sentNumber(from);
  const blank: Call = {
    id,
    direction: 'inbound',
    origin: 'caller',
    number,
    phase: 'incoming',
    state: 'initiated',
    stateChangedAt: at,
    startedAt: at,
    earlyMedia: false,
    muted: false,
    held: false,
    sipCallId,
    inbound: { to: sentNumber(to), displayName: oneLine(displayName ?? '') || undefined, logged },
  };
  const first = enter(blank, 'initiated', at);
  const creation = { kind: 'create', from: number, to: sentNumber(to), vendorCallId: id } as const;
  const create = logged ? [{ type: 'tell-outreach', update: creation } as const] : [];
  const rings = enter(first.call, 'ringing', at);
  const call: Call = { ...rings.call, ringingAt: at };
  const effects = [...create, ...first.effects, ...rings.effects];
  if (request.lineBusy) {
    const refused = rejectIncoming(call, 'line-busy', at);
    return { call: refused.call, effects: [...effects, ...refused.effects] };
  }
  return { call, effects: [...effects, { type: 'start-timer', timer: 'ring', after: request.ringFor }] };
}

/** POST needs both numbers, and a caller may hide theirs. */
function sentNumber(given: string): string {
  return oneLine(given) || 'anonymous';
}

/** What the caller's side chose is shown and sent as one line: no breaks, no marks that turn the reading direction. */
function oneLine(given: string): string {
  return given.replace(/[\s\p{C}]+/gu, ' ').trim();
}

/** Whether the rep has answered, and the connection is being made. */
export function isPickedUp(call: Call): boolean {
  return call.phase === 'incoming' && call.inbound?.pickedUpAt !== undefined;
}

/** The rep answers; the call that has the line is held or ended first, so that never two are heard at once. */
export function answerIncoming(call: Call, event: Of<'answer'>): Step {
  const { at, others = 'hold' } = event;
  if (call.phase !== 'incoming' || call.inbound === undefined) return unchanged(call);
  if (isPickedUp(call) || call.closing !== undefined) return unchanged(call);
  const picked: Call = { ...call, inbound: { ...call.inbound, pickedUpAt: moment(call, at) } };
  const taken = event.lineTaken ?? event.lineBusy;
  if (taken) return wantLine(picked, others);
  const granted = answerGranted(picked);
  return {
    call: granted.call,
    effects: [{ type: 'take-line', how: 'hold', urgent: false }, ...granted.effects],
  };
}

/** The line is this call's: from here on it no longer rings out, and the connection has its own time to come about. */
export function answerGranted(call: Call): Step {
  return {
    call: { ...call, waitsForLine: undefined },
    effects: [
      { type: 'stop-timer', timer: 'line' },
      { type: 'stop-timer', timer: 'ring' },
      { type: 'answer' },
      { type: 'start-timer', timer: 'setup', after: TIMING.setup },
    ],
  };
}

/** The rep lets it ring unheard; the caller hears no difference, and it can still be answered. */
export function ignoreIncoming(call: Call): Step {
  if (!ringsHere(call) || call.inbound === undefined || call.inbound.ignored === true) return unchanged(call);
  return { call: { ...call, inbound: { ...call.inbound, ignored: true } }, effects: [{ type: 'silence' }] };
}

/**
 * Sends the caller to another number (302). Outreach's table has no row for it; the rep did not take the call, and its
 * row is "The user rejects the call": `busy`.
 */
export function forwardIncoming(call: Call, { number, at }: Of<'forward'>): Step {
  if (call.phase !== 'incoming' || (isPickedUp(call) && call.waitsForLine !== true)) return unchanged(call);
  const over = end(call, at, { closing: 'forwarded' });
  return { call: over.call, effects: [{ type: 'forward', number }, ...over.effects] };
}

/** Refuses the leg. The call is over for the rep at that; what the carrier says of it afterwards changes nothing. */
export function rejectIncoming(call: Call, closing: Closing, at: number): Step {
  const as: Rejection = closing === 'ring-time-out' ? 'no-answer' : 'busy';
  const over = end(call, at, { closing });
  return { call: over.call, effects: [{ type: 'reject', as }, ...over.effects] };
}
