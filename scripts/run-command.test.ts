import { expect, test } from 'vitest';
import { runCommand } from './run-command.ts';

/** A shell has begun by then, on a busy machine too. */
const LATE = 3_000;

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // no such process: the answer, not an error
  }
};

test('tells the exit code and all of the output', async () => {
  const outcome = await runCommand('sh', ['-c', 'echo out; echo err >&2; exit 3']);
  expect(outcome).toEqual({ code: 3, output: expect.stringMatching(/out|err/), stoodStill: false });
  expect(outcome.output.split('\n').toSorted()).toEqual(['', 'err', 'out']);
});

test('a program that does not exist is an outcome, not an exception', async () => {
  const outcome = await runCommand('no-such-program', []);
  expect(outcome).toEqual({
    code: null,
    output: expect.stringContaining('could not be started'),
    stoodStill: false,
  });
});

test('a program that stands still is ended, with what it started', async () => {
  const outcome = await runCommand('sh', ['-c', 'sleep 600 & echo $!; wait'], { stillMs: LATE });
  expect(outcome.stoodStill).toBe(true);
  expect(outcome.code).toBeNull();
  const grandchild = Number(outcome.output.trim());
  expect(grandchild).toBeGreaterThan(0);
  await expect.poll(() => alive(grandchild), { timeout: 25_000 }).toBe(false);
});

test('a program that gets on is left alone, whether it says so or its signs do', async () => {
  const talks = await runCommand('sh', ['-c', 'for i in 1 2 3 4 5 6 7; do echo $i; sleep 1; done'], {
    stillMs: LATE,
  });
  let signs = 0;
  const silent = await runCommand('sleep', ['7'], { stillMs: LATE, signs: () => (signs += 1) });
  expect([talks.stoodStill, silent.stoodStill]).toEqual([false, false]);
});
