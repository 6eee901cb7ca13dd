import type { EndReason } from '../voice/carrier.ts';

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

/** Who asked for the call: a link of Outreach's, another `tel:` link, or the rep's own keypad. */
export type CallOrigin = 'outreach' | 'link' | 'dialer';

/**
 * Where the call is for the rep; finer than what Outreach is told.
 * - `confirming`  waits for Outreach to accept `initiated` before anything is dialled
 * - `asking`      waits for the rep's yes or no
 * - `dialing`     given to the carrier, not ringing yet
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

/** Why the rep is asked before dialling. */
export const QUESTIONS = ['not-from-outreach', 'setting', 'outreach-unreachable'] as const;
export type Question = (typeof QUESTIONS)[number];

/** The extension's way: nothing to dial before the answer, then digit by digit. */
export interface ExtensionProgress {
  readonly status: 'waiting' | 'dialing' | 'dialed' | 'skipped';
  readonly sent: number;
}

export interface Call {
  /** Outdial's own id (UUID); never leaves the machine. */
  readonly id: string;
  readonly direction: Direction;
  readonly origin: CallOrigin;
  /** As dialled: `+` and digits, or a local number. */
  readonly number: string;
  readonly extension?: string | undefined;
  /** The tel link's call-id exactly as it came, or the id POST /calls returned. */
  readonly outreachCallId?: string | undefined;
  readonly phase: CallPhase;
  readonly question?: Question | undefined;
  /** What Outreach is told. */
  readonly state: CallState;
  /** Milliseconds since 1970; never runs backwards within a call. */
  readonly stateChangedAt: number;
  readonly startedAt: number;
  readonly ringingAt?: number | undefined;
  readonly answeredAt?: number | undefined;
  readonly endedAt?: number | undefined;
  readonly endReason?: EndReason | undefined;
  readonly earlyMedia: boolean;
  readonly muted: boolean;
  readonly held: boolean;
  readonly extensionProgress?: ExtensionProgress | undefined;
}
