import type { CarrierEvent } from '../../../app/voice/carrier.ts';
import { until } from '../until.ts';
import type { VoicePage } from './voice-page.ts';

/** Those that last come first. */
export const PHASES = ['idle', 'talking', 'holding', 'ringing', 'inviting'] as const;
export type Phase = (typeof PHASES)[number];

export const isRegistered = (event: CarrierEvent): boolean =>
  event.type === 'registration' && event.registration.status === 'registered';

export const of =
  (callId: string, type: CarrierEvent['type']) =>
  (event: CarrierEvent): boolean =>
    event.type === type && 'callId' in event && event.callId === callId;

/** Waits until this frequency is what the rep hears of the call. */
export function soundOf(page: VoicePage, callId: string, hertz: number, within?: number): Promise<true> {
  return until(
    `${hertz} Hz are heard`,
    async () => Math.abs((await page.hear(callId)).hertz - hertz) <= 6 || undefined,
    within,
  );
}

/** The first event that fits among those after the first `from`. */
export function eventAfter(
  page: VoicePage,
  from: number,
  fits: (event: CarrierEvent) => boolean,
  within?: number,
): Promise<CarrierEvent> {
  return until(
    'an event',
    () =>
      page
        .seen()
        .slice(from)
        .find(({ event }) => fits(event))?.event,
    within,
  );
}

/** Why a call ended, waiting for it. */
export async function endOf(page: VoicePage, callId: string, within?: number): Promise<unknown> {
  const { event } = await page.event(of(callId, 'ended'), within);
  return event.type === 'ended' ? event.reason : undefined;
}

export interface PhaseNumbers {
  /** Answers with `hertz`. */
  readonly tone: string;
  readonly hertz: number;
  /** Rings and is not answered. */
  readonly silent: string;
}

/** The next INVITE, and all that is sent after it on the same connection, gets lost without a word. */
const LOSE_INVITE = `void (() => {
  const { send } = WebSocket.prototype;
  const dead = new WeakSet();
  let armed = true;
  WebSocket.prototype.send = function (data) {
    if (armed && String(data).startsWith('INVITE ')) {
      armed = false;
      dead.add(this);
    }
    if (!dead.has(this)) send.call(this, data);
  };
})()`;

/** Brings a registered page into a phase of a call; the call's id, or an empty text where it has none. */
export async function bringInto(page: VoicePage, phase: Phase, numbers: PhaseNumbers): Promise<string> {
  if (phase === 'idle') return '';
  if (phase === 'inviting') await page.evaluate<void>(LOSE_INVITE);
  const callId = await page.dial(phase === 'ringing' ? numbers.silent : numbers.tone);
  if (phase === 'inviting') await page.event(of(callId, 'dialing'));
  else if (phase === 'ringing') await page.event(of(callId, 'ringing'));
  else {
    await page.event(of(callId, 'answered'));
    await soundOf(page, callId, numbers.hertz);
  }
  if (phase === 'holding') {
    await page.command({ type: 'hold', callId, held: true });
    await page.event(of(callId, 'held'));
    await until('the line is silent', async () => (await page.hear(callId)).hertz === 0 || undefined);
  }
  return callId;
}
