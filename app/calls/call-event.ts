import type { CallUpdate } from '../outbox/entry.ts';
import type { RecordingSettings } from '../settings/settings.ts';
import type { CarrierEvent, Rejection } from '../voice/carrier.ts';
import type { Call, Caller, HeardUrl } from './call.ts';
import type { Timer } from './timing.ts';

/** What holds for every event: the call itself knows neither the clock nor the other calls. */
interface Circumstances {
  /** What the configuration says of recordings; absent: nothing. */
  readonly recordings?: RecordingSettings | undefined;
  /** Wall-clock time in milliseconds since 1970; it may run backwards from one event to the next. */
  readonly at: number;
  /** Whether another call holds the line. */
  readonly lineBusy: boolean;
}

type CarrierNews = Extract<
  CarrierEvent,
  { readonly type: 'dialing' | 'ringing' | 'answered' | 'digits' | 'muted' | 'held' | 'ended' }
>;
type WithoutCallId<News> = News extends unknown ? Omit<News, 'callId'> : never;
/** What the carrier reports of one leg. */
export type LegEvent = WithoutCallId<CarrierNews>;

/** Something that happened to a call. */
export type Happening =
  /** Outreach has `initiated`. */
  | { readonly type: 'outreach-accepted' }
  /** `initiated` can never arrive; `unknown`: Outreach has no such call. */
  | { readonly type: 'outreach-refused'; readonly unknown: boolean }
  /** Outreach can't be told now, and waiting does not mend it (signed out, no permission). */
  | { readonly type: 'outreach-unavailable' }
  | { readonly type: 'confirmed' }
  | { readonly type: 'declined' }
  /** The answer to `judge-cost`. */
  | { readonly type: 'cost-judged'; readonly costly: boolean }
  /** Another call gave up the line. */
  | { readonly type: 'line-free' }
  | { readonly type: 'hang-up' }
  /** The rep takes an incoming call. */
  | { readonly type: 'answer' }
  /** The rep does not. */
  | { readonly type: 'reject' }
  /** Outreach knows whose number calls. */
  | { readonly type: 'caller-known'; readonly caller: Caller }
  | { readonly type: 'mute'; readonly on: boolean }
  | { readonly type: 'press'; readonly digits: string }
  | { readonly type: 'timer'; readonly timer: Timer }
  /** Outdial is being closed; no further event will come. */
  | { readonly type: 'closing' }
  /** Found unfinished after a start; `lastAlive` is when it was last known to be up. */
  | { readonly type: 'cut-off'; readonly lastAlive?: number | undefined }
  /** The phone system said where the call can be heard; also after its end. */
  | { readonly type: 'recording'; readonly url: HeardUrl }
  | LegEvent;

export type CallEvent = Happening & Circumstances;

/** What `advance` asks of the desk. `tell-outreach` is stored together with the call, before any other effect runs. */
export type Effect =
  | { readonly type: 'tell-outreach'; readonly update: CallUpdate }
  | { readonly type: 'dial'; readonly number: string }
  | { readonly type: 'hang-up' }
  | { readonly type: 'answer' }
  | { readonly type: 'reject'; readonly as: Rejection }
  | { readonly type: 'send-digits'; readonly digits: string }
  | { readonly type: 'mute'; readonly muted: boolean }
  /** Find out whether the number is costly; `cost-judged` is to follow. */
  | { readonly type: 'judge-cost' }
  /** Ends whatever other call holds the line. */
  | { readonly type: 'free-line' }
  | { readonly type: 'start-timer'; readonly timer: Timer; readonly after: number }
  | { readonly type: 'stop-timer'; readonly timer: Timer }
  | { readonly type: 'stop-timers' }
  | { readonly type: 'notify'; readonly about: 'unknown-to-outreach' | 'refused-by-outreach' };

/** The next call and the effects it owes, in the order they are to run. */
export interface Step {
  readonly call: Call;
  readonly effects: readonly Effect[];
}
