import { expect, test } from 'vitest';
import { runCommand } from './run-command.ts';

/** A shell has begun by then, on a busy machine too. */
const LATE = 2_000;

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // no such process: the answer, not an error
  }
};

test('tells the exit code and all of the output', async () => {
  const outcome = await runCommand('sh', ['-c', 'echo out; echo err >&2; exit 3'], { timeoutMs: 25_000 });
  expect(outcome).toEqual({ code: 3, output: expect.stringMatching(/out|err/), timedOut: false });
  expect(outcome.output.split('\n').toSorted()).toEqual(['', 'err', 'out']);
});

test('a program that does not exist is an outcome, not an exception', async () => {
  const outcome = await runCommand('no-such-program', [], { timeoutMs: 25_000 });
  expect(outcome).toEqual({
    code: null,
    output: expect.stringContaining('could not be started'),
    timedOut: false,
  });
});

test('the time-out ends the program and what it started', async () => {
  const outcome = await runCommand('sh', ['-c', 'sleep 60 & echo $!; wait'], { timeoutMs: LATE });
  expect(outcome.timedOut).toBe(true);
  expect(outcome.code).toBeNull();
  const grandchild = Number(outcome.output.trim());
  expect(grandchild).toBeGreaterThan(0);
  await expect.poll(() => alive(grandchild), { timeout: 25_000 }).toBe(false);
});
