import type { CarrierCommand } from '../../app/ipc/carrier-contract.ts';
import type { CarrierEvent } from '../../app/voice/carrier.ts';

interface ModelLeg {
  state: 'dialing' | 'ringing' | 'incoming' | 'answered' | 'ended';
  held: boolean;
}

/**
 * The phone as it truly is, for tests: it does each command at once, and what it has to report waits until the test
 * passes it on, late, doubled or out of order.
 */
export function createModelPhone() {
  const legs = new Map<string, ModelLeg>();
  let mixed: readonly string[] = [];
  const reports: CarrierEvent[] = [];

  function leg(callId: string): ModelLeg | undefined {
    const found = legs.get(callId);
    return found?.state === 'ended' ? undefined : found;
  }
  function unmix(): void {
    if (mixed.length === 0) return;
    mixed = [];
    reports.push({ type: 'conference', callIds: [] });
  }
  function end(callId: string, cause: 'hung-up' | 'caller-canceled' | 'callee-rejected'): void {
    const ending = leg(callId);
    if (ending === undefined) return;
    ending.state = 'ended';
    reports.push({ type: 'ended', callId, reason: { cause } });
    if (mixed.includes(callId)) unmix();
  }
  function hold(callId: string, held: boolean): void {
    const answered = leg(callId);
    if (answered?.state !== 'answered') return;
    answered.held = held;
    reports.push({ type: 'held', callId, held });
    if (held && mixed.includes(callId)) unmix();
  }
  function mix(callIds: readonly string[]): void {
    const able = callIds.filter((callId) => leg(callId)?.state === 'answered');
    unmix();
    if (able.length < 2) return;
    mixed = able;
    for (const callId of able) hold(callId, false);
    reports.push({ type: 'conference', callIds: able });
  }
  function answered(callId: string): void {
    const answering = leg(callId);
    if (answering === undefined || answering.state === 'answered') return;
    answering.state = 'answered';
    reports.push({ type: 'answered', callId });
  }

  return {
    reports,
    /** Takes one command as the voice page would. */
    take(command: CarrierCommand): void {
      switch (command.type) {
        case 'dial':
          legs.set(command.callId, { state: 'dialing', held: false });
          return;
        case 'answer':
          if (leg(command.callId)?.state === 'incoming') answered(command.callId);
          return;
        case 'hang-up':
          end(command.callId, 'hung-up');
          return;
        case 'reject':
        case 'forward':
          end(command.callId, 'callee-rejected');
          return;
        case 'hold':
          hold(command.callId, command.held);
          return;
        case 'conference':
          mix(command.callIds);
          return;
        default:
      }
    },
    /** What the far end does. */
    rings(callId: string): void {
      const ringing = leg(callId);
      if (ringing?.state !== 'dialing') return;
      ringing.state = 'ringing';
      reports.push({ type: 'ringing', callId, earlyMedia: false });
    },
    answers(callId: string): void {
      const state = leg(callId)?.state;
      if (state === 'dialing' || state === 'ringing') answered(callId);
    },
    ends: (callId: string) => end(callId, 'hung-up'),
    transfers(callId: string, status: 'trying' | 'done' | 'failed'): void {
      if (leg(callId)?.state === 'answered') reports.push({ type: 'transfer', callId, status });
    },
    calls(callId: string): void {
      legs.set(callId, { state: 'incoming', held: false });
      reports.push({ type: 'incoming', callId, from: '+12015550100', to: '+12015550199' });
    },
    /** Groups of calls that can be heard at this moment: a conference is one. */
    heard(): number {
      const live = [...legs].filter(
        ([, { state, held }]) => state !== 'ended' && state !== 'incoming' && !held,
      );
      const inside = live.filter(([callId]) => mixed.includes(callId)).length;
      return live.length - inside + Math.min(1, inside);
    },
    /** Calls that somebody is on or that are being made. */
    legs: () => [...legs.values()].filter(({ state }) => state !== 'ended' && state !== 'incoming').length,
  };
}
