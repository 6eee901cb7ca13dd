import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Clock } from '../../app/clock.ts';
import { createKeypad } from './keypad.ts';

/** A clock that can stand still with the computer: what falls due meanwhile runs when it goes on, and once. */
function createStallingClock() {
  let now = 0;
  let tasks: { readonly due: number; readonly run: () => void }[] = [];
  const runDue = async (): Promise<void> => {
    const due = tasks.filter((task) => task.due <= now).sort((a, b) => a.due - b.due);
    tasks = tasks.filter((task) => task.due > now);
    for (const { run } of due) run();
    // What waits for promises of its own comes up to its next timer.
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  const clock: Clock = {
    now: () => now,
    after(milliseconds, run) {
      const task = { due: now + milliseconds, run };
      tasks.push(task);
      return () => {
        tasks = tasks.filter((other) => other !== task);
      };
    },
  };
  return {
    clock,
    async pass(milliseconds: number): Promise<void> {
      for (const end = now + milliseconds; now < end; now += 10) await runDue();
    },
    async stall(milliseconds: number): Promise<void> {
      now += milliseconds;
      await runDue();
    },
  };
}

class ToneChange extends Event {
  readonly tone: string;
  constructor(tone: string) {
    super('tonechange');
    this.tone = tone;
  }
}

type Fate = 'sounds' | 'is never begun' | 'never ends' | 'throws' | 'ends the one before first';

/** A browser's sender of tones; each key has the fate that comes next, and sounds where none is left. */
class FakeDtmf extends EventTarget {
  readonly canInsertDTMF = true;
  toneBuffer = '';
  heard = '';
  readonly #clock: Clock;
  readonly #fates: Fate[];
  #cancel = (): void => undefined;
  constructor(clock: Clock, fates: readonly Fate[]) {
    super();
    this.#clock = clock;
    this.#fates = [...fates];
  }
  insertDTMF(tones: string, duration = 100, gap = 70): void {
    this.#cancel();
    const fate = tones === '' ? 'is never begun' : (this.#fates.shift() ?? 'sounds');
    if (fate === 'throws') throw new DOMException('No key can be sent now.', 'InvalidStateError');
    this.toneBuffer = tones;
    if (fate === 'is never begun') return;
    if (fate === 'ends the one before first') this.#say('');
    this.#cancel = this.#clock.after(1, () => {
      this.heard += tones;
      this.toneBuffer = '';
      this.#say(tones);
      if (fate !== 'never ends') this.#cancel = this.#clock.after(duration + gap, () => this.#say(''));
    });
  }
  #say(tone: string): void {
    this.dispatchEvent(new ToneChange(tone));
  }
}

function openKeypad(fates: readonly Fate[] = []) {
  const time = createStallingClock();
  const dtmf = new FakeDtmf(time.clock, fates);
  const reports: [sent: number, done: boolean][] = [];
  const keypad = createKeypad({
    clock: time.clock,
    sender: () => ({ track: {}, dtmf }),
    byInfo: () => false,
    info: () => Promise.resolve(true),
    mediaConnected: Promise.resolve(),
    progress: (sent, done) => reports.push([sent, done]),
  });
  return { keypad, time, heard: () => dtmf.heard, reports };
}

it('reports each key and, with the last one, that it is done', async () => {
  const { keypad, time, heard, reports } = openKeypad();
  keypad.press('1,2');
  await time.pass(2_000);
  expect(heard()).toBe('12');
  expect(reports).toEqual([
    [1, false],
    [2, false],
    [3, true],
  ]);
});

it.each([1, 2, 3, 4, 5])('sends all keys where the computer stands still during key %i', async (key) => {
  const { keypad, time, heard, reports } = openKeypad();
  keypad.press('12345');
  await time.pass(250 * (key - 1) + 100);
  await time.stall(3_500);
  await time.pass(2_000);
  expect(heard()).toBe('12345');
  expect(reports.at(-1)).toEqual([5, true]);
});

it.each<[what: string, fates: Fate[], heard: string, last: [number, boolean]]>([
  ['presses a key again that was never begun', ['sounds', 'is never begun'], '123', [3, true]],
  ['presses a key again that the sender was unable to take', ['throws'], '123', [3, true]],
  [
    'gives up a key that can’t be begun',
    ['sounds', ...Array<Fate>(3).fill('is never begun')],
    '1',
    [1, true],
  ],
  ['gives up after a key that never ends: the rest would be mixed with it', ['never ends'], '1', [0, true]],
  [
    'takes the end of an earlier key for no end of this one',
    ['sounds', 'ends the one before first'],
    '123',
    [3, true],
  ],
])('%s', async (_what, fates, heard, last) => {
  const opened = openKeypad(fates);
  opened.keypad.press('123');
  await opened.time.pass(30_000);
  expect(opened.heard()).toBe(heard);
  expect(opened.reports.at(-1)).toEqual(last);
  expect(opened.reports.filter(([, done]) => done)).toHaveLength(1);
});

it('is done when it is stopped, with as many as were sent, before the next keys', async () => {
  const { keypad, time, heard, reports } = openKeypad();
  keypad.press('1234');
  keypad.press('5');
  await time.pass(300);
  keypad.stop();
  keypad.press('6');
  await time.pass(2_000);
  expect(heard()).toBe('126');
  expect(reports).toEqual([
    [1, false],
    [2, true],
    [0, true],
    [1, true],
  ]);
});

it('says nothing more once the leg is over', async () => {
  const { keypad, time, reports } = openKeypad(['never ends']);
  keypad.press('12');
  await time.pass(100);
  keypad.close();
  await time.pass(10_000);
  expect(reports).toEqual([]);
});

const fate = fc.constantFrom<Fate>(
  'sounds',
  'is never begun',
  'never ends',
  'throws',
  'ends the one before first',
);
const deed = fc.oneof(
  fc.record({ press: fc.stringMatching(/^[0-9*#,]{1,4}$/) }),
  fc.record({ stop: fc.constant(true) }),
  fc.record({ pass: fc.integer({ min: 10, max: 700 }) }),
  fc.record({ stall: fc.integer({ min: 10, max: 5_000 }) }),
);

it('whatever happens, each press ends in exactly one report, in order, and no key is heard that was not pressed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fate, { maxLength: 12 }),
      fc.array(deed, { maxLength: 10 }),
      async (fates, deeds) => {
        const { keypad, time, heard, reports } = openKeypad(fates);
        const pressed: string[] = [];
        for (const did of deeds) {
          if ('press' in did) {
            keypad.press(did.press);
            pressed.push(did.press);
          } else if ('stop' in did) keypad.stop();
          else if ('pass' in did) await time.pass(did.pass);
          else await time.stall(did.stall);
        }
        await time.pass(25_000 * pressed.length);
        const ends = reports.filter(([, done]) => done);
        expect(ends).toHaveLength(pressed.length);
        for (const [index, [sent]] of ends.entries())
          expect(sent).toBeLessThanOrEqual((pressed[index] ?? '').length);
        const left = [...pressed.join('').replaceAll(',', '')];
        for (const key of heard()) {
          while (left.length > 0 && left[0] !== key) left.shift();
          expect(left.shift()).toBe(key);
        }
      },
    ),
    { numRuns: 60 },
  );
});
