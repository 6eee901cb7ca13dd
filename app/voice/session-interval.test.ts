import { describe, expect, it } from 'vitest';
import { atLeast, createSessionIntervals } from './session-interval.ts';

describe('a session interval that is too small (RFC 4028, 6 and 7.4)', () => {
  it('is asked for again with what the answer says, and remembered for the call', () => {
    const intervals = createSessionIntervals();
    expect(intervals.leastOf('a')).toBeUndefined();
    expect(intervals.refused('a', '1800', '3600', { refusals: 0 })).toBe(true);
    expect([intervals.leastOf('a'), intervals.leastOf('b')]).toEqual([3600, undefined]);
  });
  it('may be too small for the next proxy as well', () => {
    const intervals = createSessionIntervals();
    const round = { refusals: 0 };
    const each = [2000, 2400, 3000].map((seconds) => intervals.refused('a', '1800', String(seconds), round));
    expect(each).toEqual([true, true, true]);
    expect(intervals.leastOf('a')).toBe(3000);
  });
  it.each([
    ['not larger than what was asked for', '1800'],
    ['smaller', '90'],
    ['no number', 'soon'],
    ['none at all', ''],
    ['longer than anybody lives', '4294967295'],
  ])('is no reason to ask again where Min-SE is %s', (_, minSe) => {
    expect(createSessionIntervals().refused('a', '1800', minSe, { refusals: 0 })).toBe(false);
  });
  it('is not asked for for ever', () => {
    const intervals = createSessionIntervals();
    const round = { refusals: 0 };
    const taken = Array.from({ length: 9 }, (_, more) =>
      intervals.refused('a', '90', String(91 + more), round),
    );
    expect(taken.filter(Boolean)).toHaveLength(5);
  });
  it('keeps who refreshes', () => {
    expect(atLeast('1800;refresher=uac', 3600)).toBe('3600;refresher=uac');
    expect(atLeast('1800', 90)).toBe('1800');
  });
});
