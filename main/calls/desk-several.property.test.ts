import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CallState, FINAL_STATES } from '../../app/calls/call.ts';
import type { CallView } from '../../app/ipc/call-view-schema.ts';
import { deskOnFakes } from './desk-on-fakes.ts';
import { createModelPhone } from './model-phone.ts';

/** The spec's figure ("Call states"): what may follow what. */
const FOLLOWERS: Readonly<Record<CallState, readonly CallState[]>> = {
  initiated: ['ringing', 'busy', 'no answer', 'canceled', 'failed'],
  ringing: ['in progress', 'busy', 'no answer', 'canceled', 'failed'],
  'in progress': ['completed'],
  completed: [],
  failed: [],
  'no answer': [],
  busy: [],
  canceled: [],
};

const REP = [
  ...['dial', 'dial and hold', 'dial and hold', 'dial and end', 'link', 'yes', 'yes, hold', 'no', 'answer'],
  ...['answer', 'answer and end', 'reject', 'ignore', 'forward', 'hang up', 'hold', 'resume', 'swap', 'swap'],
  ...['transfer', 'connect', 'conference', 'conference', 'keys', 'send extension', 'stop extension'],
] as const;
const FAR_END = [
  ...['rings', 'answers', 'answers', 'answers', 'ends', 'calls', 'calls', 'transferred', 'not transferred'],
] as const;
const WORLD = ['report late', 'report twice', 'Outreach accepts', 'a moment', 'time'] as const;

const action = fc.record({
  what: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...REP) },
    { weight: 3, arbitrary: fc.constantFrom(...FAR_END) },
    { weight: 2, arbitrary: fc.constantFrom(...WORLD) },
  ),
  /** Which of the calls it is about, and which of the reports. */
  which: fc.nat(5),
  /** How many of the phone's reports are passed on after it. */
  reports: fc.constantFrom(0, 0, 1, 2, 9, 9, 9),
});
type Action = { what: string; which: number; reports: number };

let ids = 0;
const newId = (): string => {
  ids += 1;
  return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
};

function openWorld() {
  const fakes = deskOnFakes({ newId });
  const phone = createModelPhone();
  const { desk, carrier, outbox, clock } = fakes;
  let taken = 0;
  const seen = new Set<string>();
  const passCommands = (): void => {
    for (; taken < carrier.commands.length; taken += 1) {
      const command = carrier.commands[taken];
      if (command !== undefined) phone.take(command);
      expect(phone.heard()).toBeLessThanOrEqual(1);
    }
  };
  const report = (at: number, again: boolean): void => {
    const event = phone.reports[at % Math.max(1, phone.reports.length)];
    if (event === undefined) return;
    if (!again) phone.reports.splice(phone.reports.indexOf(event), 1);
    carrier.emit(event);
  };

  const step = ({ what, which, reports }: Action): void => {
    const { calls } = desk.view();
    const one = (fits: (call: CallView) => boolean): string => {
      const able = calls.filter(fits);
      return able[which % Math.max(1, able.length)]?.id ?? 'nobody';
    };
    const any = one(() => true);
    const asking = one(({ phase }) => phase === 'asking');
    const incoming = one(({ phase }) => phase === 'incoming');
    const made = one(({ phase }) => phase === 'dialing' || phase === 'ringing');
    const talking = one(({ phase }) => phase === 'talking');
    const held = one((call) => call.held);
    const trying = one(({ transfer }) => transfer?.status === 'trying');
    const confirming = one(({ phase }) => phase === 'confirming');
    const few = calls.length < 3;
    const acts: Record<string, () => unknown> = {
      dial: () => few && desk.dial('2015550101'),
      'dial and hold': () => few && desk.dial('2015550101 x12', 'hold'),
      'dial and end': () => few && desk.dial('2015550101', 'end'),
      link: () => few && desk.openLink(`tel:+12015550123;source=outreach;call-id=${newId()}`),
      yes: () => desk.confirm(asking, true),
      'yes, hold': () => desk.confirm(asking, true, 'hold'),
      no: () => desk.confirm(asking, false),
      answer: () => desk.answer(incoming),
      'answer and end': () => desk.answer(incoming, 'end'),
      reject: () => desk.reject(incoming),
      ignore: () => desk.ignore(incoming),
      forward: () => desk.forward(incoming, '2015550105'),
      'hang up': () => desk.hangUp(any),
      hold: () => desk.hold(talking, true),
      resume: () => desk.hold(talking, false),
      swap: () => desk.hold(held, false),
      transfer: () => desk.transfer(talking, '2015550105'),
      connect: () =>
        desk.transferTo(
          talking,
          one(({ id, phase }) => id !== talking && phase === 'talking'),
        ),
      conference: () => desk.conference(),
      keys: () => desk.sendDigits(talking, '1'),
      'send extension': () => desk.extension(talking, 'send'),
      'stop extension': () => desk.extension(talking, 'cancel'),
      rings: () => phone.rings(made),
      answers: () => phone.answers(made),
      ends: () => phone.ends(any),
      calls: () => calls.length < 4 && phone.calls(newId()),
      transferred: () => {
        phone.transfers(trying, 'done');
        phone.ends(trying);
      },
      'not transferred': () => phone.transfers(trying, 'failed'),
      'report late': () => report(which, false),
      'report twice': () => report(which, true),
      'Outreach accepts': () =>
        outbox.updatesOf(confirming).length > 0 && outbox.report(confirming, { outcome: 'delivered' }),
      'a moment': () => clock.advance(200 * (which + 1)),
      time: () => clock.advance(4_000 * (which + 1)),
    };
    acts[what]?.();
    passCommands();
    for (let passed = 0; passed < reports; passed += 1) {
      report(0, false);
      passCommands();
    }
    for (const { id: up } of desk.view().calls) seen.add(up);
  };

  const check = (): void => {
    expect(phone.legs()).toBeLessThanOrEqual(2);
  };
  return { ...fakes, phone, step, check, seen };
}

