import type { CallState, Direction } from '../../../app/calls/call.ts';

/** One step of a call as Outreach took it. */
export interface StateChange {
  readonly state: CallState;
  /** ISO 8601, as the update said, or the time of its receipt where it said nothing. */
  readonly stateChangedAt: string;
  /** This machine's time in milliseconds since 1970, with fractions. */
  readonly receivedAt: number;
  /** `app`: an update came; `outreach`: the call failed by itself because none came. */
  readonly by: 'app' | 'outreach';
}

/** A call as Outreach keeps it. Times are ISO 8601 in Outreach's clock. */
export interface CallRecord {
  readonly id: number;
  /** Upper case, as it stands in the tel link. */
  readonly uid: string;
  readonly userId: number;
  readonly prospectId: number | null;
  readonly direction: Direction;
  /** `VoiceExtension`, or null for a native Outreach Voice call, which nobody outside may update. */
  readonly externalVendor: string | null;
  readonly vendorCallId: string | null;
  readonly from: string;
  readonly to: string;
  readonly extension: string | null;
  readonly state: CallState | null;
  readonly stateChangedAt: string | null;
  readonly dialedAt: string | null;
  readonly answeredAt: string | null;
  readonly completedAt: string | null;
  readonly recordingUrl: string | null;
  readonly voicemailUrl: string | null;
  readonly note: string | null;
  readonly tags: readonly string[];
  readonly dispositionId: number | null;
  readonly purposeId: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Outreach's time (ms since 1970) at which the call fails by itself; null once an update came. */
  readonly initiateBy: number | null;
  readonly history: readonly StateChange[];
}
