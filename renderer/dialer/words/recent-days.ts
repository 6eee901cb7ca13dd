import type { CallView } from '../../../app/ipc/call-view-schema.ts';

/** How many of the last calls are shown. */
export const RECENT_LIMIT = 20;

export interface RecentDay {
  /** `Today`, `Yesterday`, or the day in the rep's own format. */
  readonly label: string;
  readonly calls: readonly CallView[];
}

/**
 * The last calls by day, newest first.
 *
 * @param now milliseconds since 1970
 * @param locale where it is not the system's own
 */
export function recentDays(calls: readonly CallView[], now: number, locale?: string): RecentDay[] {
  const newestFirst = [...calls].sort((one, other) => other.startedAt - one.startedAt).slice(0, RECENT_LIMIT);
  const days = new Map<string, CallView[]>();
  for (const call of newestFirst) {
    const label = dayLabel(call.startedAt, now, locale);
    const known = days.get(label);
    if (known) known.push(call);
    else days.set(label, [call]);
  }
  return [...days].map(([label, inDay]) => ({ label, calls: inDay }));
}

/** The time of day in the rep's own format: `2:05 PM`, `14:05`. */
export function timeOfDay(moment: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(moment);
}

function dayLabel(moment: number, now: number, locale?: string): string {
  const age = startOfDay(now) - startOfDay(moment);
  // A day is 23 or 25 hours long where the clocks change, so days are counted by rounding.
  const days = Math.round(age / 86_400_000);
  if (days <= 0) return 'Today';
  if (days === 1) return 'Yesterday';
  const year = new Date(moment).getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', year }).format(
    moment,
  );
}

function startOfDay(moment: number): number {
  return new Date(moment).setHours(0, 0, 0, 0);
}
