import { expect, test } from 'vitest';
import { createFakeClock } from '../app/testing/fake-clock.ts';
import { createSnapshotSender } from './snapshot.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function sender() {
  const clock = createFakeClock();
  let waiting = 0;
  const sent: number[] = [];
  const snapshots = createSnapshotSender(
    {
      calls: () => ({ calls: [], recent: [], notices: [] }),
      outreach: () => ({ status: 'connected', waiting, tokensKeptIn: 'memory' }),
      phone: () => ({ status: 'registered', practice: false }),
      telHandler: () => ({ isDefault: true }),
    },
    ({ outreach }) => sent.push(outreach.waiting),
    clock,
  );
  const change = (to: number) => {
    waiting = to;
    snapshots.changed();
  };
  return { clock, sent, snapshots, change };
}

test('the first change is sent after the turn it came in, whatever else came in that turn', async () => {
  const { sent, change } = sender();
  change(1);
  change(2);
  expect(sent).toEqual([]);
  await turn();
  expect(sent).toEqual([2]);
});

test('a thousand changes in a second are twenty snapshots, and the last one is the truth', async () => {
  const { clock, sent, change } = sender();
  for (let at = 1; at <= 1_000; at += 1) {
    change(at);
    await turn();
    clock.advance(1);
  }
  clock.advance(50);
  expect(sent.length).toBeLessThanOrEqual(22);
  expect(sent.at(-1)).toBe(1_000);
  clock.advance(1_000);
  expect(sent.at(-1)).toBe(1_000);
  expect(clock.pending()).toBe(0);
});

test('after a pause without changes the next one is sent at once again', async () => {
  const { clock, sent, change } = sender();
  change(1);
  await turn();
  clock.advance(50);
  change(2);
  await turn();
  expect(sent).toEqual([1, 2]);
});

test('nothing is sent after close, and no timer is left', async () => {
  const { clock, sent, snapshots, change } = sender();
  change(1);
  await turn();
  change(2);
  snapshots.close();
  change(3);
  await turn();
  clock.advance(1_000);
  expect(sent).toEqual([1]);
  expect(clock.pending()).toBe(0);
});
