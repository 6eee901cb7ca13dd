import type { Call, Question } from './call.ts';
import type { CallEvent, Effect, Step } from './call-event.ts';
import { end, hasLeg, moment, unchanged } from './step.ts';
import { FRESH_LINK, TIMING } from './timing.ts';

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
  return event.lineBusy ? ask(judged, 'another-call') : dial(judged, event.at);
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

/** The rep said yes to the question. */
export function confirmed(call: Call, event: CallEvent): Step {
  if (call.phase !== 'asking') return unchanged(call);
  const agreed: Call = call.question === 'costly-number' ? { ...call, cost: undefined } : call;
  if (!event.lineBusy) return dial(agreed, event.at);
  // What it costs comes first: no call is ended for one that is not dialled then.
  if (agreed.cost === 'ask') return ask(agreed, 'costly-number');
  // The question was another one when it was asked, and ending a call needs a yes of its own.
  if (call.question !== 'another-call') return ask(agreed, 'another-call');
  return {
    call: { ...agreed, phase: 'dialing', question: undefined },
    effects: [{ type: 'stop-timer', timer: 'question' }, { type: 'free-line' }],
  };
}

/** Another call gave up the line: dials what waited for it, and lets an open question lapse from here on. */
export function lineFree(call: Call, event: CallEvent): Step {
  if (event.lineBusy) return unchanged(call);
  if (call.phase === 'dialing' && call.dialedAt === undefined) return dial(call, event.at);
  if (call.question !== 'another-call') return unchanged(call);
  return { call, effects: [{ type: 'start-timer', timer: 'question', after: TIMING.question }] };
}
