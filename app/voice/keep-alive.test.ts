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
    clock.advance(0);
    expect(done.splice(0)).toEqual(['ask']);
  });

  it('asks after each pause, as long as the answers come', () => {
    keepAlive.heard(true);
    for (let round = 0; round < 3; round += 1) {
      clock.advance(30_000);
      keepAlive.heard(true);
    }
    expect(done).toEqual(['ask', 'ask', 'ask']);
  });

  it('finds a connection dead 4 s after a question that a server has answered before', () => {
    keepAlive.heard(true);
    clock.advance(33_999);
    expect(done).toEqual(['ask']);
    clock.advance(1);
    expect(done).toEqual(['ask', 'dead']);
  });

  it('takes any message for a sign of life', () => {
    keepAlive.heard(false);
    clock.advance(29_999);
    expect(done).toEqual([]);
  });

  it('asks a server that never answered by REGISTER before it is given up, and by REGISTER from then on', () => {
    clock.advance(4000);
    expect(done).toEqual(['register']);
    keepAlive.heard(false);
    pause = 10_000;
    clock.advance(30_000);
    expect(done).toEqual(['register', 'register']);
    clock.advance(4000);
    expect(done.at(-1)).toBe('dead');
  });

  it('gives up a server that answers neither', () => {
    clock.advance(6000);
    expect(done).toEqual(['register', 'dead']);
  });

  it('does not take a computer that stood still for a dead connection', () => {
    keepAlive.heard(true);
    clock.advance(30_000);
    clock.set(clock.now() + 60_000);
    clock.advance(4000);
    expect(done).toEqual(['ask']);
    keepAlive.heard(true);
    clock.advance(2000);
    expect(done).toEqual(['ask']);
  });

  it('gives up what stays silent after that', () => {
    keepAlive.heard(true);
    clock.advance(30_000);
    clock.set(clock.now() + 60_000);
    clock.advance(5000);
    expect(done).toEqual(['ask', 'dead']);
  });

  it('looks at once when asked to, and waits 2 s', () => {
    keepAlive.heard(true);
    keepAlive.check();
    keepAlive.check();
    clock.advance(2000);
    expect(done).toEqual(['ask', 'dead']);
  });

  it('looks sooner when a call begins', () => {
    keepAlive.heard(true);
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
