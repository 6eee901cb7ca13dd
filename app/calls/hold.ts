import type { Call } from './call.ts';
import type { CallEvent, Effect, Step } from './call-event.ts';
import { ask, dial } from './dialing-rule.ts';
import { countDown, holdExtension } from './extension.ts';
import { hangUp } from './hang-up.ts';
import { answerGranted, rejectIncoming } from './incoming-call.ts';
import { hasLine, ringsHere } from './line.ts';
import { unchanged } from './step.ts';
import { RING_AGAIN, TIMING } from './timing.ts';
import { wantLine } from './want-line.ts';

type Of<Type extends CallEvent['type']> = Extract<CallEvent, { readonly type: Type }>;

const holdTimer: Effect = { type: 'start-timer', timer: 'hold', after: TIMING.hold };

/** Asks the carrier to hold; one call held ends a conference for all. */
function holdNow(call: Call): Step {
  if (call.holdAsked === true || (call.held && call.holdAsked === undefined)) return unchanged(call);
  const extension = holdExtension(call);
  const mixed = call.conference !== undefined;
  return {
    call: { ...extension.call, holdAsked: true, conference: undefined },
    effects: [
      ...extension.effects,
      { type: 'hold', held: true },
      ...(mixed ? [{ type: 'end-conference' } as const] : []),
      holdTimer,
    ],
  };
}

function resumeNow(call: Call): Step {
  return {
    call: { ...call, holdAsked: false, waitsForLine: undefined },
    effects: [{ type: 'stop-timer', timer: 'line' }, { type: 'hold', held: false }, holdTimer],
  };
}

/** The rep holds the call, or resumes it; the one that has the line then is held first. */
export function holdPressed(call: Call, event: Of<'hold'>): Step {
  if (call.phase !== 'talking' || call.closing !== undefined) return unchanged(call);
  if (event.on) {
    const before = call.waitsForLine === true ? wishDropped(call) : unchanged(call);
    const held = holdNow(before.call);
    return { call: held.call, effects: [...before.effects, ...held.effects] };
  }
  if (call.waitsForLine === true || (hasLine(call) && call.holdAsked !== true)) return unchanged(call);
  if (event.lineTaken === true) return wantLine(call, 'hold');
  const resumed = resumeNow(call);
  // Another one that waits for the line gives it up: the rep's last wish counts.
  return {
    call: resumed.call,
    effects: [{ type: 'take-line', how: 'hold', urgent: false }, ...resumed.effects],
  };
}

/** Another call gave up the line: the one that waits for it has it now. */
export function lineGranted(call: Call, event: CallEvent): Step {
  if (event.lineTaken ?? event.lineBusy) return unchanged(call);
  switch (call.phase) {
    case 'dialing': {
      const dialed = dial({ ...call, waitsForLine: undefined }, event.at);
      return { call: dialed.call, effects: [{ type: 'stop-timer', timer: 'line' }, ...dialed.effects] };
    }
    case 'incoming':
      return answerGranted(call);
    case 'talking':
      return resumeNow(call);
    default:
      return unchanged(withoutWish(call));
  }
}

/** The line did not come free in time: nothing is heard that should not be, and the rep decides anew. */
export function lineTimedOut(call: Call): Step {
  if (call.waitsForLine !== true) return unchanged(call);
  const back = wishDropped(call);
  return { call: back.call, effects: [...back.effects, { type: 'notify', about: 'line-not-free' }] };
}

/**
 * Another call takes the line. A held one has nothing to give. One that is not answered yet can't be held: it goes on,
 * unless the rep chose to end it, or an emergency call is dialled. One for help gives way to another one for help only.
 */
export function giveWay(call: Call, event: Of<'give-way'>): Step {
  const { how, urgent, at } = event;
  if (call.waitsForLine === true) return wishDropped(call);
  if (call.phase === 'confirming') return ask(call, 'another-call');
  if (ringsHere(call))
    return how === 'end' && call.inbound?.ignored !== true
      ? rejectIncoming(call, 'rejected', at)
      : unchanged(call);
  if (!hasLine(call) || (call.emergency === true && !urgent)) return unchanged(call);
  if (how === 'end' || (urgent && call.phase !== 'talking')) return hangUp(call, at, 'hung-up');
  return call.phase === 'talking' && call.closing === undefined ? holdNow(call) : unchanged(call);
}

/** What the call was before it wanted the line: held, ringing here, or not dialled yet. */
function wishDropped(call: Call): Step {
  const before = withoutWish(call);
  const stop: Effect = { type: 'stop-timer', timer: 'line' };
  if (call.phase === 'dialing') {
    const asked = ask({ ...before, others: undefined }, 'another-call');
    return { call: asked.call, effects: [stop, ...asked.effects] };
  }
  if (call.phase !== 'incoming' || call.inbound === undefined) return { call: before, effects: [stop] };
  return {
    call: { ...before, inbound: { ...call.inbound, pickedUpAt: undefined } },
    effects: [stop, { type: 'start-timer', timer: 'ring', after: RING_AGAIN }],
  };
}

function withoutWish(call: Call): Call {
  return call.waitsForLine === undefined ? call : { ...call, waitsForLine: undefined };
}

/**
 * The carrier says whether this side is held. What nobody asked for is a fact too, unless the call would be heard
 * together with another one: then it is held again.
 */
export function legHeld(call: Call, event: Of<'held'>): Step {
  const { held } = event;
  const asked = call.holdAsked;
  if (asked !== undefined && asked !== held)
    return held === call.held ? unchanged(call) : { call: { ...call, held }, effects: [] };
  const told: Call = { ...call, held, holdAsked: undefined };
  const stop: readonly Effect[] = asked === undefined ? [] : [{ type: 'stop-timer', timer: 'hold' }];
  if (held) {
    if (asked === undefined && call.held) return unchanged(call);
    // Nobody asked: the carrier is asked now, so that what it said stays true.
    return { call: told, effects: asked === undefined ? [{ type: 'hold', held: true }] : stop };
  }
  if (asked === undefined && call.conference === undefined && event.lineKept === true)
    return { call: { ...told, holdAsked: true }, effects: [{ type: 'hold', held: true }, holdTimer] };
  if (asked === undefined && !call.held) return unchanged(call);
  const extension = countDown(told, event);
  return { call: extension.call, effects: [...stop, ...extension.effects] };
}

/**
 * The carrier did not say in time that it holds or resumes: what it said last counts, and is made true. A call that was
 * not resumed is held again; one that was not held is, where it can be heard beside another one.
 */
export function holdTimedOut(call: Call, event: CallEvent): Step {
  if (call.holdAsked === undefined) return unchanged(call);
  const settled: Call = { ...call, holdAsked: undefined };
  return call.held ? { call: settled, effects: [{ type: 'hold', held: true }] } : heldBeside(settled, event);
}

/** After a conference, or one that did not come about: where two calls can still be heard, this one is held. */
export function conferenceOver(call: Call, event: CallEvent): Step {
  return call.conference === 'in' ? unchanged(call) : heldBeside({ ...call, conference: undefined }, event);
}

function heldBeside(call: Call, event: CallEvent): Step {
  const heard = call.phase === 'talking' && call.conference === undefined && hasLine(call);
  return heard && event.lineKept === true && call.closing === undefined
    ? holdNow(call)
    : { call, effects: [] };
}
