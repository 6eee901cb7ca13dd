import { expect, test } from 'vitest';
import { createFastClock } from './headless/fast-clock.ts';

test('a moment in which the machine stands still does not use up a time limit before its event', async () => {
  const clock = createFastClock(180, Date.now());
  const order: string[] = [];
  const limit = new Promise<void>((resolve) =>
    clock.after(8_000, () => {
      order.push('limit');
      resolve();
    }),
  );
  // As two slow writes to a busy disk: longer than the limit is in real time, 44 ms.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  clock.after(600, () => clock.after(600, () => order.push('event')));
  await limit;
  expect(order).toEqual(['event', 'limit']);
});

test('a wait that is canceled between two of its steps never ends', async () => {
  const clock = createFastClock(1, Date.now());
  const ended: string[] = [];
  const cancel = clock.after(80, () => ended.push('canceled'));
  await new Promise<void>((resolve) => clock.after(40, resolve));
  cancel();
  await new Promise<void>((resolve) => clock.after(120, resolve));
  expect(ended).toEqual([]);
});
