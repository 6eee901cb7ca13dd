import type { Network } from './quality.ts';

/** What comes in, counted since the stream began (W3C webrtc-stats, RTCInboundRtpStreamStats). */
export interface ReceivedSoFar {
  readonly packets: number;
  readonly lost: number;
  /** Came too late, or twice. */
  readonly discarded: number;
  /** Seconds. */
  readonly jitter?: number | undefined;
  readonly samples: number;
  /** Made up for missing ones; without those that were made up in silence. */
  readonly concealedSamples: number;
  /** Sum over all samples played, in seconds, and how many those were. */
  readonly bufferDelay: number;
  readonly emitted: number;
  /** Energy in the sense of RFC 6464's level, and over how many seconds. */
  readonly energy: number;
  readonly duration: number;
  readonly codec?: string | undefined;
}

/** What the far end reports of this side's packets (RTCRemoteInboundRtpStreamStats). */
export interface FarEndReport {
  /** Of the packets between its last two reports, 0 to 1. */
  readonly fractionLost?: number | undefined;
  /** Seconds. */
  readonly jitter?: number | undefined;
  /** Seconds. */
  readonly roundTrip?: number | undefined;
}

/** One look at a leg's media. */
export interface MediaSample {
  /** Milliseconds, by a clock that never runs backwards. */
  readonly at: number;
  /** Whether audio is to come and to leave: not on hold, by either side. */
  readonly receives: boolean;
  readonly sends: boolean;
  /** Whether the way through the network to the far end is up (ICE): without one, what is sent goes nowhere. */
  readonly reached: boolean;
  /** By the rep: nobody is to hear anything then. */
  readonly muted: boolean;
  /** Whether there is a microphone that gives sound. */
  readonly microphone: boolean;
  /** Whether the far end may stop sending while nobody speaks there (RFC 3389 comfort noise was agreed on). */
  readonly mayPause: boolean;
  readonly received?: ReceivedSoFar | undefined;
  readonly packetsSent?: number | undefined;
  readonly farEnd?: FarEndReport | undefined;
  /** Seconds, by STUN, to the other end of the network path. */
  readonly pathRoundTrip?: number | undefined;
  readonly network?: Network | undefined;
}
