import { vi } from 'vitest';
import { clockContract } from '../app/testing/contracts/clock-contract.ts';
import { createFakeClock } from '../app/testing/fake-clock.ts';
import { systemClock } from './system-clock.ts';

clockContract('the fake', () => {
  const clock = createFakeClock();
  return {
    clock,
    async passUntil(done) {
      for (let passed = 0; !done(); passed += 1) {
        if (passed > 1_000) throw new Error('A second has passed, and it has not happened.');
        clock.advance(1);
      }
    },
  };
});

clockContract('the machine’s clock', () => ({
  clock: systemClock,
  passUntil: (done) => vi.waitUntil(done, { timeout: 25_000, interval: 1 }).then(() => undefined),
}));
