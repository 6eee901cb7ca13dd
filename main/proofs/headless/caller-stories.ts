/**
 * How an incoming call goes, told from both ends.
 * - `recorded`  as `answered`, and the phone system says at its end where it can be heard
 */
export const CALLER_STORIES = [
  'answered, the rep hangs up',
  'answered, the caller hangs up',
  'recorded',
  'held, resumed, the rep hangs up',
  'transferred',
  'sent to another number',
  'ignored, then answered',
  'ignored, nobody answers',
  'rejected',
  'nobody answers',
  'the caller gives up',
] as const;
export type CallerStory = (typeof CALLER_STORIES)[number];

/** Where a call can be heard. @param sipCallId the phone system's name for the call */
export function recordingOf(sipCallId: string): string {
  return `https://pbx.example/recordings/${sipCallId}`;
}

/** The phone system's name for the one call of this caller's. @param from the caller's number, with a plus */
export function sipCallIdOf(from: string): string {
  return `in-${from.slice(1)}`;
}
