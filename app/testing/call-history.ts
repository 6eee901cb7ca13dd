import { advance } from '../calls/advance.ts';
import type { Call } from '../calls/call.ts';
import type { Effect, Happening, Step } from '../calls/call-event.ts';
import { type CallRequest, createCall } from '../calls/new-call.ts';
import type { StateUpdate } from '../outbox/entry.ts';

/** One moment of a call's history; the line is free and a second passes where nothing else is said. */
export type Moment = Happening & {
  readonly after?: number;
  readonly lineBusy?: boolean;
  readonly lineTaken?: boolean;
  readonly extensionWait?: number;
};

export interface History {
  readonly call: Call;
  /** Every effect in order, the first step's too. */
  readonly effects: readonly Effect[];
  readonly updates: readonly StateUpdate[];
  /** The steps one by one. */
  readonly steps: readonly Step[];
}

export const HISTORY_START = 1_000_000;

/** A request as Outreach's links make it, with the default rule. */
export function request(change: Partial<CallRequest> = {}): CallRequest {
  return {
    id: '0b0e7c7e-6f0c-4a55-9d53-3c1d3f6f6a01',
    origin: 'outreach',
    number: '+12015550123',
    outreachCallId: '91FCF82E-9817-4C73-959F-4CF4A0DB334D',
    rule: 'when Outreach confirms',
    emergency: false,
    lineBusy: false,
    at: HISTORY_START,
    ...change,
  };
}

/** Plays a history from the first step on. */
export function play(first: CallRequest, moments: readonly Moment[]): History {
  const steps = [createCall(first)];
  let at = first.at;
  for (const moment of moments) {
    const { after = 1_000, lineBusy = false, lineTaken, extensionWait, ...happening } = moment;
    at += after;
    const call = steps.at(-1)?.call;
    if (call !== undefined)
      steps.push(advance(call, { ...happening, at, lineBusy, lineTaken, extensionWait }));
  }
  const effects = steps.flatMap((step) => step.effects);
  const call = steps.at(-1)?.call;
  if (call === undefined) throw new Error('a history has at least its first step');
  const updates = effects.flatMap((effect) =>
    effect.type === 'tell-outreach' && effect.update.kind === 'state' ? [effect.update] : [],
  );
  return { call, effects, updates, steps };
}
