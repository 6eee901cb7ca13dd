import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { CallState } from '../../app/calls/call.ts';
import type { DeliveryReport } from '../../app/outbox/deliveries.ts';
import type { CallChange } from '../../app/outbox/entry.ts';
import { stateOf } from '../../app/outbox/entry.ts';
import type { Connected, Owner } from '../../app/outbox/owner.ts';
import { createFakeClock } from '../../app/testing/fake-clock.ts';
import { createModelOutreach, FAULTS } from '../../app/testing/model-outreach.ts';
import { createOutboxRunner, type OutboxRunner } from './outbox-runner.ts';
import { createOutboxInMemory } from './testing/outbox-in-memory.ts';
import { quiet, WHOLE_CALL } from './testing/outbox-set-up.ts';

const ANN = { id: '1', name: 'Ann Lee' };
const BOB = { id: '2', name: 'Bob Ray' };

const runners: OutboxRunner[] = [];
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.close()));
});

function setUp(loaded: Promise<void> = Promise.resolve()) {
  const clock = createFakeClock();
  const outreach = createModelOutreach();
  const outbox = createOutboxInMemory();
  const reports: DeliveryReport[] = [];
  let connected: Connected;
  /** Every update that left, and under whose sign-in. */
  const left: { readonly call: string; readonly as: string | undefined }[] = [];
  const idOf = (who: Connected) => (typeof who === 'object' ? who.id : who);
  const start = () => {
    const runner = createOutboxRunner({
      ...{ store: outbox.store, clock, random: () => 0, log: () => {} },
      outreach: {
        ...outreach,
        update(call: string, change: CallChange) {
          left.push({ call, as: idOf(connected) });
          return outreach.update(call, change);
        },
      },
      signIn: { connected: () => connected, loaded },
    });
    runner.subscribe((report) => void reports.push(report));
    runners.push(runner);
    return runner;
  };
  const owe = (call: string, owner: Owner | undefined, ...states: readonly CallState[]) =>
    outbox.add(
      call,
      states.map((state) => ({ kind: 'state', state, stateChangedAt: clock.now() })),
      owner,
    );
  const connect = (runner: OutboxRunner, who: Connected) => {
    connected = who;
    if (who !== undefined) runner.wake();
  };
  const statesAt = (call: string) =>
    outreach.applied.filter(({ id }) => id === call).map(({ update }) => stateOf(update));
  return { clock, outreach, outbox, reports, left, start, owe, connect, statesAt };
}

test('what Ann left is held back while Bob is connected, says so once, and stops nothing of his', async () => {
  const { start, owe, connect, statesAt, reports, outbox } = setUp();
  owe('hers', ANN, ...WHOLE_CALL);
  const runner = start();
  connect(runner, BOB);
  runner.start();
  runner.send(owe('his', BOB, ...WHOLE_CALL));
  await quiet();
  expect(statesAt('hers')).toEqual([]);
  expect(statesAt('his')).toEqual(WHOLE_CALL);
  const told = reports.filter(({ callId }) => callId === 'hers');
  expect(told).toMatchObject([
    { outcome: 'postponed', cause: 'signed-out', reason: { code: 'another-sign-in' } },
  ]);
  expect(runner.waiting()).toBe(4);
  expect(runner.entriesOf('hers').map(({ failure }) => failure?.code)).toEqual(
    WHOLE_CALL.map(() => 'another-sign-in'),
  );
  // Nothing is written down for it: the row itself is as it was.
  expect(outbox.store.waiting().map(({ attempts, failure }) => [attempts, failure])).toEqual(
    WHOLE_CALL.map(() => [0, undefined]),
  );
  runner.wake();
  await quiet();
  expect(reports.filter(({ callId }) => callId === 'hers')).toHaveLength(1);
});

test('it is sent when Ann is back, and what nobody owns goes out with whoever is there', async () => {
  const { start, owe, connect, statesAt } = setUp();
  owe('hers', ANN, ...WHOLE_CALL);
  owe('old', undefined, ...WHOLE_CALL);
  const runner = start();
  connect(runner, BOB);
  runner.start();
  await quiet();
  expect(statesAt('old')).toEqual(WHOLE_CALL);
  connect(runner, ANN);
  await quiet();
  expect(statesAt('hers')).toEqual(WHOLE_CALL);
  expect(runner.waiting()).toBe(0);
});

