import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CallState, FINAL_STATES } from '../../app/calls/call.ts';
import type { DeliveryReport } from '../../app/outbox/deliveries.ts';
import { stateOf } from '../../app/outbox/entry.ts';
import type { OutboxStore } from '../../app/outbox/outbox-store.ts';
import type { Delivery } from '../../app/outreach/outreach.ts';
import { createFakeClock } from '../../app/testing/fake-clock.ts';
import { createModelOutreach, FAULTS } from '../../app/testing/model-outreach.ts';
import { createOutboxRunner, type OutboxRunner } from './outbox-runner.ts';
import { createOutboxInMemory } from './testing/outbox-in-memory.ts';

const CALLS = ['A', 'B', 'C', 'D', 'E', 'F'];
/** Those that Outreach has to make first; the model numbers what it makes. */
const INBOUND = ['E', 'F'];
const idOf = (call: string): string => (INBOUND.includes(call) ? `${call}-1` : call);

type Event =
  | { readonly what: 'step'; readonly call: string }
  | { readonly what: 'fault'; readonly fault: (typeof FAULTS)[number] }
  | { readonly what: 'time'; readonly ms: number }
  | { readonly what: 'jump'; readonly ms: number }
  | { readonly what: 'latency'; readonly ms: number }
  | { readonly what: 'wake' | 'kill' | 'kill-before-note' | 'restart' | 'full-disk' | 'disk-mended' };

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ what: fc.constant('step' as const), call: fc.constantFrom(...CALLS) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('fault' as const), fault: fc.constantFrom(...FAULTS) }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('time' as const), ms: fc.nat(90_000) }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('jump' as const), ms: fc.integer({ min: -9e6, max: 9e6 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('latency' as const), ms: fc.constantFrom(0, 300, 7_000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constantFrom(
        'wake' as const,
        'kill' as const,
        'kill-before-note' as const,
        'restart' as const,
        'full-disk' as const,
        'disk-mended' as const,
      ),
    }),
  },
);

const path = fc.constantFrom<readonly CallState[]>(
  ['initiated', 'ringing', 'in progress', 'completed'],
  ['initiated', 'ringing', 'no answer'],
  ['initiated', 'busy'],
  ['initiated', 'canceled'],
  ['ringing', 'in progress', 'completed'],
);

/** A process with the outbox in it, which can be killed: from then on nothing it does has any effect. */
function createProcess(world: ReturnType<typeof createWorld>) {
  let alive = true;
  let notes = true;
  const never = () => new Promise<never>(() => {});
  const whileAlive = <Value>(value: Value): Value => {
    if (!alive) throw new Error('This process is dead.');
    return value;
  };
  const note = (write: () => void) => {
    if (!notes) alive = false;
    if (alive) write();
  };
  const store: OutboxStore = {
    waiting: () => whileAlive(world.outbox.store.waiting()),
    entriesOf: (callId) => whileAlive(world.outbox.store.entriesOf(callId)),
    delivered: (id) => note(() => world.outbox.store.delivered(id)),
    created: (...given) => note(() => world.outbox.store.created(...given)),
    giveUp: (id, failure) => note(() => world.outbox.store.giveUp(id, failure)),
    postpone: (...given) => note(() => world.outbox.store.postpone(...given)),
  };
  const whileItLives = async (request: () => Promise<Delivery>): Promise<Delivery> => {
    if (world.latency > 0)
      await new Promise<void>((resolve) => void world.clock.after(world.latency, resolve));
    if (!alive) return never();
    const delivery = await request();
    return alive ? delivery : never();
  };
  const runner: OutboxRunner = createOutboxRunner({
    store,
    clock: world.clock,
    random: () => 0.5,
    log: () => undefined,
    outreach: {
      update: (...given) => whileItLives(() => world.outreach.update(...given)),
      state: (...given) => whileItLives(() => world.outreach.state(...given)),
      create: (...given) => whileItLives(() => world.outreach.create(...given)),
      find: (...given) => whileItLives(() => world.outreach.find(...given)),
    },
  });
  runner.subscribe((report) => {
    if (alive) world.reports.push(report);
  });
  runner.start();
  return {
    runner,
    kill() {
      alive = false;
    },
    /** It dies when it next writes to the disk: between an effect and the note of it. */
    dieAtNextNote() {
      notes = false;
    },
    isAlive: () => alive,
  };
}

function createWorld() {
  return {
    clock: createFakeClock(),
    outreach: createModelOutreach(),
    outbox: createOutboxInMemory(),
    reports: [] as DeliveryReport[],
    latency: 0,
  };
}

const creationOf = (call: string) =>
  ({ kind: 'create', from: '+12015550100', to: '+12015550199', vendorCallId: call }) as const;

const quiet = () => new Promise((resolve) => setImmediate(resolve));

