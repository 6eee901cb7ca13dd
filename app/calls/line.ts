import type { Call } from './call.ts';

/** Calls with a leg at a time, besides one that rings here. */
export const MOST_LEGS = 2;

/** Whether an inbound call rings here: nobody has answered it yet. */
export function ringsHere(call: Call): boolean {
  return call.phase === 'incoming' && call.inbound?.pickedUpAt === undefined;
}

/**
 * Whether this call has the microphone and the speaker, as far as is known. At most one call has them, or all calls of
 * one conference. One that is told to hold has them until the carrier says that it is held.
 */
export function hasLine(call: Call): boolean {
  switch (call.phase) {
    case 'dialing':
      return call.dialedAt !== undefined;
    case 'incoming':
      return !ringsHere(call) && call.waitsForLine !== true;
    case 'ringing':
      return true;
    case 'talking':
      return !call.held || call.holdAsked === false;
    case 'confirming':
    case 'asking':
    case 'ended':
      return false;
    default:
      return call.phase satisfies never;
  }
}

/** Whether this call has the line, or takes it without asking anyone again. */
export function claimsLine(call: Call): boolean {
  return hasLine(call) || call.phase === 'confirming' || call.waitsForLine === true;
}

/** Whether the phone system has, or is about to have, this call as one that somebody is on. */
export function isLeg(call: Call): boolean {
  return call.phase === 'talking' || hasLine(call);
}

/** What the other calls are to one of them; `call` is undefined for one that is only about to begin. */
export interface LineFacts {
  /** Dialling needs a yes about another call. */
  readonly lineBusy: boolean;
  /** Another call has the line, and is in no conference with this one. */
  readonly lineTaken: boolean;
  /** Of these, one that is not about to be held. */
  readonly lineKept: boolean;
}

/** The facts for one call among all that are up. */
export function lineFacts(call: Call | undefined, up: readonly Call[]): LineFacts {
  const others = up.filter(({ id }) => id !== call?.id);
  const rings = others.some((other) => ringsHere(other) && other.inbound?.ignored !== true);
  const full = others.filter(isLeg).length >= MOST_LEGS;
  const taking = others.filter(
    (other) => hasLine(other) && !(other.conference !== undefined && call?.conference !== undefined),
  );
  return {
    lineBusy: others.some(claimsLine) || rings || full,
    lineTaken: taking.length > 0,
    lineKept: taking.some((other) => other.holdAsked !== true),
  };
}

/** Whether a further incoming call may ring: two legs at most, and one ringing call that is heard. */
export function mayRing(up: readonly Call[]): boolean {
  return !up.some((call) => ringsHere(call) && call.inbound?.ignored !== true);
}
