import { describe, expect, it } from 'vitest';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { snapshotOf, viewOf } from '../../../app/testing/sample-view.ts';
import { callPlaces, callToAnswer, isLineFree } from './call-places.ts';

const inbound = { known: false, doNotCall: false, pickedUp: false, missed: false };
const talking = viewOf({ id: 'talking', phase: 'talking' });
const held = viewOf({ id: 'held', phase: 'talking', held: true });
const dialing = viewOf({ id: 'dialing', phase: 'dialing' });
const ringing = viewOf({ id: 'ringing', direction: 'inbound', phase: 'incoming', inbound });
const ignored: CallView = { ...ringing, id: 'ignored', inbound: { ...inbound, ignored: true } };
const asking = viewOf({ id: 'asking', phase: 'asking' });
const joined = (call: CallView): CallView => ({ ...call, inConference: true });

const ids = (calls: readonly CallView[]): string[] => calls.map(({ id }) => id);

describe('callPlaces', () => {
  it.each<[string, CallView[], string | undefined, string[], string[], string[]]>([
    ['one call', [talking], 'talking', [], [], []],
    ['one on hold', [held], 'held', [], [], []],
    ['the second is talked in', [held, talking], 'talking', ['held'], [], []],
    ['the second is dialled', [held, dialing], 'dialing', ['held'], [], []],
    ['call waiting', [ringing, talking], 'talking', [], [], ['ringing']],
    ['only ringing', [ringing], undefined, [], [], ['ringing']],
    ['ringing and one on hold', [ringing, held], 'held', [], [], ['ringing']],
    [
      'a conference',
      [joined(talking), joined(viewOf({ id: 'b', phase: 'talking' }))],
      undefined,
      [],
      ['talking', 'b'],
      [],
    ],
    ['a conference of one is none', [joined(talking), held], 'talking', ['held'], [], []],
    ['a question is no call', [asking, talking], 'talking', [], [], []],
  ])('%s', (_what, calls, current, others, conference, rings) => {
    const places = callPlaces(snapshotOf({ calls }));
    expect(places.current?.id).toBe(current);
    expect(ids(places.others)).toEqual(others);
    expect(ids(places.conference)).toEqual(conference);
    expect(ids(places.ringing)).toEqual(rings);
  });
});

describe('what a key or a number may reach', () => {
  it('the oldest that rings and is not being answered is the one to answer', () => {
    const picked = { ...ringing, id: 'picked', inbound: { ...inbound, pickedUp: true } };
    expect(callToAnswer(snapshotOf({ calls: [picked, ringing, talking] }))?.id).toBe('ringing');
    expect(callToAnswer(snapshotOf({ calls: [picked, talking] }))).toBeUndefined();
  });

  it('a call can be begun beside one that is let ring, and beside nothing else', () => {
    expect(isLineFree(snapshotOf({ calls: [ignored, asking] }))).toBe(true);
    expect(isLineFree(snapshotOf({ calls: [ignored, ringing] }))).toBe(false);
    expect(isLineFree(snapshotOf({ calls: [held] }))).toBe(false);
  });
});
