import type { Call } from './call.ts';
import type { CallEvent, Step } from './call-event.ts';
import { unchanged } from './step.ts';
import { TIMING } from './timing.ts';

type Of<Type extends CallEvent['type']> = Extract<CallEvent, { readonly type: Type }>;

/** The rep joins this call with the others; it may be heard together with them from now on. The carrier resumes a held one. */
export function joinConference(call: Call): Step {
  if (call.phase !== 'talking' || call.closing !== undefined || call.conference === 'in')
    return unchanged(call);
  const silent = call.held || call.holdAsked !== undefined;
  return {
    call: { ...call, conference: 'joining', waitsForLine: undefined, holdAsked: silent ? false : undefined },
    effects: [
      { type: 'stop-timer', timer: 'line' },
      ...(silent ? [{ type: 'start-timer', timer: 'hold', after: TIMING.hold } as const] : []),
      { type: 'start-timer', timer: 'conference', after: TIMING.hold },
    ],
  };
}

/** The carrier mixes this call with others, or no longer does. */
export function conferenceReported(call: Call, event: Of<'conference'>): Step {
  if (event.isIn) {
    // Only what was asked for: word of an earlier conference must not join anybody.
    if (call.conference !== 'joining' || call.closing !== undefined) return unchanged(call);
    return {
      // What is mixed is heard.
      call: { ...call, conference: 'in', held: false, holdAsked: undefined },
      effects: [
        { type: 'stop-timer', timer: 'hold' },
        { type: 'stop-timer', timer: 'conference' },
      ],
    };
  }
  if (call.conference !== 'in') return unchanged(call);
  // One of its calls is about to end or to be held, as a rule: the other one must not be held for that.
  return {
    call: { ...call, conference: undefined },
    effects: [{ type: 'start-timer', timer: 'conference', after: TIMING.conference }],
  };
}