test('while Outreach has yet to say who is connected, what somebody owns waits for that; what it does not say holds up nothing', async () => {
  const { start, owe, connect, statesAt, outbox } = setUp();
  owe('hers', ANN, ...WHOLE_CALL);
  owe('old', undefined, ...WHOLE_CALL);
  const runner = start();
  connect(runner, 'asked');
  runner.start();
  await quiet();
  expect([statesAt('hers'), statesAt('old')]).toEqual([[], WHOLE_CALL]);
  expect(runner.entriesOf('hers').map(({ failure }) => failure?.code)).toEqual(
    WHOLE_CALL.map(() => 'who-is-connected'),
  );
  expect(outbox.store.waiting().map(({ attempts }) => attempts)).toEqual([0, 0, 0, 0]);
  connect(runner, 'untold');
  await quiet();
  expect(statesAt('hers')).toEqual(WHOLE_CALL);
});

test('a change of hands in the middle of a call: what is left of it waits', async () => {
  const { start, owe, connect, left, outreach, clock } = setUp();
  const runner = start();
  connect(runner, ANN);
  outreach.fault('none', 'unreachable');
  runner.send(owe('hers', ANN, ...WHOLE_CALL));
  await quiet();
  connect(runner, BOB);
  clock.advance(60_000);
  await quiet();
  expect(left).toEqual([
    { call: 'hers', as: '1' },
    { call: 'hers', as: '1' },
  ]);
  connect(runner, ANN);
  await quiet();
  expect(runner.waiting()).toBe(0);
});

test('nothing leaves before it is known who is connected', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { start, owe, connect, left, statesAt } = setUp(promise);
  const runner = start();
  runner.send(owe('hers', ANN, ...WHOLE_CALL));
  runner.send(owe('his', BOB, ...WHOLE_CALL));
  await quiet();
  expect(left).toEqual([]);
  connect(runner, BOB);
  resolve();
  await quiet();
  expect(statesAt('his')).toEqual(WHOLE_CALL);
  expect(statesAt('hers')).toEqual([]);
});

test('more than an hour later it is asked about when Ann is back, and given up only where Outreach has ended it', async () => {
  const { start, owe, connect, statesAt, clock, outreach, reports } = setUp();
  owe('in time for Outreach', ANN, ...WHOLE_CALL);
  owe('ended there', ANN, ...WHOLE_CALL);
  outreach.put('ended there', 'failed');
  const runner = start();
  connect(runner, BOB);
  runner.start();
  clock.advance(2 * 3_600_000);
  await quiet();
  connect(runner, ANN);
  await quiet();
  expect(statesAt('in time for Outreach')).toEqual(WHOLE_CALL);
  const given = reports.filter(({ outcome }) => outcome === 'given-up');
  expect(given.map(({ callId, reason }) => [callId, reason?.code])).toEqual(
    WHOLE_CALL.map(() => ['ended there', 'ended-in-outreach']),
  );
  expect(runner.waiting()).toBe(0);
});

const who = fc.constantFrom<Owner | undefined>(ANN, BOB, undefined);
const happening = fc.oneof(
  fc.record({ what: fc.constant('step' as const), call: fc.nat(4) }),
  fc.record({ what: fc.constant('connect' as const), who }),
  fc.record({ what: fc.constant('fault' as const), fault: fc.constantFrom(...FAULTS) }),
  fc.record({ what: fc.constant('time' as const), ms: fc.nat(90_000) }),
  fc.record({ what: fc.constant('restart' as const) }),
);

test('whoever comes and goes: no update leaves under another sign-in than its own, and in the end all arrive once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(who, { minLength: 5, maxLength: 5 }),
      fc.array(happening, { maxLength: 50 }),
      async (owners, events) => {
        const { start, owe, connect, left, statesAt, clock, outreach, outbox } = setUp();
        let runner = start();
        runner.start();
        const done = [0, 0, 0, 0, 0];
        for (const each of events) {
          if (each.what === 'step') {
            const step = done[each.call] ?? 0;
            const state = WHOLE_CALL[step];
            done[each.call] = step + 1;
            if (state !== undefined) runner.send(owe(`call ${each.call}`, owners[each.call], state));
          } else if (each.what === 'connect') connect(runner, each.who);
          else if (each.what === 'fault') outreach.fault(each.fault);
          else if (each.what === 'time') clock.advance(each.ms);
          else {
            await runner.close();
            runner = start();
            runner.start();
          }
          await quiet();
        }
        for (let round = 0; round < 40 + events.length; round += 1) {
          connect(runner, round % 2 === 0 ? ANN : BOB);
          await quiet();
          clock.advance(60_000);
          await quiet();
        }
        for (const { call, as } of left) {
          const owner = owners[Number(call.split(' ')[1])];
          if (owner !== undefined && as !== undefined) expect(as).toBe(owner.id);
        }
        for (const [call, steps] of done.entries())
          expect(statesAt(`call ${call}`)).toEqual(WHOLE_CALL.slice(0, Math.min(steps, 4)));
        expect(outreach.patches).toHaveLength(outreach.applied.length);
        expect(outbox.store.waiting()).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});
