import type { Call, Closing } from './call.ts';
import type { Step } from './call-event.ts';
import { rejectIncoming } from './incoming-call.ts';
import { ringsHere } from './line.ts';
import { end, hasLeg } from './step.ts';
import { TIMING } from './timing.ts';

/** Ends a leg through the carrier, whose `ended` closes the call; without a leg the call is over at once. */
export function hangUp(call: Call, at: number, closing: Closing): Step {
  if (!hasLeg(call)) return end(call, at, { closing });
  // Answered or not: what still waits for the line has not been answered for the caller.
  if (ringsHere(call) || (call.phase === 'incoming' && call.waitsForLine === true))
    return rejectIncoming(call, 'rejected', at);
  // Pressed again: the carrier is asked again, and what ended the call first stays the reason.
  if (call.closing !== undefined) return { call, effects: [{ type: 'hang-up' }] };
  return {
    call: { ...call, closing, waitsForLine: undefined },
    effects: [
      { type: 'stop-timers' },
      { type: 'hang-up' },
      { type: 'start-timer', timer: 'hang-up', after: TIMING['hang-up'] },
    ],
  };
}
