import type { LinkRule } from '../settings/settings.ts';
import type { Call, CallOrigin, OtherCalls, Question } from './call.ts';
import type { Step } from './call-event.ts';
import { ask, dial, proceed } from './dialing-rule.ts';
import { enter } from './step.ts';
import { TIMING } from './timing.ts';

/** Everything that decides how an outbound call begins. */
export interface CallRequest {
  readonly id: string;
  readonly origin: CallOrigin;
  readonly number: string;
  readonly extension?: string | undefined;
  /** Only with origin `outreach`. */
  readonly outreachCallId?: string | undefined;
  /** The setting for this kind of link; `at once` for a number the rep typed. */
  readonly rule: LinkRule;
  /** An emergency number is never blocked, queued, asked about or altered. */
  readonly emergency: boolean;
  /** Whether it is one beyond doubt, and no extension that looks like one; as `emergency` where it is not said. */
  readonly forHelp?: boolean | undefined;
  /** As `Call.cost`; an emergency call has none. */
  readonly cost?: Call['cost'];
  /** As in `CallEvent`. */
  readonly lineBusy: boolean;
  readonly lineTaken?: boolean | undefined;
  /** What the rep chose for the call that has the line; without it the rep is asked. */
  readonly others?: OtherCalls | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * An outbound call in its first state, `initiated`, and the first effects: Outreach is told in any case,
 * within the 5 s the spec allows ("Requirements"); whether it is dialled at once, after Outreach's yes or
 * after the rep's is the dialling rule.
 */
export function createCall(request: CallRequest): Step {
  const { id, origin, number, extension, outreachCallId, at } = request;
  const blank: Call = {
    id,
    direction: 'outbound',
    origin,
    number,
    extension,
    outreachCallId,
    emergency: (request.forHelp ?? request.emergency) || undefined,
    others: request.others,
    phase: 'confirming',
    cost: request.emergency ? undefined : request.cost,
    state: 'initiated',
    stateChangedAt: at,
    startedAt: at,
    earlyMedia: false,
    muted: false,
    held: false,
    extensionProgress: extension === undefined ? undefined : { status: 'waiting', sent: 0 },
  };
  const first = enter(blank, 'initiated', at);
  const next = begin(first.call, request);
  return { call: next.call, effects: [...first.effects, ...next.effects] };
}

function begin(call: Call, request: CallRequest): Step {
  if (request.emergency) {
    const dialed = dial(call, request.at);
    return {
      call: dialed.call,
      effects: [{ type: 'take-line', how: 'hold', urgent: true }, ...dialed.effects],
    };
  }
  if (request.lineBusy) {
    if (call.others === undefined) return askAndJudge(call, 'another-call');
    // What it costs comes first: no call is ended for one that is not dialled then.
    return call.cost === 'unknown' ? dial(call, request.at) : proceed(call, request, call.others);
  }
  switch (request.rule) {
    case 'at once':
      return dial(call, request.at);
    case 'ask':
      return askAndJudge(call, questionOf(call));
    case 'when Outreach confirms':
      // Outreach can't confirm a call that isn't its own.
      if (call.outreachCallId === undefined) return askAndJudge(call, questionOf(call));
      return { call, effects: [{ type: 'start-timer', timer: 'outreach', after: TIMING.outreach }] };
    default:
      return request.rule satisfies never;
  }
}

/** Judges the cost meanwhile where it is not known; a call that waits for Outreach is judged after Outreach's yes. */
function askAndJudge(call: Call, question: Question): Step {
  const asked = ask(call, question);
  return call.cost === 'unknown' ? { ...asked, effects: [...asked.effects, { type: 'judge-cost' }] } : asked;
}

function questionOf(call: Call): Question {
  if (call.cost === 'ask') return 'costly-number';
  return call.origin === 'outreach' ? 'setting' : 'not-from-outreach';
}
