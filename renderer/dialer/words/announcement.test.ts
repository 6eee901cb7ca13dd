import { describe, expect, it } from 'vitest';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { snapshotOf, viewOf } from '../../../app/testing/sample-view.ts';
import { callPlaces } from '../state/call-places.ts';
import { announcement } from './announcement.ts';

const inbound = { known: true, doNotCall: false, pickedUp: false, missed: false };
const first = viewOf({ id: 'first', number: 'A', phase: 'talking' });
const second = viewOf({ id: 'second', number: 'B', phase: 'talking' });
const ringing = viewOf({ id: 'r', number: 'C', direction: 'inbound', phase: 'incoming', inbound });

const said = (calls: CallView[], ended?: CallView): string =>
  announcement(callPlaces(snapshotOf({ calls })), ended, (call) => call.number);

describe('announcement', () => {
  it.each<[string, CallView[], CallView | undefined, string]>([
    ['ringing there', [viewOf({ number: 'A', phase: 'ringing' })], undefined, 'Ringing, A'],
    ['answered', [first], undefined, 'In call, A'],
    ['muted', [{ ...first, muted: true }], undefined, 'In call, A, muted'],
    ['on hold', [{ ...first, held: true }], undefined, 'On hold, A'],
    ['held by them', [{ ...first, heldByFarEnd: true }], undefined, 'They put you on hold, A'],
    ['two calls', [{ ...first, held: true }, second], undefined, 'In call, B. On hold, A'],
    [
      'a conference',
      [
        { ...first, inConference: true, muted: true },
        { ...second, inConference: true, muted: true },
      ],
      undefined,
      'In conference with A and B, muted',
    ],
    ['call waiting', [first, ringing], undefined, 'Incoming call, C. In call, A'],
    [
      'somebody who asked not to be called',
      [{ ...ringing, inbound: { ...inbound, doNotCall: true } }],
      undefined,
      'Incoming call, C. Do not call',
    ],
    [
      'one let ring',
      [first, { ...ringing, inbound: { ...inbound, ignored: true } }],
      undefined,
      'In call, A',
    ],
    [
      'a transfer that failed',
      [{ ...first, transfer: { status: 'failed', message: 'B is busy.' } }],
      undefined,
      'In call, A. The transfer didn’t work. B is busy.',
    ],
    [
      'an extension',
      [{ ...first, extension: '12', extensionProgress: { status: 'dialed', sent: 2 } }],
      undefined,
      'In call, A. Extension dialed',
    ],
    [
      'one of two ended',
      [{ ...first, held: true }],
      { ...second, phase: 'ended', state: 'busy', endedBecause: 'Busy' },
      'Call ended: Busy, B, Busy. On hold, A',
    ],
    [
      'ended',
      [],
      { ...first, phase: 'ended', state: 'failed', endedBecause: 'Nobody has this number.' },
      'Call ended: Failed, A, Nobody has this number.',
    ],
    ['nothing', [], undefined, ''],
  ])('%s', (_what, calls, ended, text) => {
    expect(said(calls, ended)).toBe(text);
  });

  it('stays the same while an extension counts down or goes out, digit by digit', () => {
    const at = (extensionProgress: NonNullable<CallView['extensionProgress']>) =>
      said([{ ...first, extension: '12', extensionProgress }]);
    expect(at({ status: 'counting', sent: 0, dialsAt: 5000 })).toBe(
      at({ status: 'counting', sent: 0, dialsAt: 1000 }),
    );
    expect(at({ status: 'dialing', sent: 0 })).toBe(at({ status: 'dialing', sent: 1 }));
  });
});
