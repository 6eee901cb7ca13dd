import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DESCRIPTORS } from '../testing/headset-descriptors.ts';
import { hidCollections } from '../testing/hid-descriptor.ts';
import { createHeadset, type Headset } from './headset.ts';
import { headsetLayout } from './headset-layout.ts';
import type { LineState } from './line-state.ts';

const IDLE: LineState = { ringing: false, offHook: false, muted: false, held: false, speaking: false };
const RINGING = { ...IDLE, ringing: true };
const TALKING = { ...IDLE, offHook: true, speaking: true };
const MUTED = { ...TALKING, muted: true, speaking: false };
const WAITING = { ...TALKING, ringing: true };

function headset(name: keyof typeof DESCRIPTORS): Headset {
  const layout = headsetLayout(hidCollections(DESCRIPTORS[name]));
  if (layout === undefined) throw new Error(`${name} is no headset.`);
  return createHeadset(layout);
}
/** What comes of reports: the line, the first byte, and the milliseconds since the one before. */
function play(
  name: keyof typeof DESCRIPTORS,
  reportId: number,
  steps: readonly [LineState, number, number?][],
) {
  const device = headset(name);
  let at = 10_000;
  return steps.map(([line, byte, later = 2000]) => {
    at += later;
    return device.input(reportId, Uint8Array.of(byte, 0), line, at).join(' ');
  });
}

describe('a hook switch that is a state', () => {
  it('answers, and hangs up', () => {
    expect(
      play('oneReport', 2, [
        [RINGING, 1],
        [TALKING, 0],
        [IDLE, 0],
      ]),
    ).toEqual(['answer', 'hang-up', '']);
  });

  it('is no order where it echoes our own light: a call answered and ended on the screen', () => {
    expect(
      play('oneReport', 2, [
        [TALKING, 1, 50],
        [IDLE, 0, 50],
      ]),
    ).toEqual(['', '']);
  });

  it('takes a call that waits and never ends the one that is up by it', () => {
    expect(
      play('oneReport', 2, [
        [TALKING, 1],
        [WAITING, 0],
      ]),
    ).toEqual(['', 'answer']);
  });

  it('lifted without a call means nothing: it may be the call of another program', () => {
    expect(play('oneReport', 2, [[IDLE, 1]])).toEqual(['']);
  });

  it('one that stays at 1 after a call answers the next by the same report; an echo of our light does not', () => {
    const device = headset('oneReport');
    const press = (line: LineState, at: number) => device.input(2, Uint8Array.of(1, 0), line, at);
    expect(press(RINGING, 0)).toEqual(['answer']);
    device.show(RINGING, 10_000);
    expect(press(RINGING, 10_100)).toEqual([]);
    expect(press(RINGING, 12_000)).toEqual(['answer']);
  });

  it('another key of the same report answers nothing', () => {
    expect(
      play('oneReport', 2, [
        [TALKING, 0b1],
        [RINGING, 0b101],
        [RINGING, 0b1],
      ]),
    ).toEqual(['', '', '']);
  });

  it.each(['calledConstant', 'lightEach', 'muteFirst', 'busyAfter'] as const)(
    '%s answers and hangs up',
    (name) => {
      const [reportId, bit] = {
        calledConstant: [2, 1],
        lightEach: [8, 1],
        muteFirst: [8, 2],
        busyAfter: [5, 1],
      }[name] as [number, number];
      expect(
        play(name, reportId, [
          [RINGING, bit],
          [TALKING, 0],
        ]),
      ).toEqual(['answer', 'hang-up']);
    },
  );
});

describe('a hook switch that is a button, and says it is a state', () => {
  it('being let go right after answering hangs nothing up', () => {
    expect(
      play('allAbsolute', 7, [
        [RINGING, 1],
        [TALKING, 0, 200],
      ]),
    ).toEqual(['answer', '']);
    expect(
      play('allAbsolute', 7, [
        [RINGING, 1],
        [RINGING, 0, 200],
      ]),
    ).toEqual(['answer', '']);
  });

  it('hangs up when it is pressed again', () => {
    const pressed = play('allAbsolute', 7, [
      [RINGING, 1],
      [TALKING, 0, 150],
      [TALKING, 1],
      [TALKING, 0, 150],
    ]);
    expect(pressed).toEqual(['answer', '', '', 'hang-up']);
  });
});

