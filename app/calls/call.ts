import type { Failure } from '../result.ts';
import type { EndReason } from '../voice/carrier.ts';
import type { CallQuality } from '../voice/quality.ts';

/** Outreach's call states, in its own words (spec, "Call states"). */
export const CALL_STATES = [
  'initiated',
  'ringing',
  'in progress',
  'completed',
  'failed',
  'no answer',
  'busy',
  'canceled',
] as const;
export type CallState = (typeof CALL_STATES)[number];

export const FINAL_STATES = ['completed', 'failed', 'no answer', 'busy', 'canceled'] as const;
export type FinalState = (typeof FINAL_STATES)[number];

export type Direction = 'outbound' | 'inbound';

/** Who asked for the call: a link of Outreach's, another `tel:` link, the rep's own keypad, or somebody who calls. */
export const CALL_ORIGINS = ['outreach', 'link', 'dialer', 'caller'] as const;
export type CallOrigin = (typeof CALL_ORIGINS)[number];

/** Who a number belongs to, as Outreach has it. */
export interface Caller {
  readonly name?: string | undefined;
  readonly title?: string | undefined;
  readonly company?: string | undefined;
  /** Outreach's `callOptedOut`: this person asked not to be called. */
  readonly doNotCall: boolean;
}

/** What is known only of a call that came in. */
export interface Inbound {
  /** The number that was called, as the phone system names it. */
  readonly to: string;
  /** The name the phone system gives for the caller; anybody may have chosen it. */
  readonly displayName?: string | undefined;
  /** From Outreach, once it has answered and where it knows the number. */
  readonly caller?: Caller | undefined;
  /** Whether Outreach is to have this call. */
  readonly logged: boolean;
  /** When the rep answered, which is a moment before the call is connected. */
  readonly pickedUpAt?: number | undefined;
  /** The rep lets it ring unheard. */
  readonly ignored?: boolean | undefined;
}

/**
 * Where the call is for the rep; finer than what Outreach is told.
 * - `confirming`  waits for Outreach to accept `initiated` before anything is dialled
 * - `asking`      waits for the rep's yes or no
 * - `dialing`     given to the carrier, not ringing yet; without `dialedAt` it waits for the line
 * - `incoming`    an inbound call that rings here
 */
export const CALL_PHASES = [
  'confirming',
  'asking',
  'dialing',
  'incoming',
  'ringing',
  'talking',
  'ended',
] as const;
export type CallPhase = (typeof CALL_PHASES)[number];

/**
 * Why the rep is asked before dialling.
 * - `another-call`   another call has the line, or two are up: yes holds or ends that one, then dials this one
 * - `costly-number`  premium rate, or whatever else the administrator wants asked about; needs a yes of its own
 */
export const QUESTIONS = [
  'not-from-outreach',
  'setting',
  'outreach-unreachable',
  'another-call',
  'costly-number',
] as const;
export type Question = (typeof QUESTIONS)[number];

/** What Outreach said to `initiated`; absent while it has not answered. */
export const OUTREACH_ANSWERS = ['accepted', 'unknown', 'refused'] as const;
export type OutreachAnswer = (typeof OUTREACH_ANSWERS)[number];

/**
 * What was done on this side to end the call; absent when the other side or the network ended it.
 * - `hung-up`              the rep hung up
 * - `declined`             the rep said no to the question
 * - `lapsed`               the question was not answered in time
 * - `ring-time-out`        it rang for too long
 * - `setup-time-out`       neither ringing nor an answer came
 * - `unknown-to-outreach`  Outreach has no call with this call-id: not dialled
 * - `refused-by-outreach`  Outreach does not take updates of this call: not dialled
 * - `rejected`             the rep did not take an incoming call
 * - `forwarded`            the rep sent an incoming call to another number
 * - `transferred`          the rep gave the other side to somebody else; both go on without this one
 * - `line-busy`            it came in when no further call could ring: the caller heard busy, and the rep finds it as missed
 * - `closed`               Outdial was closed
 * - `cut-off`              Outdial or the computer stopped without warning
 */
export const CLOSINGS = [
  'hung-up',
  'declined',
  'lapsed',
  'ring-time-out',
  'setup-time-out',
  'unknown-to-outreach',
  'refused-by-outreach',
  'rejected',
  'forwarded',
  'transferred',
  'line-busy',
  'closed',
  'cut-off',
] as const;
export type Closing = (typeof CLOSINGS)[number];

/** What becomes of the call that has the line when another one is to have it. */
export const OTHER_CALLS = ['hold', 'end'] as const;
export type OtherCalls = (typeof OTHER_CALLS)[number];

