import type { Call, OtherCalls, Question } from './call.ts';
import type { CallEvent, Effect, Step } from './call-event.ts';
import { end, hasLeg, moment, unchanged } from './step.ts';
import { FRESH_LINK, TIMING } from './timing.ts';
import { wantLine } from './want-line.ts';

/** Gives the call to the carrier; the only place that does. */
function dialNow(call: Call, at: number): Step {
  return {
    call: { ...call, phase: 'dialing', question: undefined, dialedAt: moment(call, at) },
    effects: [
      { type: 'stop-timer', timer: 'outreach' },
      { type: 'stop-timer', timer: 'question' },
      { type: 'dial', number: call.number },
      { type: 'start-timer', timer: 'setup', after: TIMING.setup },
    ],
  };
}

/** Dials, unless the number's cost needs the rep's yes first, or has yet to be judged. */
export function dial(call: Call, at: number): Step {
  switch (call.cost) {
    case undefined:
      return dialNow(call, at);
    case 'ask':
      return ask(call, 'costly-number');
    case 'unknown':
      return {
        call: { ...call, phase: 'confirming', question: undefined },
        effects: [
          { type: 'stop-timer', timer: 'outreach' },
          { type: 'stop-timer', timer: 'question' },
          { type: 'judge-cost' },
        ],
      };
    default:
      return call.cost satisfies never;
  }
}

/** Dials what only waited for this; an open question gives way to the graver one. */
export function costJudged(call: Call, event: CallEvent & { readonly costly: boolean }): Step {
  if (call.cost !== 'unknown') return unchanged(call);
  const judged: Call = { ...call, cost: event.costly ? 'ask' : undefined };
  const { phase, question } = call;
  if (
    phase === 'asking' &&
    event.costly &&
    question !== 'another-call' &&
    question !== 'outreach-unreachable'
  )
    return { call: { ...judged, question: 'costly-number' }, effects: [] };
  if (phase !== 'confirming') return { call: judged, effects: [] };
  return proceed(judged, event, call.others);
}

/**
 * Asks the rep. While another call holds the line the question does not lapse: the rep is talking, and
 * answers it when there is time.
 */
export function ask(call: Call, question: Question): Step {
  const lapse: Effect =
    question === 'another-call'
      ? { type: 'stop-timer', timer: 'question' }
      : { type: 'start-timer', timer: 'question', after: TIMING.question };
  return {
    call: { ...call, phase: 'asking', question },
    effects: [{ type: 'stop-timer', timer: 'outreach' }, lapse],
  };
}

/** Outreach has `initiated`: dials where that was all the call waited for. */
export function outreachAccepted(call: Call, event: CallEvent): Step {
  const known: Call = { ...call, outreachAnswer: 'accepted' };
  const waits = call.phase === 'confirming' || call.question === 'outreach-unreachable';
  if (!waits) return { call: known, effects: [] };
  if (event.lineBusy) return ask(known, 'another-call');
  // A computer that slept for an hour must not dial on waking.
  if (event.at - call.startedAt <= FRESH_LINK) return dial(known, event.at);
  return call.phase === 'confirming' ? ask(known, 'outreach-unreachable') : { call: known, effects: [] };
}

/** Outreach will never take `initiated`: what is not dialled yet is not dialled at all. */
export function outreachRefused(call: Call, event: CallEvent & { readonly unknown: boolean }): Step {
  const told: Call = { ...call, outreachAnswer: event.unknown ? 'unknown' : 'refused' };
  const about = event.unknown ? 'unknown-to-outreach' : 'refused-by-outreach';
  if (hasLeg(call)) return { call: told, effects: [] };
  const over = end(told, event.at, { closing: about });
  return { call: over.call, effects: [...over.effects, { type: 'notify', about }] };
}

/** The rep said yes to the question, and perhaps what becomes of the call that has the line. */
export function confirmed(call: Call, event: CallEvent & { readonly others?: OtherCalls | undefined }): Step {
  if (call.phase !== 'asking') return unchanged(call);
  const agreed: Call = call.question === 'costly-number' ? { ...call, cost: undefined } : call;
  const how = event.others ?? call.others ?? (call.question === 'another-call' ? 'end' : undefined);
  return proceed({ ...agreed, others: how }, event, how);
}

/** Dials; where another call is in the way, as the rep chose, or after asking for that choice. */
export function proceed(
  call: Call,
  event: Pick<CallEvent, 'at' | 'lineBusy' | 'lineTaken'>,
  how: OtherCalls | undefined,
): Step {
  if (!event.lineBusy) return dial(call, event.at);
  // What it costs comes first: no call is ended for one that is not dialled then.
  if (call.cost === 'ask') return ask(call, 'costly-number');
  // Ending or holding a call needs a yes of its own.
  if (how === undefined) return ask(call, 'another-call');
  if (event.lineTaken ?? event.lineBusy) {
    const waits = wantLine({ ...call, phase: 'dialing', question: undefined }, how);
    return { call: waits.call, effects: [{ type: 'stop-timer', timer: 'question' }, ...waits.effects] };
  }
  const dialed = dial(call, event.at);
  return { call: dialed.call, effects: [{ type: 'take-line', how, urgent: false }, ...dialed.effects] };
}

/** Another call gave up the line: an open question about it lapses from here on. */
export function lineFree(call: Call, event: CallEvent): Step {
  if (event.lineBusy || call.question !== 'another-call') return unchanged(call);
  return { call, effects: [{ type: 'start-timer', timer: 'question', after: TIMING.question }] };
}
