import type { Failure } from '../result.ts';
import type { CallQuality } from './quality.ts';
import type { RecordingNotice } from './recording-notice.ts';

/**
 * Why a leg is over, in the terms of the call rules. `status` is the SIP status where one was received.
 * - `callee-rejected`  486, 600, 603: the other side said no
 * - `caller-canceled`  487 after our own CANCEL, or the caller of an inbound call gave up
 * - `timed-out`        408, 480, 504 after it rang, or our own ring time-out
 * - `setup-failed`     404, 484, 604, 488, 403, 5xx, no transport, no microphone
 * - `hung-up`          BYE after the answer, by either side
 * - `connection-lost`  the media or the carrier itself went away after the answer
 */
export const END_CAUSES = [
  'callee-rejected',
  'caller-canceled',
  'timed-out',
  'setup-failed',
  'hung-up',
  'connection-lost',
] as const;
export type EndCause = (typeof END_CAUSES)[number];

export interface EndReason {
  readonly cause: EndCause;
  /** SIP status code, when the far end or a proxy gave one. */
  readonly status?: number | undefined;
  /** SIP reason phrase or the carrier's own words, for the timeline; never contains a number. */
  readonly text?: string | undefined;
}

export type Registration =
  | { readonly status: 'not-configured' }
  | { readonly status: 'connecting' }
  /** `practice`: the registrar says it is the practice PBX (its `Server` header). */
  | {
      readonly status: 'registered';
      readonly practice: boolean;
      /** The server in use, by host and port. */
      readonly server?: string | undefined;
      /** Calls can be made, and something is wrong all the same. */
      readonly warning?: Failure | undefined;
    }
  | { readonly status: 'failed'; readonly failure: Failure };

/**
 * How an incoming call is refused, which tells the phone system what to do with the caller.
 * - `busy`       486: the rep said no, or is in another call
 * - `no-answer`  480: nobody took it in time; most systems send the caller to voicemail
 */
export const REJECTIONS = ['busy', 'no-answer'] as const;
export type Rejection = (typeof REJECTIONS)[number];

export const TRANSFER_STATUSES = ['trying', 'done', 'failed'] as const;
export type TransferStatus = (typeof TRANSFER_STATUSES)[number];

export type CarrierEvent =
  | { readonly type: 'registration'; readonly registration: Registration }
  | {
      readonly type: 'incoming';
      readonly callId: string;
      readonly from: string;
      readonly to: string;
      readonly name?: string | undefined;
      readonly sipCallId?: string | undefined;
    }
  /** The INVITE left. */
  | { readonly type: 'dialing'; readonly callId: string; readonly sipCallId?: string | undefined }
  | { readonly type: 'ringing'; readonly callId: string; readonly earlyMedia: boolean }
  | { readonly type: 'answered'; readonly callId: string }
  /**
   * `sent` of the digits given to one `sendDigits` are out. `done` once for each, in their order, and as long as the call
   * is up: after the last digit, after the one that could not be sent, or after the one at which they were stopped.
   */
  | { readonly type: 'digits'; readonly callId: string; readonly sent: number; readonly done: boolean }
  | { readonly type: 'muted'; readonly callId: string; readonly muted: boolean }
  /** This side holds: nothing is sent or heard any more, whether or not the far end has agreed yet. */
  | { readonly type: 'held'; readonly callId: string; readonly held: boolean }
  /** The far end holds this side (RFC 3264 section 8.4), or no longer does. */
  | { readonly type: 'held-by-far-end'; readonly callId: string; readonly held: boolean }
  /** What became of a transfer (RFC 3515): after `done` the leg ends by itself, after `failed` it is as before. */
  | {
      readonly type: 'transfer';
      readonly callId: string;
      readonly status: TransferStatus;
      /** SIP status of the refusal, or of the far end's own attempt. */
      readonly sipStatus?: number | undefined;
    }
  /** The calls that hear each other from now on; empty when there is no conference any more. */
  | { readonly type: 'conference'; readonly callIds: readonly string[] }
  /** How the line is: while the call is answered, every five seconds and when it changes, and once before its end. */
  | { readonly type: 'quality'; readonly callId: string; readonly quality: CallQuality }
  | { readonly type: 'ended'; readonly callId: string; readonly reason: EndReason }
  /** Where a call can be heard. It may come before the call's end, long after it, and after a restart. */
  | ({ readonly type: 'recording' } & RecordingNotice);

/**
 * The Voice port. Each command returns at once; what becomes of it arrives as events, and every
 * `dial` or `incoming` is followed by exactly one `ended`, also when the carrier itself breaks.
 * A command for a call the carrier does not have is ignored: its `ended` is already under way.
 */
export interface Carrier {
  /** Dials `number`: E.164 with `+`, or a local number as it is to be sent. */
  dial(callId: string, number: string): void;
  answer(callId: string): void;
  /** Refuses an incoming call. */
  reject(callId: string, as: Rejection): void;
  /** Ends the leg whatever its phase: CANCEL before the answer, BYE after it. */
  hangUp(callId: string): void;
  /** DTMF, RFC 4733: `0-9 * # A-D`, and `,` for a pause of one second. */
  sendDigits(callId: string, digits: string): void;
  mute(callId: string, muted: boolean): void;
  hold(callId: string, held: boolean): void;
  /** Blind transfer (REFER) to a number. */
  transfer(callId: string, number: string): void;
  /** Attended transfer: the far ends of the two calls are connected (REFER with Replaces, RFC 3891); both legs end. */
  transferTo(callId: string, otherCallId: string): void;
  /** Mixes the calls here, so that all hear each other, and resumes those that are held; with fewer than two nothing is mixed any more. */
  conference(callIds: readonly string[]): void;
  /** Sends an incoming call to another number (302, RFC 3261 section 21.3.3). */
  forward(callId: string, number: string): void;
  /** An incoming call goes on ringing for the caller, and is not heard here any more. */
  silence(callId: string): void;
  /** Drops the digits that have not been sent yet, of every `sendDigits`; each of these is `done` at that. */
  stopDigits(callId: string): void;
  /** Registers again now, without waiting for the next own attempt. */
  reconnect(): void;
  subscribe(listener: (event: CarrierEvent) => void): () => void;
}
