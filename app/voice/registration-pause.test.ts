import { describe, expect, it } from 'vitest';
import { registrationPause } from './registration-pause.ts';

describe('the pause before the next REGISTER', () => {
  it.each([
    [0, '', 5000],
    [1, '', 10_000],
    [99, '', 60_000],
    [0, '120', 120_000],
    [0, '18 (in a meeting);duration=3600', 18_000],
    [4, '18', 60_000],
    [0, '3600', 300_000],
    [0, '99999999999', 5000],
    [0, 'Fri, 26 Sep', 5000],
  ])('after %i refusals and %j is %i ms', (refusals, retryAfter, pause) => {
    expect(registrationPause(refusals, retryAfter)).toBe(pause);
  });
});
