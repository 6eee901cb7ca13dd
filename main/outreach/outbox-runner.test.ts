import { afterEach, expect, test } from 'vitest';
import type { CallState } from '../../app/calls/call.ts';
import type { DeliveryReport } from '../../app/outbox/deliveries.ts';
import type { OutboxEntry } from '../../app/outbox/entry.ts';
import { createFakeClock } from '../../app/testing/fake-clock.ts';
import { createModelOutreach, FAULTS, type Fault } from '../../app/testing/model-outreach.ts';
import { createOutboxRunner, type OutboxRunner } from './outbox-runner.ts';
import { createOutboxInMemory } from './testing/outbox-in-memory.ts';

const WHOLE_CALL: readonly CallState[] = ['initiated', 'ringing', 'in progress', 'completed'];

function setUp() {
  const clock = createFakeClock();
  const outreach = createModelOutreach();
  const outbox = createOutboxInMemory();
  const lines: string[] = [];
  const reports: DeliveryReport[] = [];
  const start = (): OutboxRunner => {
    const runner = createOutboxRunner({
      store: outbox.store,
      outreach,
      clock,
      random: () => 0,
      log: (line) => void lines.push(line),
    });
    runner.subscribe((report) => void reports.push(report));
    runners.push(runner);
    return runner;
  };
  const owe = (call: string, ...states: CallState[]): readonly OutboxEntry[] =>
    outbox.add(
      call,
      states.map((state, index) => ({ state, stateChangedAt: clock.now() + index })),
    );
  const statesAt = (call: string) =>
    outreach.applied.filter(({ id }) => id === call).map(({ update }) => update.state);
  return { clock, outreach, outbox, lines, reports, start, owe, statesAt };
}

const runners: OutboxRunner[] = [];
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.close()));
});

