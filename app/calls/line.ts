import type { Call } from './call.ts';

/** Whether this call has the line, or is about to take it without asking anyone again. One call does at a time. */
export function holdsLine(call: Call): boolean {
  switch (call.phase) {
    case 'confirming':
    case 'dialing':
    case 'incoming':
    case 'ringing':
    case 'talking':
      return true;
    case 'asking':
    case 'ended':
      return false;
    default:
      return call.phase satisfies never;
  }
}
