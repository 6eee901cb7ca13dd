import type { CarrierEvent } from '../../../app/voice/carrier.ts';
import { PATIENCE_MILLISECONDS, until } from '../until.ts';
import type { VoicePage } from './voice-page.ts';

type EventOf<Type extends CarrierEvent['type']> = Extract<CarrierEvent, { type: Type }>;

/** What tests of the voice page say over and over: calls, their events and their sound. */
export function talkingOn(page: VoicePage) {
  const isOf =
    <Type extends CarrierEvent['type']>(callId: string, type: Type) =>
    (event: CarrierEvent): event is EventOf<Type> =>
      event.type === type && 'callId' in event && event.callId === callId;

  /** All events of one type that a call has had, in order. */
  const all = <Type extends CarrierEvent['type']>(callId: string, type: Type): EventOf<Type>[] =>
    page.seen().flatMap(({ event }) => (isOf(callId, type)(event) ? [event] : []));
  const saidOf = (callId: string): string =>
    page
      .seen()
      .flatMap(({ event }) => ('callId' in event && event.callId === callId ? [event.type] : []))
      .join(', ') || 'nothing';
  /** The latest event of one type, once one fits. */
  const has = <Type extends CarrierEvent['type']>(
    callId: string,
    type: Type,
    fits: (event: EventOf<Type>) => boolean = () => true,
    withinMilliseconds = PATIENCE_MILLISECONDS,
  ): Promise<EventOf<Type>> =>
    until(
      () => `${type} of a call, which said ${saidOf(callId)}`,
      () => all(callId, type).filter(fits).at(-1),
      withinMilliseconds,
    );

  return {
    all,
    has,
    async registered(): Promise<void> {
      await page.event(
        (event) => event.type === 'registration' && event.registration.status === 'registered',
      );
    },
    /** Dials and waits for the answer. */
    async talk(number: string): Promise<string> {
      const callId = await page.dial(number);
      await has(callId, 'answered');
      return callId;
    },
    /** An incoming call that has not been seen before. */
    async rings(known: readonly string[] = []): Promise<EventOf<'incoming'>> {
      return until('an incoming call', () =>
        page
          .seen()
          .flatMap(({ event }) => (event.type === 'incoming' ? [event] : []))
          .find(({ callId }) => !known.includes(callId)),
      );
    },
    async holds(callId: string, held: boolean): Promise<void> {
      await page.command({ type: 'hold', callId, held });
      await until(held ? 'held' : 'resumed', () => all(callId, 'held').at(-1)?.held === held || undefined);
    },
    /** Waits until the rep hears this frequency in a call; 0 is silence. */
    async hears(callId: string, hertz: number, tolerance = 6): Promise<void> {
      await until(`${hertz} Hz are heard`, async () => {
        const heard = await page.hear(callId);
        return Math.abs(heard.hertz - hertz) <= tolerance || undefined;
      });
    },
    async ends(callId: string, withinMilliseconds?: number): Promise<EventOf<'ended'>['reason']> {
      return (await has(callId, 'ended', () => true, withinMilliseconds)).reason;
    },
  };
}
