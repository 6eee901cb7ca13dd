import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts';
import { createKeepAlive, type KeepAlive } from './keep-alive.ts';

describe('keeping a connection alive', () => {
  let clock: FakeClock;
  let done: string[];
  let pause: number;
  let keepAlive: KeepAlive;
  beforeEach(() => {
    clock = createFakeClock();
    done = [];
    pause = 30_000;
    keepAlive = createKeepAlive({
      clock,
      pause: () => pause,
      ask: () => done.push('ask'),
      register: () => done.push('register'),
      dead: () => done.push('dead'),
    });
    keepAlive.opened();
  });

  it('asks after each pause, as long as the answers come', () => {
    for (let round = 0; round < 3; round += 1) {
      clock.advance(30_000);
      keepAlive.heard(true);
    }
    expect(done).toEqual(['ask', 'ask', 'ask']);
  });

  it('finds a connection dead 4 s after a question that a server has answered before', () => {
    clock.advance(30_000);
    keepAlive.heard(true);
    clock.advance(33_999);
    expect(done).toEqual(['ask', 'ask']);
    clock.advance(1);
    expect(done).toEqual(['ask', 'ask', 'dead']);
  });

  it('takes any message for a sign of life', () => {
    clock.advance(30_000);
    keepAlive.heard(false);
    clock.advance(20_000);
    expect(done).toEqual(['ask']);
  });

  it('asks a server that never answered by REGISTER before it is given up, and by REGISTER from then on', () => {
    clock.advance(34_000);
    expect(done).toEqual(['ask', 'register']);
    keepAlive.heard(false);
    pause = 10_000;
    clock.advance(30_000);
    expect(done).toEqual(['ask', 'register', 'register']);
    clock.advance(4000);
    expect(done.at(-1)).toBe('dead');
  });

  it('gives up a server that answers neither', () => {
    clock.advance(38_000);
    expect(done).toEqual(['ask', 'register', 'dead']);
  });

  it('looks at once when asked to, and waits 2 s', () => {
    clock.advance(30_000);
    keepAlive.heard(true);
    keepAlive.check();
    keepAlive.check();
    clock.advance(2000);
    expect(done).toEqual(['ask', 'ask', 'dead']);
  });

  it('looks sooner when a call begins', () => {
    clock.advance(8000);
    pause = 10_000;
    keepAlive.pauseChanged();
    clock.advance(10_000);
    expect(done).toEqual(['ask']);
  });

  it('is quiet once the connection is closed or dead', () => {
    keepAlive.closed();
    keepAlive.check();
    keepAlive.heard(true);
    keepAlive.pauseChanged();
    clock.advance(600_000);
    expect(done).toEqual([]);
    expect(clock.pending()).toBe(0);
    keepAlive.opened();
    clock.advance(38_000);
    expect(clock.pending()).toBe(0);
  });
});
