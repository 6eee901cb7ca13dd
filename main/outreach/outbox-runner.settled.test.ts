import { afterEach, expect, test } from 'vitest';
import { type CallChange, stateOf } from '../../app/outbox/entry.ts';
import { createOutboxRunner } from './outbox-runner.ts';
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

test.each([
  ['an hour and a minute after the end: the hour is the reason', 3_660_000, 'too-late'],
  ['before: Outreach’s own words are', 3_540_000, 'refused'],
])('a recording refused %s', async (_when, passed, code) => {
  const { owe, outreach, clock, outbox, reports } = setUp();
  const refusing = {
    ...outreach,
    update: async (id: string, change: CallChange) =>
      change.kind === 'state'
        ? outreach.update(id, change)
        : ({ outcome: 'refused', failure: { code: 'refused', message: 'Validation error' } } as const),
  };
  const runner = createOutboxRunner({
    ...{ store: outbox.store, outreach: refusing, clock, random: () => 0, log: () => {} },
  });
  runner.subscribe((report) => void reports.push(report));
  runner.send(owe('A', ...WHOLE_CALL));
  await quiet();
  clock.advance(passed);
  runner.send(outbox.add('A', [{ kind: 'recording', url: 'https://rec.example/1' }]));
  await quiet();
  const { outcome, reason } = reports.at(-1) ?? {};
  expect([outcome, reason?.code]).toEqual(['given-up', code]);
  if (code === 'too-late') expect(reason?.message).not.toContain('Validation');
  await runner.close();
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
  expect(outbox.store.waiting().map(({ callId, update }) => [callId, stateOf(update)])).toEqual([
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

const RECORDING = { kind: 'recording', url: 'https://rec.example.com/1' } as const;

test.each(['reset-before', 'reset-after', 'failing-before', 'failing-after'] as const)(
  "the answer to a recording's address is lost (%s): the call is read, and it is linked once",
  async (fault) => {
    const { start, owe, outreach, outbox, clock } = setUp();
    outreach.fault('none', 'none', 'none', 'none', fault);
    start().send([...owe('A', ...WHOLE_CALL), ...outbox.add('A', [RECORDING])]);
    await quiet();
    clock.advance(2_000);
    await quiet();
    expect(outreach.applied.filter(({ update }) => update.kind === 'recording')).toHaveLength(1);
    expect(outreach.patches).toHaveLength(WHOLE_CALL.length + 1);
    expect(outbox.all().map(({ status }) => status)).toEqual(Array(5).fill('delivered'));
  },
);

test('a recording waits behind the final state, also across a restart, and is not sent again where it has arrived', async () => {
  const { start, owe, outreach, outbox } = setUp();
  outreach.fault('none', 'reset-after', 'unreachable');
  const first = start();
  owe('A', ...WHOLE_CALL);
  outreach.put('A', 'completed');
  outbox.add('A', [RECORDING]);
  first.start();
  await quiet();
  await first.close();
  start().start();
  await quiet();
  expect(outreach.applied.map(({ update }) => update)).toEqual([RECORDING]);
  expect(outbox.store.waiting()).toEqual([]);
});

test.each([
  ['completed', undefined, 'delivered', undefined],
  ['failed', undefined, 'given-up', 'ended-in-outreach'],
  ['completed', 'https://rec.example.com/2', 'given-up', 'another-url'],
] as const)('Outreach has the call as %s, with the recording %s: %s', async (state, linked, status, code) => {
  const { start, owe, outreach, outbox } = setUp();
  outreach.put('A', state);
  if (linked !== undefined) await outreach.update('A', { kind: 'recording', url: linked });
  owe('A', 'completed');
  const [entry] = outbox.add('A', [RECORDING]);
  start().start();
  await quiet();
  expect(outbox.all().find(({ id }) => id === entry?.id)).toMatchObject({ status });
  expect(outbox.all().find(({ id }) => id === entry?.id)?.failure?.code).toBe(code);
});