async function live(paths: readonly (readonly CallState[])[], events: readonly Event[]) {
  const world = createWorld();
  const { clock, outreach, outbox } = world;
  let process = createProcess(world);
  const done = new Map<string, number>();
  const restart = () => {
    process.kill();
    outbox.breakWith(undefined);
    process = createProcess(world);
  };
  for (const each of events) {
    if (!process.isAlive()) restart();
    switch (each.what) {
      case 'step': {
        const index = done.get(each.call) ?? 0;
        const state = paths[CALLS.indexOf(each.call)]?.[index];
        if (state === undefined) break;
        done.set(each.call, index + 1);
        const first = index === 0 && INBOUND.includes(each.call);
        const step = { kind: 'state', state, stateChangedAt: clock.now() } as const;
        process.runner.send(outbox.add(each.call, first ? [creationOf(each.call), step] : [step]));
        break;
      }
      case 'fault':
        outreach.fault(each.fault);
        break;
      case 'time':
        clock.advance(each.ms);
        break;
      case 'jump':
        clock.set(clock.now() + each.ms);
        break;
      case 'latency':
        world.latency = each.ms;
        break;
      case 'wake':
        process.runner.wake();
        break;
      case 'kill':
      case 'restart':
        restart();
        break;
      case 'kill-before-note':
        process.dieAtNextNote();
        break;
      case 'full-disk':
        outbox.breakWith(new Error('database or disk is full'));
        break;
      case 'disk-mended':
        outbox.breakWith(undefined);
        break;
      default:
        each satisfies never;
    }
    await quiet();
  }
  // The world is mended: no more faults after these, and the rep has signed in again.
  outbox.breakWith(undefined);
  world.latency = 0;
  for (let round = 0; round < 60 + events.length; round += 1) {
    if (!process.isAlive()) restart();
    process.runner.wake();
    clock.advance(60_000);
    await quiet();
  }
  // A disk that was full may have forgotten what arrived: the next start finds it out.
  restart();
  for (let round = 0; round < 60 + events.length; round += 1) {
    await quiet();
    clock.advance(60_000);
    process.runner.wake();
  }
  const owed = (call: string) => (paths[CALLS.indexOf(call)] ?? []).slice(0, done.get(call) ?? 0);
  return { ...world, owed, process };
}

test('whatever happens: each update once, in order, with its true time, and nothing left', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(path, { minLength: CALLS.length, maxLength: CALLS.length }),
      fc.array(event, { maxLength: 60 }),
      async (paths, events) => {
        const { outreach, outbox, owed, process } = await live(paths, events);
        for (const call of CALLS) {
          const applied = outreach.applied.filter(({ id }) => id === idOf(call)).map(({ update }) => update);
          expect(applied.map(stateOf)).toEqual(owed(call));
          const stored = outbox.store.entriesOf(call).map(({ update }) => update);
          expect(applied).toEqual(stored.filter(({ kind }) => kind === 'state'));
        }
        // Whatever became of the POST and its answer: one call, never two.
        const begun = INBOUND.filter((call) => owed(call).length > 0);
        expect(outreach.created.map(({ vendorCallId }) => vendorCallId).sort()).toEqual(begun);
        // What took effect was sent again in no case, and nothing was ever refused.
        expect(outreach.patches).toHaveLength(outreach.applied.length);
        expect(outbox.all().filter(({ status }) => status !== 'delivered')).toEqual([]);
        expect(process.runner.waiting()).toBe(0);
        expect(outreach.mostAtOnce()).toBeLessThanOrEqual(4);
      },
    ),
    { numRuns: 300 },
  );
});

test('where Outreach ends calls by itself: what it takes is in order, and the rest is given up and reported', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(path, { minLength: CALLS.length, maxLength: CALLS.length }),
      fc.array(event, { maxLength: 40 }),
      fc.constantFrom(...FINAL_STATES),
      async (paths, events, ended) => {
        const world = createWorld();
        const process = createProcess(world);
        for (const [index, call] of CALLS.entries()) {
          if (index % 2 === 0) world.outreach.put(call, ended);
          else world.outreach.forget(call);
          for (const each of events)
            if (each.what === 'fault' && each.fault !== 'rate-limited') world.outreach.fault(each.fault);
          for (const state of paths[index] ?? []) {
            process.runner.send(
              world.outbox.add(call, [{ kind: 'state', state, stateChangedAt: world.clock.now() }]),
            );
          }
        }
        for (let round = 0; round < 300 && process.runner.waiting() > 0; round += 1) {
          await quiet();
          world.clock.advance(60_000);
          process.runner.wake();
        }
        expect(world.outreach.applied).toEqual([]);
        expect(world.outbox.store.waiting()).toEqual([]);
        const settled = world.reports.filter(({ outcome }) => outcome !== 'postponed');
        expect(settled.map(({ entry }) => entry.id).sort()).toEqual(
          world.outbox
            .all()
            .map(({ id }) => id)
            .sort(),
        );
        expect(settled.filter(({ outcome, reason }) => outcome === 'given-up' && !reason)).toEqual([]);
      },
    ),
    { numRuns: 100 },
  );
});
