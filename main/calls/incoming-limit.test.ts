import { expect, test } from 'vitest';
import { deskOnFakes } from './desk-on-fakes.ts';

const FROM = '+12015550100';

function flood(fakes: ReturnType<typeof deskOnFakes>, calls: number): void {
  for (let index = 0; index < calls; index += 1) {
    const callId = crypto.randomUUID();
    fakes.carrier.emit({ type: 'incoming', callId, from: FROM, to: '+12015550199' });
    fakes.ends(callId, { cause: 'caller-canceled' });
  }
}

test('a flood of incoming calls: thirty a minute are taken, the others hear busy and leave nothing behind', () => {
  const fakes = deskOnFakes();
  flood(fakes, 5_000);
  expect(fakes.stores.calls.recent(10_000)).toHaveLength(30);
  expect(new Set(fakes.outbox.sent.map(({ callId }) => callId)).size).toBe(30);
  const rejected = fakes.carrier.commands.filter(({ type }) => type === 'reject');
  expect(rejected).toHaveLength(4_970);
  expect(rejected[0]).toMatchObject({ as: 'busy' });
  const { calls, recent, notices } = fakes.desk.view();
  expect(calls).toEqual([]);
  expect(recent).toHaveLength(20);
  expect(notices).toHaveLength(1);
  expect(notices[0]).toMatchObject({
    code: 'too-many-incoming',
    title: '4970 incoming calls were turned away',
  });
  expect(notices[0]?.message).not.toContain('5550100');
  expect(fakes.clock.pending()).toBe(0);
});

test('a minute later they are taken again, up to three hundred an hour', () => {
  const fakes = deskOnFakes();
  for (let minute = 0; minute < 60; minute += 1) {
    flood(fakes, 40);
    fakes.clock.advance(60_000);
  }
  expect(fakes.stores.calls.recent(10_000)).toHaveLength(300);
  flood(fakes, 1);
  expect(fakes.stores.calls.recent(10_000)).toHaveLength(301);
});

test('a call that is up is not touched by it', () => {
  const fakes = deskOnFakes();
  const callId = crypto.randomUUID();
  fakes.carrier.emit({ type: 'incoming', callId, from: FROM, to: '+12015550199' });
  fakes.desk.answer(callId);
  fakes.answers(callId);
  flood(fakes, 200);
  expect(fakes.desk.view().calls.map(({ id, phase }) => [id, phase])).toEqual([[callId, 'talking']]);
});
