import type { CallUpdate } from '../outbox/entry.ts';
import type { RecordingSettings } from '../settings/settings.ts';
import type { CarrierEvent, Rejection, TransferStatus } from '../voice/carrier.ts';
import type { Call, Caller, HeardUrl, OtherCalls } from './call.ts';
import type { Timer } from './timing.ts';

/** What holds for every event: the call itself knows neither the clock nor the other calls. */
interface Circumstances {
  /** What the configuration says of recordings; absent: nothing. */
  readonly recordings?: RecordingSettings | undefined;
  /** Wall-clock time in milliseconds since 1970; it may run backwards from one event to the next. */
  readonly at: number;
  /** Whether dialling now needs a yes about another call: one has the line or is about to, one rings, or two are up. */
  readonly lineBusy: boolean;
  /** Whether another call has the line at this moment; as `lineBusy` where it is not said. */
  readonly lineTaken?: boolean | undefined;
  /** Of these, one that is not about to be held. */
  readonly lineKept?: boolean | undefined;
  /** From the answer to the extension's first digit, in milliseconds; a second where it is not said. */
  readonly extensionWait?: number | undefined;
}

type CarrierNews = Extract<
  CarrierEvent,
  {
    readonly type:
      | 'dialing'
      | 'ringing'
      | 'answered'
      | 'digits'
      | 'muted'
      | 'held'
      | 'held-by-far-end'
      | 'transfer'
      | 'quality'
      | 'ended';
  }
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
  /** `others`: what becomes of the call that has the line. */
  | { readonly type: 'confirmed'; readonly others?: OtherCalls | undefined }
  | { readonly type: 'declined' }
  /** The answer to `judge-cost`. */
  | { readonly type: 'cost-judged'; readonly costly: boolean }
  /** Another call gave up the line. */
  | { readonly type: 'line-free' }
  | { readonly type: 'hang-up' }
  /** The rep takes an incoming call; the one that has the line is held where nothing else is said. */
  | { readonly type: 'answer'; readonly others?: OtherCalls | undefined }
  /** The rep does not. */
  | { readonly type: 'reject' }
  /** The rep lets it ring unheard. */
  | { readonly type: 'ignore' }
  /** The rep sends an incoming call to another number. */
  | { readonly type: 'forward'; readonly number: string }
  /** The rep holds the call, or resumes it. */
  | { readonly type: 'hold'; readonly on: boolean }
  /** Another call takes the line; `urgent`: at once, an emergency call does not wait. */
  | { readonly type: 'give-way'; readonly how: OtherCalls; readonly urgent: boolean }
  /** The rep joins this call with the others that are answered. */
  | { readonly type: 'join' }
  /** Whether the carrier mixes this call with others. */
  | { readonly type: 'conference'; readonly isIn: boolean }
  | { readonly type: 'transfer-to-number'; readonly number: string }
  /** Connects the far ends of this call and another answered one. */
  | { readonly type: 'transfer-to-call'; readonly otherCallId: string }
  /** The other call of an attended transfer says what became of it. */
  | { readonly type: 'transferred-with'; readonly status: TransferStatus }
  | { readonly type: 'transfer-refused'; readonly message: string }
  | { readonly type: 'extension'; readonly action: 'cancel' | 'send' }
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
  /** Makes the other calls give way to this one, which says how. */
  | { readonly type: 'take-line'; readonly how: OtherCalls; readonly urgent: boolean }
  | { readonly type: 'hold'; readonly held: boolean }
  /** Nothing is mixed any more. */
  | { readonly type: 'end-conference' }
  | { readonly type: 'transfer'; readonly number: string }
  | { readonly type: 'transfer-to'; readonly otherCallId: string }
  /** Tells the other call of an attended transfer what became of it. */
  | { readonly type: 'tell-transferred'; readonly otherCallId: string; readonly status: TransferStatus }
  | { readonly type: 'forward'; readonly number: string }
  | { readonly type: 'silence' }
  | { readonly type: 'stop-digits' }
  | { readonly type: 'start-timer'; readonly timer: Timer; readonly after: number }
  | { readonly type: 'stop-timer'; readonly timer: Timer }
  | { readonly type: 'stop-timers' }
  | {
      readonly type: 'notify';
      readonly about: 'unknown-to-outreach' | 'refused-by-outreach' | 'line-not-free';
    };

/** The next call and the effects it owes, in the order they are to run. */
export interface Step {
  readonly call: Call;
  readonly effects: readonly Effect[];
}
