import { expect, test } from 'vitest';
import type { Clock } from '../../clock.ts';

export interface ClockStage {
  readonly clock: Clock;
  /** Lets time pass until `done` holds; rejects where it never does. */
  passUntil(done: () => boolean): Promise<void>;
}

/** What every Clock does. `open` gives each check a clock without tasks. */
export function clockContract(name: string, open: () => ClockStage): void {
  test(`${name}: a task runs once, not at once but after its time`, async () => {
    const { clock, passUntil } = open();
    const began = clock.now();
    let ran = 0;
    let at = 0;
    clock.after(20, () => {
      ran += 1;
      at = clock.now();
    });
    expect(ran).toBe(0);
    await passUntil(() => ran > 0);
    // A timer may come up to a millisecond early by the wall clock, whose milliseconds are cut off.
    expect(at - began).toBeGreaterThanOrEqual(19);
    let later = false;
    clock.after(30, () => {
      later = true;
    });
    await passUntil(() => later);
    expect(ran).toBe(1);
  });

  test(`${name}: no time at all is still later, in the order of the asking`, async () => {
    const { clock, passUntil } = open();
    const ran: string[] = [];
    clock.after(0, () => ran.push('first'));
    clock.after(0, () => ran.push('second'));
    expect(ran).toEqual([]);
    await passUntil(() => ran.length === 2);
    expect(ran).toEqual(['first', 'second']);
  });

  test(`${name}: a cancelled task never runs, and to cancel one that has run is no error`, async () => {
    const { clock, passUntil } = open();
    const ran: string[] = [];
    const cancel = clock.after(5, () => ran.push('cancelled'));
    const cancelLate = clock.after(10, () => ran.push('ran'));
    cancel();
    cancel();
    await passUntil(() => ran.includes('ran'));
    cancelLate();
    expect(ran).toEqual(['ran']);
  });
}
