import { afterEach, expect, test } from 'vitest';
import { FAULTS, type Fault } from '../../app/testing/model-outreach.ts';
import { quiet, setUpOutbox, WHOLE_CALL } from './testing/outbox-set-up.ts';

const opened: ReturnType<typeof setUpOutbox>[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

function setUp() {
  const created = setUpOutbox();
  opened.push(created);
  return created;
}

test('sends at once, in order, with the true times', async () => {
  const { start, owe, outreach, clock, reports, outbox } = setUp();
  const began = clock.now();
  const runner = start();
  runner.send(owe('A', ...WHOLE_CALL));
  expect(outreach.patches).toEqual([]);
  await quiet();
  expect(outreach.applied.map(({ update }) => update)).toEqual(
    WHOLE_CALL.map((state, index) => ({ kind: 'state', state, stateChangedAt: began + index })),
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

test('the id of an incoming call that a full disk did not take is known all the same', async () => {
  const { start, outbox, outreach, clock, statesAt } = setUp();
  const runner = start();
  const step = (state: 'initiated' | 'ringing') =>
    ({ kind: 'state', state, stateChangedAt: clock.now() }) as const;
  const creation = { kind: 'create', from: '+12015550100', to: '100', vendorCallId: 'in' } as const;
  outbox.breakWith(new Error('database or disk is full'));
  runner.send(outbox.add('in', [creation, step('initiated')]));
  await quiet();
  runner.send(outbox.add('in', [step('ringing')]));
  await quiet();
  expect(outreach.created).toHaveLength(1);
  expect(statesAt('in-1')).toEqual(['initiated', 'ringing']);
});
