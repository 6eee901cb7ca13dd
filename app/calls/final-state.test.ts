import { describe, expect, it } from 'vitest';
import type { EndReason } from '../voice/carrier.ts';
import type { Direction } from './call.ts';
import { type CallResult, finalState, type LegHistory, resultOf } from './final-state.ts';

/** The rows of the spec's table ("Call states"), word for word: direction, result, final state. */
const TABLE: readonly (readonly [line: string, result: CallResult])[] = [
  ['outbound/inbound\tA call is answered by the callee.\tcompleted', { what: 'answered' }],
  [
    'outbound/inbound\tThe caller cancels the call before the callee or voicemail picks up.\tcanceled',
    { what: 'canceled-by-caller' },
  ],
  ['outbound/inbound\tThe call fails to set up (SIP 480 etc.).\tfailed', { what: 'setup-failed' }],
  ['inbound\tThe user rejects the call.\tbusy', { what: 'rejected', voicemail: false }],
  ['inbound\tThe user rejects the call and voicemail picks up.\tbusy', { what: 'rejected', voicemail: true }],
  ['inbound\tA call times out.\tno answer', { what: 'timed-out', voicemail: false }],
  ['inbound\tA call times out and voicemail picks up.\tno answer', { what: 'timed-out', voicemail: true }],
  ['outbound\tThe callee rejects the call.\tbusy', { what: 'rejected', voicemail: false }],
  [
    'outbound\tThe callee rejects the call and voicemail picks up.\tcompleted',
    { what: 'rejected', voicemail: true },
  ],
  ['outbound\tA call times out.\tno answer', { what: 'timed-out', voicemail: false }],
  ['outbound\tA call times out and voicemail picks up.\tcompleted', { what: 'timed-out', voicemail: true }],
];

describe('the final state is the one of the table', () => {
  it.each(TABLE)('%s', (line, result) => {
    const [directions = '', , state] = line.split('\t');
    for (const direction of directions.split('/')) {
      if (direction !== 'outbound' && direction !== 'inbound')
        throw new Error(`${direction} is no direction`);
      expect(finalState(direction, result)).toBe(state);
    }
  });
});

describe('a leg that is over is a row of the table', () => {
  const rows: readonly (readonly [
    what: string,
    direction: Direction,
    leg: Partial<LegHistory>,
    reason: EndReason | undefined,
    state: string,
  ])[] = [
    ['BYE after the answer', 'outbound', { answered: true }, { cause: 'hung-up' }, 'completed'],
    ['lost after the answer', 'outbound', { answered: true }, { cause: 'connection-lost' }, 'completed'],
    [
      'hung up by the rep after the answer',
      'outbound',
      { answered: true, closing: 'hung-up' },
      { cause: 'hung-up' },
      'completed',
    ],
    ['cut off after the answer', 'outbound', { answered: true, closing: 'cut-off' }, undefined, 'completed'],
    ['486', 'outbound', {}, { cause: 'callee-rejected', status: 486 }, 'busy'],
    ['603 after ringing', 'outbound', { rang: true }, { cause: 'callee-rejected', status: 603 }, 'busy'],
    [
      '487 after our CANCEL',
      'outbound',
      { rang: true, closing: 'hung-up' },
      { cause: 'caller-canceled' },
      'canceled',
    ],
    [
      'a failure that crosses our CANCEL',
      'outbound',
      { closing: 'hung-up' },
      { cause: 'setup-failed', status: 500 },
      'canceled',
    ],
    [
      'a rejection that crosses our CANCEL',
      'outbound',
      { rang: true, closing: 'hung-up' },
      { cause: 'callee-rejected' },
      'canceled',
    ],
    ['declined at the question', 'outbound', { closing: 'declined' }, undefined, 'canceled'],
    ['Outdial closed while ringing', 'outbound', { rang: true, closing: 'closed' }, undefined, 'canceled'],
    ['480 after ringing', 'outbound', { rang: true }, { cause: 'timed-out', status: 480 }, 'no answer'],
    ['480 without ringing', 'outbound', {}, { cause: 'timed-out', status: 480 }, 'failed'],
    [
      'our own ring time-out',
      'outbound',
      { rang: true, closing: 'ring-time-out' },
      { cause: 'caller-canceled' },
      'no answer',
    ],
    ['no ringing at all', 'outbound', { closing: 'setup-time-out' }, { cause: 'caller-canceled' }, 'failed'],
    ['404', 'outbound', {}, { cause: 'setup-failed', status: 404 }, 'failed'],
    ['lost before the answer', 'outbound', { rang: true }, { cause: 'connection-lost' }, 'failed'],
    ['BYE before any answer', 'outbound', {}, { cause: 'hung-up' }, 'failed'],
    ['cut off while ringing', 'outbound', { rang: true, closing: 'cut-off' }, undefined, 'failed'],
    ['the carrier never says why', 'outbound', {}, undefined, 'failed'],
    ['the rep rejects', 'inbound', { rang: true, closing: 'hung-up' }, { cause: 'callee-rejected' }, 'busy'],
    // The table has no row for a call that is sent on: for the rep it is "The user rejects the call".
    ['sent to another number', 'inbound', { rang: true, closing: 'forwarded' }, undefined, 'busy'],
    [
      'transferred',
      'inbound',
      { rang: true, answered: true, closing: 'transferred' },
      { cause: 'hung-up' },
      'completed',
    ],
    ['transferred', 'outbound', { answered: true, closing: 'transferred' }, undefined, 'completed'],
    ['rejected elsewhere', 'inbound', { rang: true }, { cause: 'callee-rejected' }, 'busy'],
    ['the caller gives up', 'inbound', { rang: true }, { cause: 'caller-canceled' }, 'canceled'],
    ['the caller hangs up early', 'inbound', { rang: true }, { cause: 'hung-up' }, 'canceled'],
    ['nobody picks up', 'inbound', { rang: true }, { cause: 'timed-out' }, 'no answer'],
    ['488', 'inbound', { rang: true }, { cause: 'setup-failed', status: 488 }, 'failed'],
  ];
  it.each(rows)('%s (%s)', (_what, direction, leg, reason, state) => {
    const history: LegHistory = { direction, rang: false, answered: false, ...leg };
    expect(finalState(direction, resultOf(history, reason))).toBe(state);
  });
});