describe('mute', () => {
  it('as a press changes what is, also when it was changed on the screen', () => {
    const presses = play('oneReport', 2, [
      [TALKING, 0b100],
      [MUTED, 0, 100],
      [MUTED, 0b100],
      [TALKING, 0, 100],
    ]);
    expect(presses).toEqual(['mute', '', 'unmute', '']);
    expect(play('oneReport', 2, [[MUTED, 0b100]])).toEqual(['unmute']);
  });

  it('as a state says what is', () => {
    expect(
      play('allAbsolute', 7, [
        [TALKING, 0b100],
        [MUTED, 0],
      ]),
    ).toEqual(['mute', 'unmute']);
    expect(play('allAbsolute', 7, [[MUTED, 0b100]])).toEqual(['']);
  });

  it('as a button that says it is a state is let go without unmuting, and unmutes when pressed again', () => {
    const pressed = play('allAbsolute', 7, [
      [TALKING, 0b100],
      [MUTED, 0, 150],
      [MUTED, 0b100],
      [MUTED, 0, 150],
    ]);
    expect(pressed).toEqual(['mute', '', '', 'unmute']);
  });

  it('means nothing without a call', () => {
    expect(
      play('oneReport', 2, [
        [IDLE, 0b100],
        [RINGING, 0, 50],
        [RINGING, 0b100],
      ]),
    ).toEqual(['', '', '']);
  });

  it('is found in a field that counts its buttons', () => {
    expect(
      play('array', 0, [
        [TALKING, 2],
        [TALKING, 0, 50],
        [RINGING, 1],
      ]),
    ).toEqual(['mute', '', 'answer']);
  });
});

it('rejects a call that rings, and nothing else', () => {
  const device = headset('oneReport');
  const reject = (line: LineState, byte: number) => device.input(2, Uint8Array.of(0, byte), line, 0);
  expect(reject(TALKING, 0b100)).toEqual([]);
  reject(TALKING, 0);
  expect(reject(RINGING, 0b100)).toEqual(['reject']);
});

it('reports of other things, and short ones, mean nothing', () => {
  const device = headset('oneReport');
  expect(device.input(1, Uint8Array.of(1), RINGING, 0)).toEqual([]);
  expect(device.input(2, Uint8Array.of(), RINGING, 0)).toEqual([]);
});

describe('what the headset shows', () => {
  const shown = (name: keyof typeof DESCRIPTORS, line: LineState) =>
    headset(name)
      .show(line, 0)
      .map(({ reportId, bytes }) => `${reportId}: ${[...bytes].map((byte) => byte.toString(2)).join(' ')}`);

  it.each<[string, LineState, string]>([
    ['nothing', IDLE, '2: 0 0'],
    ['ringing, with its own ringer', RINGING, '2: 100100 0'],
    ['a call', TALKING, '2: 1 0'],
    ['muted', MUTED, '2: 11 0'],
    ['on hold', { ...IDLE, offHook: true, held: true }, '2: 1001 0'],
    ['a call that waits', WAITING, '2: 100101 0'],
  ])('%s', (_name, line, expected) => {
    expect(shown('oneReport', line)).toEqual([expected]);
  });

  it('each light in its own report', () => {
    expect(shown('lightEach', MUTED)).toEqual(['9: 1', '23: 1', '24: 0', '32: 0']);
  });
});

it('never answers what does not ring, and never hangs up nor mutes without a call', () => {
  const line = fc.record({
    ringing: fc.boolean(),
    offHook: fc.boolean(),
    muted: fc.boolean(),
    held: fc.boolean(),
    speaking: fc.boolean(),
  });
  const name = fc.constantFrom(...(Object.keys(DESCRIPTORS) as (keyof typeof DESCRIPTORS)[]));
  const report = fc.tuple(
    fc.constantFrom(0, 2, 5, 7, 8),
    fc.uint8Array({ maxLength: 3 }),
    line,
    fc.nat(3000),
  );
  fc.assert(
    fc.property(name, fc.array(report, { maxLength: 20 }), (of, reports) => {
      const device = headset(of);
      let at = 0;
      for (const [reportId, bytes, now, later] of reports) {
        at += later;
        const buttons = device.input(reportId, bytes, now, at);
        for (const button of buttons) {
          if (button === 'answer' || button === 'reject') expect(now.ringing).toBe(true);
          else expect(now.offHook).toBe(true);
        }
      }
    }),
  );
});
