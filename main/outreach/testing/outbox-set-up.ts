import type { CallState } from '../../../app/calls/call.ts';
import type { DeliveryReport } from '../../../app/outbox/deliveries.ts';
import { type OutboxEntry, stateOf } from '../../../app/outbox/entry.ts';
import { createFakeClock } from '../../../app/testing/fake-clock.ts';
import { createModelOutreach } from '../../../app/testing/model-outreach.ts';
import { createOutboxRunner, type OutboxRunner } from '../outbox-runner.ts';
import { createOutboxInMemory } from './outbox-in-memory.ts';

export const WHOLE_CALL: readonly CallState[] = ['initiated', 'ringing', 'in progress', 'completed'];

/** An outbox against a model of Outreach, on a clock that stands still. `close` ends every runner that was started. */
export function setUpOutbox() {
  const runners: OutboxRunner[] = [];
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
      states.map((state, index) => ({ kind: 'state', state, stateChangedAt: clock.now() + index })),
    );
  const statesAt = (call: string) =>
    outreach.applied.filter(({ id }) => id === call).map(({ update }) => stateOf(update));
  const close = () => Promise.all(runners.map((runner) => runner.close()));
  return { clock, outreach, outbox, lines, reports, start, owe, statesAt, close };
}

/** Lets everything that is only waiting for promises happen. */
export async function quiet(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
