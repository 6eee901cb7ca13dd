import { describe, expect, it } from 'vitest';
import { createFakeClock } from './fake-clock.ts';

describe('the fake clock', () => {
  it('runs tasks in order of their time, each at its own moment, also ones that tasks start', () => {
    const clock = createFakeClock(1_000);
    const ran: (string | number)[] = [];
    clock.after(20, () => ran.push('late', clock.now()));
    clock.after(10, () => {
      ran.push('early', clock.now());
      clock.after(5, () => ran.push('between', clock.now()));
    });
    clock.after(15, () => ran.push('never'))();
    clock.after(31, () => ran.push('not yet'));
    clock.advance(30);
    expect(ran).toEqual(['early', 1_010, 'between', 1_015, 'late', 1_020]);
    expect([clock.now(), clock.pending()]).toEqual([1_030, 1]);
  });
  it('moves the wall clock without running anything', () => {
    const clock = createFakeClock(1_000);
    let ran = 0;
    clock.after(10, () => {
      ran += 1;
    });
    clock.set(500);
    expect([clock.now(), ran]).toEqual([500, 0]);
    clock.advance(10);
    expect([clock.now(), ran]).toEqual([510, 1]);
  });
});