/** A transfer under way, or one that came to nothing and why. `done` is followed by the call's end. */
export const CALL_TRANSFER_STATUSES = ['trying', 'done', 'failed'] as const;
export interface CallTransfer {
  readonly status: (typeof CALL_TRANSFER_STATUSES)[number];
  /** The other call of an attended transfer. */
  readonly toCallId?: string | undefined;
  /** This is the other call. */
  readonly isTarget?: boolean | undefined;
  /** Why it failed, in words for the rep. */
  readonly message?: string | undefined;
}

/** `joining`: asked for; `in`: the carrier mixes it. */
export const CONFERENCE_PARTS = ['joining', 'in'] as const;

/** What digits given to the carrier were for; `dropped`: it was told to stop, and has not said yet that it has. */
export const DIGIT_KINDS = ['extension', 'keys', 'dropped'] as const;

/** `counting` runs from the answer to `dialsAt`; `canceled` by the rep; `failed`: not all digits went out; `skipped`: the call ended first. */
export const EXTENSION_STATUSES = [
  'waiting',
  'counting',
  'dialing',
  'dialed',
  'canceled',
  'failed',
  'skipped',
] as const;

/** The extension's way: nothing to dial before the answer, then digit by digit. */
export interface ExtensionProgress {
  readonly status: (typeof EXTENSION_STATUSES)[number];
  readonly sent: number;
  /** When the first digit goes out, in milliseconds since 1970; while `counting` only. */
  readonly dialsAt?: number | undefined;
}

/** Where a call, or its caller's message, can be heard, as the phone system says. */
export interface HeardUrl {
  readonly kind: 'recording' | 'voicemail';
  readonly url: string;
}

/** What became of it: owed to Outreach, with how many others came later; or refused, and why. */
export type CallRecording =
  | (HeardUrl & { readonly status: 'owed'; readonly later: number })
  | { readonly status: 'refused'; readonly kind: HeardUrl['kind']; readonly failure: Failure };

export interface Call {
  /** Outdial's own id (UUID). Of an inbound call Outreach has it as `vendorCallId`; else it never leaves the machine. */
  readonly id: string;
  readonly direction: Direction;
  readonly origin: CallOrigin;
  /** As dialled: `+` and digits, or a local number. Of an inbound call the caller's, as the phone system gives it. */
  readonly number: string;
  readonly extension?: string | undefined;
  /** The tel link's call-id exactly as it came, or the id POST /calls returned. */
  readonly outreachCallId?: string | undefined;
  /** Calls for help beyond doubt: it is neither held, transferred nor joined, and no other call takes its line. */
  readonly emergency?: boolean | undefined;
  readonly phase: CallPhase;
  readonly question?: Question | undefined;
  /** Whether the number's cost needs the rep's yes before dialling; absent where it needs none, or has it. */
  readonly cost?: 'unknown' | 'ask' | undefined;
  /** What Outreach is told. */
  readonly state: CallState;
  /** Milliseconds since 1970; never runs backwards within a call. */
  readonly stateChangedAt: number;
  readonly startedAt: number;
  /** When an outbound call was given to the carrier; it is given once, and never again. */
  readonly dialedAt?: number | undefined;
  readonly ringingAt?: number | undefined;
  readonly answeredAt?: number | undefined;
  readonly endedAt?: number | undefined;
  readonly endReason?: EndReason | undefined;
  readonly closing?: Closing | undefined;
  readonly outreachAnswer?: OutreachAnswer | undefined;
  readonly earlyMedia: boolean;
  readonly muted: boolean;
  /** As the carrier reports it: nothing is sent or heard. */
  readonly held: boolean;
  /** What the carrier was asked for and has not reported yet: to hold this call, or to resume it. */
  readonly holdAsked?: boolean | undefined;
  readonly heldByFarEnd?: boolean | undefined;
  /** The rep wants this call to have the line, and another one still has it. */
  readonly waitsForLine?: boolean | undefined;
  /** The rep's choice for the call that has the line, where this one was dialled with one. */
  readonly others?: OtherCalls | undefined;
  readonly conference?: (typeof CONFERENCE_PARTS)[number] | undefined;
  readonly transfer?: CallTransfer | undefined;
  /** Digits the carrier has not finished, in the order they were given to it. */
  readonly digitsOut?: readonly (typeof DIGIT_KINDS)[number][] | undefined;
  readonly extensionProgress?: ExtensionProgress | undefined;
  /** How the line is, and was; what it is now is not kept. */
  readonly quality?: CallQuality | undefined;
  /** SIP Call-ID of this side's leg, by which the phone system names the call. */
  readonly sipCallId?: string | undefined;
  /** What came before the end; judged then. */
  readonly heard?: readonly HeardUrl[] | undefined;
  readonly recording?: CallRecording | undefined;
  /** Only of inbound calls. */
  readonly inbound?: Inbound | undefined;
}
