import type { Call, OtherCalls } from './call.ts';
import type { Step } from './call-event.ts';
import { TIMING } from './timing.ts';

/** The call waits for the line, which the others are asked to give up; not for ever. */
export function wantLine(call: Call, how: OtherCalls): Step {
  return {
    call: { ...call, waitsForLine: true },
    effects: [
      { type: 'take-line', how, urgent: false },
      { type: 'start-timer', timer: 'line', after: TIMING.line },
    ],
  };
}
