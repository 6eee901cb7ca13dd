import { beforeEach, expect, test } from 'vitest';
import type { Caller } from '../../app/calls/call.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { createFakeClock } from '../../app/testing/fake-clock.ts';
import { createCallerDirectory } from './caller-directory.ts';

const ANN: Caller = { name: 'Ann Lee', doNotCall: false };
const NUMBER = '+12067342564';

let asked: string[];
let lines: string[];
let answer: () => Promise<Result<Caller | undefined>>;
const clock = createFakeClock();
const open = () =>
  createCallerDirectory({
    lookUp: (number) => {
      asked.push(number);
      return answer();
    },
    clock,
    log: (line) => lines.push(line),
  });

beforeEach(() => {
  asked = [];
  lines = [];
  answer = async () => ok(ANN);
});

test('one question for one number, however it is written, for a quarter of an hour', async () => {
  const directory = open();
  expect(await Promise.all([directory.callerOf(NUMBER), directory.callerOf('12067342564')])).toEqual([
    ANN,
    ANN,
  ]);
  clock.advance(15 * 60_000 - 1);
  expect(await directory.callerOf('0012067342564')).toEqual(ANN);
  expect(asked).toEqual([NUMBER]);
  clock.advance(1);
  await directory.callerOf(NUMBER);
  expect(asked).toHaveLength(2);
});

test('that nobody has a number is good for a minute', async () => {
  const directory = open();
  answer = async () => ok(undefined);
  expect(await directory.callerOf(NUMBER)).toBeUndefined();
  clock.advance(59_999);
  await directory.callerOf(NUMBER);
  expect(asked).toHaveLength(1);
  clock.advance(1);
  await directory.callerOf(NUMBER);
  expect(asked).toHaveLength(2);
});

test('a clock that is set back makes no answer good for longer', async () => {
  const directory = open();
  await directory.callerOf(NUMBER);
  clock.set(clock.now() - 86_400_000);
  await directory.callerOf(NUMBER);
  expect(asked).toHaveLength(2);
});

test('a failure is silent, told to the log without the number, and asked again', async () => {
  const directory = open();
  answer = async () => fail('unreachable', `No way to ${NUMBER}.`);
  expect(await directory.callerOf(NUMBER)).toBeUndefined();
  answer = () => Promise.reject(new TypeError(NUMBER));
  expect(await directory.callerOf(NUMBER)).toBeUndefined();
  answer = async () => ok(ANN);
  expect(await directory.callerOf(NUMBER)).toEqual(ANN);
  expect(lines).toHaveLength(2);
  expect(lines.join()).not.toContain('206734');
});

test('what is no number is nobody, and Outreach is not asked', async () => {
  const directory = open();
  for (const from of ['anonymous', '', '1001', 'alice'])
    expect(await directory.callerOf(from)).toBeUndefined();
  expect(asked).toEqual([]);
});

test('it remembers 500 numbers, and forgets the oldest', async () => {
  const directory = open();
  for (let last = 0; last < 501; last += 1)
    await directory.callerOf(`+1206734${String(last).padStart(4, '0')}`);
  await directory.callerOf('+12067340500');
  expect(asked).toHaveLength(501);
  await directory.callerOf('+12067340000');
  expect(asked).toHaveLength(502);
});
