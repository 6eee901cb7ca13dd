/** What a rep may be told of a line (ITU-T G.107 Table B.1): satisfied, some dissatisfied, many dissatisfied. */
const QUALITY_LEVELS = ['good', 'fair', 'poor'] as const;
export type QualityLevel = (typeof QUALITY_LEVELS)[number];

/** MOS at R = 80 and R = 70: where "satisfied" and where "some users dissatisfied" end (G.107 Table B.1). */
const SATISFIED_MOS = 4.02;
const SOME_DISSATISFIED_MOS = 3.59;

/**
 * What spoils a line most, and in which direction; `in` is what the rep hears.
 * - `loss-in`, `loss-out`, `loss-both`  packets get lost
 * - `jitter-in`, `jitter-out`           packets arrive, too unevenly to be played
 * - `delay`                             it takes too long from mouth to ear
 */
export const TROUBLES = ['loss-in', 'loss-out', 'loss-both', 'jitter-in', 'jitter-out', 'delay'] as const;
export type Trouble = (typeof TROUBLES)[number];

/**
 * What comes from the far end.
 * - `sound`    as it should be; a pause in speaking too
 * - `quiet`    packets come, and no sound was in them since the answer
 * - `nothing`  no packets come
 */
export const HEARINGS = ['sound', 'quiet', 'nothing'] as const;
export type Hearing = (typeof HEARINGS)[number];

/**
 * What leaves for the far end.
 * - `sent`           as it should be
 * - `no-microphone`  the microphone is gone, or the system took it away
 * - `not-sent`       no packets leave
 * - `not-arriving`   the far end reports that it gets none of them
 */
export const SPEAKINGS = ['sent', 'no-microphone', 'not-sent', 'not-arriving'] as const;
export type Speaking = (typeof SPEAKINGS)[number];

/** How this computer is connected, where the browser knows it. */
export const NETWORKS = ['wifi', 'ethernet', 'cellular', 'vpn'] as const;
export type Network = (typeof NETWORKS)[number];

/** Measured over the last few seconds; absent what could not be. */
export interface QualityFigures {
  /** As in SDP: `opus`, `PCMU`. */
  readonly codec?: string | undefined;
  /** Milliseconds there and back. */
  readonly roundTrip?: number | undefined;
  /** Interarrival jitter of RFC 3550 section 6.4.1, in milliseconds. */
  readonly jitterIn?: number | undefined;
  readonly jitterOut?: number | undefined;
  /** Packets that did not come, in percent. */
  readonly lossIn?: number | undefined;
  /** As the far end reports it, in percent. */
  readonly lossOut?: number | undefined;
  /** Packets that came too late to be played, in percent. */
  readonly lateIn?: number | undefined;
  /** Sound that was made up because the true one was missing, in percent. */
  readonly concealed?: number | undefined;
  /** How long sound waits here before it is played, in milliseconds. */
  readonly bufferDelay?: number | undefined;
  readonly network?: Network | undefined;
}

/** How a line is now. */
export interface LineState {
  readonly hearing: Hearing;
  readonly speaking: Speaking;
  /** 1 to 4.5 (G.107 Annex B), of the worse direction; absent until it could be measured. */
  readonly mos?: number | undefined;
  readonly trouble?: Trouble | undefined;
  readonly figures: QualityFigures;
}

/** How a call's line is, and was. */
export interface CallQuality {
  /** Absent once the call is over. */
  readonly now?: LineState | undefined;
  /** Mean and lowest MOS of the call so far. */
  readonly average?: number | undefined;
  readonly worst?: number | undefined;
  /** What spoiled the line when it was at its worst. */
  readonly trouble?: Trouble | undefined;
}

/** What is kept of a line's quality when its call is over. */
export function withoutNow(quality: CallQuality): CallQuality {
  const { now: _, ...kept } = quality;
  return kept;
}

/** The level of a MOS. */
export function levelOf(mos: number): QualityLevel {
  if (mos >= SATISFIED_MOS) return 'good';
  return mos >= SOME_DISSATISFIED_MOS ? 'fair' : 'poor';
}

/** Whether one side can't hear the other at all. A caller who says nothing is no fault of the line. */
export function isDead({ hearing, speaking }: Pick<LineState, 'hearing' | 'speaking'>): boolean {
  return hearing === 'nothing' || speaking !== 'sent';
}

/** The light for a line: poor where a direction is dead, absent while nothing could be measured. */
export function lightOf(state: LineState): QualityLevel | undefined {
  if (isDead(state)) return 'poor';
  return state.mos === undefined ? undefined : levelOf(state.mos);
}
