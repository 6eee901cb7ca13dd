import type { CarrierEvent } from './carrier.ts';

/** One call as a headset and the microphone need to know it. */
export interface LineCall {
  readonly phase: 'rings-here' | 'dialing' | 'talking';
  readonly muted: boolean;
  readonly held: boolean;
  /** It rings, and the rep does not want to hear it. */
  readonly silenced: boolean;
}

/** The calls there are, by their ids. */
export type LineCalls = ReadonlyMap<string, LineCall>;

/** What the calls come to for whoever wears the headset. */
export interface LineState {
  /** A call wants to be answered. */
  readonly ringing: boolean;
  /** A call is up or being set up, so that there is something to hang up. */
  readonly offHook: boolean;
  /** The call that is talked in is muted; without one, false. */
  readonly muted: boolean;
  /** Nothing but calls on hold. */
  readonly held: boolean;
  /** Somebody ought to hear the rep now. */
  readonly speaking: boolean;
}

const NEW: LineCall = { phase: 'dialing', muted: false, held: false, silenced: false };

/** An event of the carrier's, or the order to silence a call that rings. */
export type LineNews = CarrierEvent | { readonly type: 'silence'; readonly callId: string };

export function followLine(calls: LineCalls, event: LineNews): LineCalls {
  switch (event.type) {
    case 'incoming':
      return withCall(calls, event.callId, { phase: 'rings-here' });
    case 'dialing':
      return withCall(calls, event.callId, {});
    case 'answered':
      return withCall(calls, event.callId, { phase: 'talking' });
    case 'muted':
      return changed(calls, event.callId, { muted: event.muted });
    case 'held':
      return changed(calls, event.callId, { held: event.held });
    case 'silence':
      return changed(calls, event.callId, { silenced: true });
    case 'ended': {
      const left = new Map(calls);
      left.delete(event.callId);
      return left;
    }
    default:
      return calls;
  }
}

export function lineState(calls: LineCalls): LineState {
  const all = [...calls.values()];
  const up = all.filter(({ phase }) => phase !== 'rings-here');
  const talking = up.filter(({ phase, held }) => phase === 'talking' && !held);
  return {
    ringing: all.some(({ phase, silenced }) => phase === 'rings-here' && !silenced),
    offHook: up.length > 0,
    muted: talking.length > 0 && talking.every(({ muted }) => muted),
    held: up.length > 0 && up.every(({ held }) => held),
    speaking: talking.some(({ muted }) => !muted),
  };
}

function withCall(calls: LineCalls, callId: string, change: Partial<LineCall>): LineCalls {
  return new Map(calls).set(callId, { ...NEW, ...calls.get(callId), ...change });
}

function changed(calls: LineCalls, callId: string, change: Partial<LineCall>): LineCalls {
  return calls.has(callId) ? withCall(calls, callId, change) : calls;
}
