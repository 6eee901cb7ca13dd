import { describe, expect, it } from 'vitest';
import { sampleCall } from '../testing/sample-call.ts';
import type { Call } from './call.ts';
import { endedBecause } from './ended-because.ts';

describe('why a call ended, in words', () => {
  const rows: readonly (readonly [words: string, call: Partial<Call>])[] = [
    ['Busy', { endReason: { cause: 'callee-rejected', status: 486 } }],
    ['Busy (600)', { endReason: { cause: 'callee-rejected', status: 600 } }],
    ['Declined', { endReason: { cause: 'callee-rejected', status: 603 } }],
    ['The number does not exist (404)', { endReason: { cause: 'setup-failed', status: 404 } }],
    ['The call failed (699)', { endReason: { cause: 'setup-failed', status: 699 } }],
    ['The call failed: no microphone', { endReason: { cause: 'setup-failed', text: 'no microphone' } }],
    ['The call failed', { endReason: { cause: 'setup-failed' } }],
    ['No answer', { ringingAt: 1, endReason: { cause: 'timed-out', status: 480 } }],
    ['Not available (480)', { endReason: { cause: 'timed-out', status: 480 } }],
    ['No answer', { ringingAt: 1, closing: 'ring-time-out', endReason: { cause: 'caller-canceled' } }],
    ['You hung up', { closing: 'hung-up', endReason: { cause: 'caller-canceled' } }],
    ['The other side hung up', { answeredAt: 1, endReason: { cause: 'hung-up' } }],
    ['The connection was lost', { answeredAt: 1, endReason: { cause: 'connection-lost' } }],
    ['The connection to the phone system was lost', { endReason: { cause: 'connection-lost' } }],
    ['You transferred it', { answeredAt: 1, closing: 'transferred', endReason: { cause: 'hung-up' } }],
    [
      'The other side hung up during the transfer',
      { answeredAt: 1, transfer: { status: 'trying' }, endReason: { cause: 'hung-up' } },
    ],
    [
      'The other side hung up',
      { answeredAt: 1, transfer: { status: 'failed', message: 'Busy' }, endReason: { cause: 'hung-up' } },
    ],
    ['You sent it to another number', { direction: 'inbound', closing: 'forwarded' }],
    ['You did not answer', { direction: 'inbound', closing: 'ring-time-out' }],
    [
      'You ignored it',
      { direction: 'inbound', closing: 'ring-time-out', inbound: { to: '1', logged: true, ignored: true } },
    ],
    ['You chose not to dial', { closing: 'declined' }],
    ['Not dialed: Outdial was closed', { closing: 'closed' }],
    ['Outdial was closed', { closing: 'closed', dialedAt: 1 }],
    ['Outdial or the computer stopped during the call', { closing: 'cut-off' }],
  ];
  it.each(rows)('%s', (words, call) => {
    expect(endedBecause(sampleCall({ phase: 'ended', state: 'failed', ...call }))).toBe(words);
  });
  it('says nothing while the call is up', () => {
    expect(endedBecause(sampleCall({ closing: 'hung-up' }))).toBeUndefined();
  });
});
