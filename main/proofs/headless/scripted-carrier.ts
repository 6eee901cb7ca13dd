import type { Clock } from '../../../app/clock.ts';
import type { Carrier, CarrierEvent, EndReason } from '../../../app/voice/carrier.ts';
import { type CallerStory, recordingOf, sipCallIdOf } from './caller-stories.ts';
import type { Moments } from './moments.ts';

/** What the far end does when its number is dialled: the practice phone system's numbers, without the audio. */
export const FAR_ENDS = {
  '+12025550100': 'answers',
  '+12025550101': 'rings on',
  '+12025550102': 'busy',
  '+12025550103': 'declines',
  '+12025550104': 'never answers',
  '+12025550105': 'does not exist',
  '911': 'helps',
} as const;
export type FarEnd = (typeof FAR_ENDS)[keyof typeof FAR_ENDS];

const ENDS: Readonly<Record<Exclude<FarEnd, 'answers' | 'helps' | 'rings on'>, EndReason>> = {
  busy: { cause: 'callee-rejected', status: 486 },
  declines: { cause: 'callee-rejected', status: 603 },
  'never answers': { cause: 'timed-out', status: 408 },
  'does not exist': { cause: 'setup-failed', status: 404 },
};

export interface ScriptedCarrier extends Carrier {
  /** Somebody calls, as the story has it. */
  ring(from: string, story: CallerStory): void;
}

/**
 * A carrier whose far ends follow a script, one step after the other, `pace` milliseconds apart.
 * Each command and each event is a moment at which the process may be killed.
 */
export function createScriptedCarrier(ports: {
  clock: Clock;
  moments: Moments;
  pace: number;
}): ScriptedCarrier {
  const { clock, moments, pace } = ports;
  const listeners = new Set<(event: CarrierEvent) => void>();
  /** The legs that are up, and whether they were answered. */
  const legs = new Map<string, 'ringing' | 'answered'>();
  /** The calls that hear each other. */
  let mixed: readonly string[] = [];
  const callers = new Map<string, { readonly sipCallId: string; readonly story: CallerStory }>();

  const emit = (event: CarrierEvent): void =>
    moments.pass('phone', () => {
      for (const listener of listeners) listener(event);
    });
  const later = (callId: string, steps: readonly (() => void)[]): void => {
    const [next, ...rest] = steps;
    if (next === undefined) return;
    clock.after(pace, () => {
      if (!legs.has(callId)) return;
      next();
      later(callId, rest);
    });
  };
  const end = (callId: string, reason: EndReason): void => {
    if (!legs.has(callId)) return;
    const caller = callers.get(callId);
    if (caller?.story === 'recorded')
      emit({
        type: 'recording',
        sipCallId: caller.sipCallId,
        kind: 'recording',
        url: recordingOf(caller.sipCallId),
      });
    legs.delete(callId);
    emit({ type: 'ended', callId, reason });
    leave(callId);
  };
  const mix = (callIds: readonly string[]): void => {
    const next = callIds.filter((callId) => legs.get(callId) === 'answered');
    mixed = next.length < 2 ? [] : next;
    emit({ type: 'conference', callIds: mixed });
  };
  const leave = (callId: string): void => {
    if (mixed.includes(callId)) mix(mixed.filter((other) => other !== callId));
  };
  const command = (work: () => void): void => moments.pass('phone', work);

  return {
    dial: (callId, number) =>
      command(() => {
        legs.set(callId, 'ringing');
        const farEnd: FarEnd = Object.entries(FAR_ENDS).find(([known]) => known === number)?.[1] ?? 'busy';
        const answer = (): void => {
          legs.set(callId, 'answered');
          emit({ type: 'answered', callId });
        };
        const rings =
          farEnd === 'does not exist' ? [] : [() => emit({ type: 'ringing', callId, earlyMedia: false })];
        const answers = farEnd === 'answers' || farEnd === 'helps';
        const outcome = answers ? [answer] : farEnd === 'rings on' ? [] : [() => end(callId, ENDS[farEnd])];
        later(callId, [() => emit({ type: 'dialing', callId }), ...rings, ...outcome]);
      }),
    hangUp: (callId) =>
      command(() => {
        const cause = legs.get(callId) === 'answered' ? 'hung-up' : 'caller-canceled';
        later(callId, [() => end(callId, { cause })]);
      }),
    sendDigits: (callId, digits) =>
      command(() => later(callId, [() => emit({ type: 'digits', callId, sent: digits.length, done: true })])),
    ring(from, story) {
      const callId = crypto.randomUUID();
      const sipCallId = sipCallIdOf(from);
      legs.set(callId, 'ringing');
      callers.set(callId, { sipCallId, story });
      emit({ type: 'incoming', callId, from, to: '+12025550120', sipCallId });
      if (story === 'the caller gives up') later(callId, [() => end(callId, { cause: 'caller-canceled' })]);
    },
    answer: (callId) =>
      command(() => {
        const answered = (): void => {
          legs.set(callId, 'answered');
          emit({ type: 'answered', callId });
        };
        const caller = callers.get(callId)?.story;
        const hangsUp =
          caller === 'answered, the caller hangs up' ? [() => end(callId, { cause: 'hung-up' })] : [];
        later(callId, [answered, ...hangsUp]);
      }),
    reject: (callId, as) =>
      command(() =>
        later(callId, [() => end(callId, { cause: as === 'busy' ? 'callee-rejected' : 'timed-out' })]),
      ),
    hold: (callId, held) =>
      command(() => {
        if (held) leave(callId);
        later(callId, [() => emit({ type: 'held', callId, held })]);
      }),
    transfer: (callId) =>
      command(() =>
        later(callId, [
          () => emit({ type: 'transfer', callId, status: 'trying' }),
          () => emit({ type: 'transfer', callId, status: 'done' }),
          () => end(callId, { cause: 'hung-up' }),
        ]),
      ),
    forward: (callId) => command(() => later(callId, [() => end(callId, { cause: 'callee-rejected' })])),
    mute: () => {},
    // The one that is replaced ends first, as phone systems do it.
    transferTo: (callId, otherCallId) =>
      command(() =>
        later(callId, [
          () => emit({ type: 'transfer', callId, status: 'trying' }),
          () => end(otherCallId, { cause: 'hung-up' }),
          () => emit({ type: 'transfer', callId, status: 'done' }),
          () => end(callId, { cause: 'hung-up' }),
        ]),
      ),
    conference: (callIds) =>
      command(() => {
        const [first] = callIds;
        if (first !== undefined) later(first, [() => mix(callIds)]);
        else if (mixed.length > 0) mix([]);
      }),
    silence: () => {},
    stopDigits: () => {},
    reconnect: () => {},
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
