import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reconnectPause } from './reconnect-pause.ts';

it('tries at once, then after growing pauses, and never waits longer than 13 s (4 s in a call)', () => {
  fc.assert(
    fc.property(
      fc.nat(50),
      fc.boolean(),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempt, inCall, random) => {
        const pause = reconnectPause(attempt, inCall, random);
        expect(pause).toBeGreaterThanOrEqual(0);
        expect(pause).toBeLessThanOrEqual(attempt === 0 ? 200 : inCall ? 3900 : 13_000);
        if (attempt > 0) expect(pause).toBeGreaterThanOrEqual(350);
      },
    ),
  );
});