/** Lets everything that is only waiting for promises happen. */
async function quiet(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

test('sends at once, in order, with the true times', async () => {
  const { start, owe, outreach, clock, reports, outbox } = setUp();
  const began = clock.now();
  const runner = start();
  runner.send(owe('A', ...WHOLE_CALL));
  expect(outreach.patches).toEqual([]);
  await quiet();
  expect(outreach.applied.map(({ update }) => update)).toEqual(
    WHOLE_CALL.map((state, index) => ({ state, stateChangedAt: began + index })),
  );
  expect(outreach.reads()).toBe(0);
  expect(reports.map(({ outcome, entry }) => [outcome, entry.status])).toEqual(
    WHOLE_CALL.map(() => ['delivered', 'delivered']),
  );
  expect(outbox.store.waiting()).toEqual([]);
  expect(runner.waiting()).toBe(0);
});

test.each(FAULTS.map((fault) => [fault]))(
  '%s: nothing is lost, doubled or out of order',
  async (fault: Fault) => {
    const { start, owe, outreach, clock, statesAt, outbox } = setUp();
    const runner = start();
    outreach.fault(fault, 'none', 'none', fault, fault, fault);
    runner.send(owe('A', ...WHOLE_CALL));
    for (let tries = 0; tries < 12; tries += 1) {
      await quiet();
      clock.advance(60_000);
      runner.wake();
    }
    await quiet();
    expect(statesAt('A')).toEqual(WHOLE_CALL);
    expect(outreach.patches.map(({ state }) => state).filter((state) => state === 'initiated')).toHaveLength(
      1,
    );
    expect(outbox.store.waiting()).toEqual([]);
  },
);

test('an update that left without an answer is asked after at once, and not sent twice', async () => {
  const { start, owe, outreach, clock } = setUp();
  const runner = start();
  outreach.fault('reset-after');
  runner.send(owe('A', 'initiated'));
  await quiet();
  expect(outreach.patches).toHaveLength(1);
  expect(outreach.reads()).toBe(1);
  expect(runner.waiting()).toBe(0);
  expect(clock.pending()).toBe(0);
});

test('pauses grow from 1 s to 60 s while Outreach is out of reach, and one probe opens the door for all', async () => {
  const { start, owe, outreach, clock } = setUp();
  const runner = start();
  outreach.fault(...Array.from({ length: 9 }, () => 'unreachable' as const));
  runner.send(owe('A', 'initiated'));
  await quiet();
  runner.send(owe('B', 'initiated'));
  await quiet();
  const pauses: number[] = [];
  while (runner.waiting() > 0) {
    const before = clock.now();
    while (clock.pending() > 0) clock.advance(500);
    pauses.push(clock.now() - before);
    await quiet();
  }
  expect(pauses).toEqual([2_000, 4_000, 8_000, 8_000, 8_000, 8_000, 8_000, 8_000]);
  expect(outreach.applied.map(({ id }) => id).sort()).toEqual(['A', 'B']);
});

test('a new call is tried at once while the others wait for the network', async () => {
  const { start, owe, outreach, statesAt } = setUp();
  const runner = start();
  outreach.fault('unreachable');
  runner.send(owe('A', 'initiated'));
  await quiet();
  expect(statesAt('A')).toEqual([]);
  runner.send(owe('B', 'initiated'));
  await quiet();
  expect(statesAt('B')).toEqual(['initiated']);
  expect(statesAt('A')).toEqual(['initiated']);
});

test('a wait that Outreach named holds for new calls too, and is reported at once', async () => {
  const { start, owe, outreach, clock, reports, statesAt } = setUp();
  const runner = start();
  outreach.fault('rate-limited');
  runner.send(owe('A', 'initiated'));
  await quiet();
  runner.send(owe('B', 'initiated'));
  expect(reports).toHaveLength(1);
  await quiet();
  runner.wake();
  clock.advance(29_999);
  await quiet();
  expect(outreach.patches).toEqual([]);
  expect(reports.map(({ callId, cause }) => [callId, cause])).toEqual([
    ['A', 'wait'],
    ['B', 'wait'],
  ]);
  clock.advance(1);
  await quiet();
  expect([statesAt('A'), statesAt('B')]).toEqual([['initiated'], ['initiated']]);
});

test('a wait that Outreach named stops calls which are in the middle of theirs', async () => {
  const { start, owe, outreach } = setUp();
  const runner = start();
  outreach.fault('none', 'none', 'rate-limited');
  runner.send(owe('A', 'initiated', 'ringing', 'busy'));
  runner.send(owe('B', 'initiated', 'ringing', 'busy'));
  await quiet();
  // B's second was on its way already when A was told to wait; its third stays.
  expect(outreach.patches.map(({ id, state }) => `${id} ${state}`)).toEqual([
    'A initiated',
    'B initiated',
    'B ringing',
  ]);
});

test.each([['signed-out'], ['forbidden']] as const)(
  '%s waits for the rep, whatever the clock says',
  async (fault) => {
    const { start, owe, outreach, clock, reports, statesAt } = setUp();
    const runner = start();
    outreach.fault(fault);
    runner.send(owe('A', 'initiated', 'canceled'));
    await quiet();
    clock.advance(7_200_000);
    await quiet();
    expect(reports.map(({ outcome, cause }) => [outcome, cause])).toEqual([['postponed', fault]]);
    runner.wake();
    await quiet();
    expect(statesAt('A')).toEqual(['initiated', 'canceled']);
  },
);

test('at most four calls beside each other, and a new one need not wait behind a backlog', async () => {
  const { start, owe, outreach } = setUp();
  for (let call = 0; call < 40; call += 1) owe(`old-${call}`, 'initiated', 'ringing', 'no answer');
  const runner = start();
  runner.start();
  await Promise.resolve();
  await Promise.resolve();
  runner.send(owe('new', 'initiated'));
  await quiet();
  expect(outreach.mostAtOnce()).toBeLessThan(4);
  expect(outreach.applied.findIndex(({ id }) => id === 'new')).toBeLessThan(4);
  for (let call = 0; call < 6; call += 1) runner.send(owe(`newer-${call}`, 'initiated'));
  await quiet();
  expect(outreach.mostAtOnce()).toBe(4);
  expect(runner.waiting()).toBe(0);
  expect(outreach.applied).toHaveLength(40 * 3 + 1 + 6);
});

test('after a restart it asks first, and sends only what had not arrived', async () => {
  const { start, owe, outreach, statesAt } = setUp();
  owe('A', ...WHOLE_CALL);
  outreach.put('A', 'ringing');
  const runner = start();
  runner.start();
  await quiet();
  expect(outreach.reads()).toBe(1);
  expect(statesAt('A')).toEqual(['in progress', 'completed']);
  expect(outreach.patches.map(({ state }) => state)).toEqual(['in progress', 'completed']);
});

test('a wait that Outreach named holds across a restart', async () => {
  const { start, owe, outreach, clock, statesAt } = setUp();
  outreach.fault('rate-limited');
  const first = start();
  first.send(owe('A', 'initiated'));
  await quiet();
  await first.close();
  start().start();
  await quiet();
  expect(outreach.reads()).toBe(0);
  clock.advance(30_000);
  await quiet();
  expect(statesAt('A')).toEqual(['initiated']);
});

test('a call that Outreach does not know is given up whole, later updates too', async () => {
  const { start, owe, outreach, reports, outbox } = setUp();
  outreach.forget('A');
  const runner = start();
  runner.send(owe('A', 'initiated', 'ringing'));
  await quiet();
  runner.send(owe('A', 'canceled'));
  await quiet();
  expect(outreach.patches).toHaveLength(1);
  expect(reports.map(({ outcome, reason }) => [outcome, reason?.code])).toEqual([
    ['given-up', 'unknown-call'],
    ['given-up', 'unknown-call'],
    ['given-up', 'unknown-call'],
  ]);
  expect(outbox.store.waiting()).toEqual([]);
});

test('refused because Outreach is further: settled as delivered', async () => {
  const { start, owe, outreach, reports, statesAt } = setUp();
  outreach.put('A', 'in progress');
  start().send(owe('A', ...WHOLE_CALL));
  await quiet();
  expect(statesAt('A')).toEqual(['completed']);
  expect(reports.map(({ outcome }) => outcome)).toEqual(['delivered', 'delivered', 'delivered', 'delivered']);
  expect(outreach.reads()).toBe(1);
});

test('refused because Outreach ended the call by itself: given up, and asked only once', async () => {
  const { start, owe, outreach, reports } = setUp();
  outreach.put('A', 'failed');
  const runner = start();
  runner.send(owe('A', 'initiated'));
  await quiet();
  runner.send(owe('A', 'ringing'));
  await quiet();
  runner.send(owe('A', 'failed'));
  await quiet();
  expect(reports.map(({ outcome, reason }) => [outcome, reason?.code])).toEqual([
    ['given-up', 'ended-in-outreach'],
    ['given-up', 'ended-in-outreach'],
    ['delivered', undefined],
  ]);
  expect(reports[0]?.reason?.message).toContain('within 5 seconds');
  expect(outreach.patches).toHaveLength(1);
  expect(outreach.reads()).toBe(1);
});

test('more than an hour past the end it asks before it sends, and sends where Outreach never heard of the end', async () => {
  const { start, owe, outreach, clock, statesAt } = setUp();
  const runner = start();
  outreach.fault('signed-out');
  runner.send(owe('A', 'initiated', 'canceled'));
  await quiet();
  clock.advance(4_000_000);
  runner.wake();
  await quiet();
  expect(outreach.reads()).toBe(1);
  expect(statesAt('A')).toEqual(['initiated', 'canceled']);
});

test('a full disk stops no delivery', async () => {
  const { start, owe, outbox, lines, statesAt } = setUp();
  const runner = start();
  const entries = owe('A', ...WHOLE_CALL);
  outbox.breakWith(new Error('database or disk is full'));
  runner.send(entries);
  await quiet();
  expect(statesAt('A')).toEqual(WHOLE_CALL);
  expect(lines.some((line) => line.includes('disk is full'))).toBe(true);
  outbox.breakWith(undefined);
  runner.send(owe('B', 'initiated'));
  await quiet();
  expect(outbox.store.waiting()).toEqual([]);
});

test('close waits for what is on its way, starts nothing new and leaves no timer', async () => {
  const { start, owe, outreach, clock, outbox, statesAt } = setUp();
  const runner = start();
  outreach.fault('none', 'unreachable');
  runner.send(owe('A', 'initiated', 'ringing'));
  runner.send(owe('B', 'initiated'));
  await Promise.resolve();
  await runner.close();
  clock.advance(120_000);
  await quiet();
  expect(clock.pending()).toBe(0);
  expect(statesAt('A')).toEqual(['initiated']);
  expect(outbox.store.waiting().map(({ callId, update }) => [callId, update.state])).toEqual([
    ['A', 'ringing'],
    ['B', 'initiated'],
  ]);
});

test('logs name no call by its id', async () => {
  const { start, owe, lines } = setUp();
  start().send(owe('91FCF82E-9817-4C73-959F-4CF4A0DB334D', 'initiated'));
  await quiet();
  expect(lines.join('\n')).toContain('…334D');
  expect(lines.join('\n')).not.toContain('91FCF82E');
});
