import type { Timer } from '../../app/calls/timing.ts';
import type { Clock } from '../../app/clock.ts';

/** The running timers of all calls; each call has at most one of each kind, and none once it has ended. */
export interface Timers {
  start(callId: string, timer: Timer, after: number, fire: () => void): void;
  stop(callId: string, timer: Timer): void;
  stopAllOf(callId: string): void;
}

export function createTimers(clock: Clock): Timers {
  const running = new Map<string, Map<Timer, () => void>>();

  function stop(callId: string, timer: Timer): void {
    const ofCall = running.get(callId);
    ofCall?.get(timer)?.();
    ofCall?.delete(timer);
    if (ofCall?.size === 0) running.delete(callId);
  }
  function stopAllOf(callId: string): void {
    for (const timer of [...(running.get(callId)?.keys() ?? [])]) stop(callId, timer);
  }

  return {
    start(callId, timer, after, fire) {
      stop(callId, timer);
      const cancel = clock.after(after, () => {
        stop(callId, timer);
        fire();
      });
      const ofCall = running.get(callId) ?? new Map<Timer, () => void>();
      running.set(callId, ofCall.set(timer, cancel));
    },
    stop,
    stopAllOf,
  };
}
