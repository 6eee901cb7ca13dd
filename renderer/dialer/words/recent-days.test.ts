import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { viewOf } from '../../../app/testing/sample-view.ts';
import { RECENT_LIMIT, recentDays, timeOfDay } from './recent-days.ts';

const now = new Date(2026, 2, 12, 15, 30).getTime();
const at = (...date: [number, number, number, number, number]) =>
  viewOf({ startedAt: new Date(...date).getTime() });

describe('recentDays', () => {
  it('groups by the day, newest first', () => {
    const days = recentDays(
      [
        at(2026, 2, 11, 0, 1),
        at(2026, 2, 12, 15, 0),
        at(2025, 11, 31, 9, 0),
        at(2026, 2, 12, 0, 0),
        at(2026, 2, 9, 8, 0),
      ],
      now,
      'en-GB',
    );
    // ICU's releases differ in the commas.
    expect(days.map((day) => [day.label.replaceAll(',', ''), day.calls.length])).toEqual([
      ['Today', 2],
      ['Yesterday', 1],
      ['Mon 9 Mar', 1],
      ['Wed 31 Dec 2025', 1],
    ]);
    const [today] = days;
    expect(today?.calls.map((call) => timeOfDay(call.startedAt, 'en-GB'))).toEqual(['15:00', '00:00']);
  });

  it('knows yesterday also where a day has 23 or 25 hours', () => {
    vi.stubEnv('TZ', 'America/New_York');
    onTestFinished(() => void vi.unstubAllEnvs());
    for (const month of [2, 9, 10]) {
      for (let date = 1; date <= 31; date += 1) {
        const noon = new Date(2026, month, date, 12).getTime();
        const [day] = recentDays([at(2026, month, date - 1, 12, 0)], noon, 'en');
        expect(day?.label).toBe('Yesterday');
      }
    }
  });

  it('a call from a moment ago in the future (clocks that disagree) is today’s', () => {
    expect(recentDays([viewOf({ startedAt: now + 60_000 })], now)[0]?.label).toBe('Today');
  });

  it(`shows the last ${RECENT_LIMIT} only`, () => {
    const many = Array.from({ length: 30 }, (_, index) => viewOf({ startedAt: now - index * 1000 }));
    expect(recentDays(many, now).flatMap((day) => day.calls)).toEqual(many.slice(0, RECENT_LIMIT));
    expect(recentDays([], now)).toEqual([]);
  });
});
