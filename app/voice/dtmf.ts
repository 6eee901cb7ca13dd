/**
 * How long a key is down, in milliseconds. 100 ms loses digits with opus: only the end packets leave,
 * which gateways drop; 160 ms is the least that arrives whole.
 */
export const TONE_MILLISECONDS = 160;
/** Silence between two keys, in milliseconds; RFC 4733 and gateways want 50 at least. */
export const GAP_MILLISECONDS = 80;
/** What `,` stands for, in milliseconds. */
export const PAUSE_MILLISECONDS = 1000;

/** One key, or one pause; `sent` counts characters of the whole up to and with this one. */
export type DigitStep =
  | { readonly kind: 'tone'; readonly tone: string; readonly sent: number }
  | { readonly kind: 'pause'; readonly sent: number };

/**
 * The steps of `digits` (`0-9 * # A-D ,`, case ignored) in order. Characters that are no key are left out,
 * but counted, so that progress ends at the length of what was asked.
 */
export function digitSteps(digits: string): DigitStep[] {
  return [...digits.toUpperCase()].flatMap((key, index): DigitStep[] => {
    const sent = index + 1;
    if (key === ',') return [{ kind: 'pause', sent }];
    return /^[0-9*#A-D]$/.test(key) ? [{ kind: 'tone', tone: key, sent }] : [];
  });
}

/** How long one step takes, in milliseconds. */
export function durationOf(step: DigitStep): number {
  return step.kind === 'pause' ? PAUSE_MILLISECONDS : TONE_MILLISECONDS + GAP_MILLISECONDS;
}

/** One key as the body of an INFO of type `application/dtmf-relay`, as phone systems without RFC 4733 read it. */
export function dtmfRelay(tone: string): string {
  return `Signal=${tone}\r\nDuration=${TONE_MILLISECONDS}\r\n`;
}
