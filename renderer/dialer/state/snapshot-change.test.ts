import { describe, expect, it } from 'vitest';
import { snapshotOf, viewOf } from '../../../app/testing/sample-view.ts';
import { askedCalls, currentCall, justEnded, upCalls } from './snapshot-change.ts';

const talking = viewOf({ id: 'talking', phase: 'talking' });
const held = viewOf({ id: 'held', phase: 'talking', held: true });
const asking = viewOf({ id: 'asking', phase: 'asking' });
const ended = { ...talking, phase: 'ended', state: 'completed' } as const;

describe('which call is which', () => {
  it('the current call is the one that is talked in, not the held one', () => {
    expect(currentCall(snapshotOf({ calls: [held, talking] }))?.id).toBe('talking');
    expect(currentCall(snapshotOf({ calls: [held] }))?.id).toBe('held');
    expect(currentCall(snapshotOf({ calls: [asking, ended] }))).toBeUndefined();
  });

  it('a call on its way comes before one on hold, and what rings here after both', () => {
    const dialing = viewOf({ id: 'dialing', phase: 'dialing' });
    const ringing = viewOf({ id: 'ringing', phase: 'incoming' });
    expect(currentCall(snapshotOf({ calls: [held, dialing] }))?.id).toBe('dialing');
    expect(currentCall(snapshotOf({ calls: [ringing, held] }))?.id).toBe('held');
    expect(currentCall(snapshotOf({ calls: [ringing] }))?.id).toBe('ringing');
  });

  it('a question is not a call that is up', () => {
    const snapshot = snapshotOf({ calls: [asking, talking] });
    expect(upCalls(snapshot)).toEqual([talking]);
    expect(askedCalls(snapshot)).toEqual([asking]);
  });
});

describe('justEnded', () => {
  const up = snapshotOf({ calls: [talking] });

  it.each([
    ['ended among the calls', up, snapshotOf({ calls: [ended] }), null, 'talking'],
    ['ended, and gone to the last calls', up, snapshotOf({ recent: [ended] }), null, 'talking'],
    [
      'stays with the next snapshot',
      snapshotOf({ recent: [ended] }),
      snapshotOf({ recent: [ended] }),
      'talking',
      'talking',
    ],
    [
      'goes with the next call',
      snapshotOf({ recent: [ended] }),
      snapshotOf({ calls: [held], recent: [ended] }),
      'talking',
      null,
    ],
    [
      'one of two ended',
      snapshotOf({ calls: [held, talking] }),
      snapshotOf({ calls: [held], recent: [ended] }),
      null,
      'talking',
    ],
    ['ended as another one came up', up, snapshotOf({ calls: [held], recent: [ended] }), null, null],
    ['is none at the start', null, snapshotOf({ recent: [ended] }), null, null],
    ['is none where main has forgotten the call', up, snapshotOf(), null, null],
    [
      'a question answered with no is no ended call',
      snapshotOf({ calls: [asking] }),
      snapshotOf(),
      null,
      null,
    ],
  ])('%s', (_what, before, after, shown, id) => {
    expect(justEnded(before, after, shown)).toBe(id);
  });
});