const isFinal = (state: string): boolean => FINAL_STATES.some((final) => final === state);

it('whatever the rep, the far ends and the phone do with up to three calls: one is heard at a time, none is stuck, each ends once', () => {
  const histories = fc.array(action, { minLength: 10, maxLength: 80, size: 'max' });
  fc.assert(
    fc.property(histories, fc.boolean(), (actions, silent) => {
      const world = openWorld();
      for (const each of actions) {
        world.step(each);
        world.check();
      }
      // Nobody does anything any more; the phone says what it has to say, or nothing at all.
      for (let minute = 0; minute < 10; minute += 1) {
        world.clock.advance(60_000);
        world.step({ what: 'nothing', which: 0, reports: silent ? 0 : 100 });
        world.check();
      }
      const { calls } = world.desk.view();
      const talking = world.stores.calls.unfinished();
      for (const call of talking) {
        if (call.phase === 'asking') {
          expect(call.question).toBe('another-call');
          expect(talking.length).toBeGreaterThan(1);
          continue;
        }
        expect(call.phase).toBe('talking');
        expect([call.waitsForLine, call.closing]).toEqual([undefined, undefined]);
        // While it may be heard beside another one, it is asked to hold again and again.
        if (!silent || talking.length === 1) expect(call.holdAsked).toBeUndefined();
        expect(call.conference).not.toBe('joining');
        expect(call.transfer?.status).not.toBe('trying');
      }
      for (const { id } of calls) world.desk.hangUp(id);
      world.clock.advance(10_000);
      expect(world.desk.view().calls).toEqual([]);
      expect(world.clock.pending()).toBe(0);
      for (const id of world.seen) {
        const told = world.told(id) as CallState[];
        for (const [index, state] of told.slice(1).entries())
          expect(FOLLOWERS[told[index] ?? 'completed']).toContain(state);
        if (told.length > 0) expect(told.filter(isFinal)).toHaveLength(1);
      }
    }),
    { numRuns: process.env.OUTDIAL_PROOFS === 'full' ? 10_000 : 300 },
  );
}, 600_000);
