import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CallState } from '../../app/calls/call.ts';
import { createFakeClock } from '../../app/testing/fake-clock.ts';
import { createCallStore } from '../storage/call-store.ts';
import { openDatabase } from '../storage/database.ts';
import { createOutboxStore } from '../storage/outbox-store.ts';
import { type DeskOnFakes, deskOnFakes, OTHER_OUTREACH_LINK, OUTREACH_LINK } from './desk-on-fakes.ts';

/** What a port does to the world; the rest only reads. */
const DEEDS = new Set([
  'save',
  'touch',
  'send',
  'dial',
  'hangUp',
  'sendDigits',
  'mute',
  'reject',
  'hold',
  'transfer',
]);

/**
 * A process that dies before the n-th thing it does to the world: from then on none of its ports does
 * anything. What it wrote before is in the SQLite file, whose connection it leaves open as a killed process does.
 */
function mortal(deadline: number) {
  let done = 0;
  const alive = (): boolean => done < deadline;
  const between = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, key, receiver) {
        const value: unknown = Reflect.get(target, key, receiver);
        if (typeof value !== 'function' || !DEEDS.has(String(key))) return value;
        return (...given: unknown[]) => {
          done += 1;
          return alive() ? Reflect.apply(value, target, given) : key === 'save' ? [] : undefined;
        };
      },
    });
  return { alive, between, done: () => done };
}

const first = ({ desk }: DeskOnFakes) => desk.view().calls[0]?.id ?? '';
/** A rep's busy minute: three links, an extension, keys, a call held for another, resumed and transferred, a question declined. */
const ACTS: readonly ((on: DeskOnFakes) => void)[] = [
  ({ desk }) => desk.openLink(OUTREACH_LINK.replace(';', ';ext=12;')),
  ({ clock }) => clock.advance(2_100),
  ({ desk }) => desk.openLink(OTHER_OUTREACH_LINK),
  (on) => on.outbox.report(first(on), { outcome: 'delivered' }),
  (on) => on.rings(first(on)),
  ({ clock }) => clock.advance(5_000),
  (on) => on.answers(first(on)),
  ({ clock }) => clock.advance(11_000),
  (on) => on.carrier.emit({ type: 'digits', callId: first(on), sent: 2, done: true }),
  (on) => on.desk.sendDigits(first(on), '5'),
  (on) => on.desk.mute(first(on), true),
  (on) => on.carrier.emit({ type: 'muted', callId: first(on), muted: true }),
  ({ desk, latest }) => desk.confirm(latest().id, true, 'hold'),
  (on) => on.carrier.emit({ type: 'held', callId: first(on), held: true }),
  ({ rings, latest }) => rings(latest().id),
  (on) => on.desk.transfer(first(on), '2015550105'),
  (on) => on.carrier.emit({ type: 'transfer', callId: first(on), status: 'done' }),
  (on) => on.ends(first(on)),
  ({ clock }) => clock.advance(21_000),
  ({ desk }) => desk.openLink(OUTREACH_LINK.replace('91FCF82E', '33333333')),
  ({ desk, latest }) => desk.confirm(latest().id, false),
  ({ answers, latest }) => answers(latest().id),
  ({ ends, latest }) => ends(latest().id),
];
const WAYS: readonly (readonly CallState[])[] = [
  ['initiated', 'failed'],
  ['initiated', 'canceled'],
  ['initiated', 'ringing', 'failed'],
  ['initiated', 'ringing', 'in progress', 'completed'],
];

describe('killed at any moment of a busy minute', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outdial-crash-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function live(deadline: number) {
    const life = mortal(deadline);
    const file = join(folder, `${deadline}.db`);
    const db = openDatabase(file);
    const clock = createFakeClock();
    const on = deskOnFakes({ clock, calls: createCallStore(db), between: life.between });
    for (const act of ACTS) if (life.alive()) act(on);
    return { ...life, file, db, clock, dialed: on.carrier.dialed() };
  }
  const whole = live(Number.POSITIVE_INFINITY);
  whole.db.close();
  const points = Array.from({ length: whole.done() }, (_point, index) => index + 1);

  it('there are enough moments to die in', () => {
    expect(points.length).toBeGreaterThanOrEqual(30);
  });

  it.each(points)(
    'before deed %i: each call is closed once, in order, and nothing is dialled again',
    (point) => {
      const life = live(point);
      const db = openDatabase(life.file);
      const calls = createCallStore(db);
      const restartedAt = life.clock.now() + 3_600_000;
      for (let start = 0; start < 2; start += 1) {
        const after = deskOnFakes({ calls, clock: createFakeClock(restartedAt) });
        after.desk.recover();
        expect(after.desk.view().calls).toEqual([]);
        expect(after.carrier.commands).toEqual([]);
        expect(after.clock.pending()).toBe(0);
      }
      const known = calls.recent(10);
      expect(known.map((call) => call.number)).toEqual(expect.arrayContaining([...life.dialed]));
      for (const call of known) {
        const updates = createOutboxStore(db)
          .entriesOf(call.id)
          .flatMap(({ update }) => (update.kind === 'state' ? [update] : []));
        expect(WAYS).toContainEqual(updates.map((update) => update.state));
        const times = updates.map((update) => update.stateChangedAt);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(times.at(-1)).toBeLessThanOrEqual(life.clock.now());
      }
      db.close();
      life.db.close();
    },
  );
});
