import { describe, expect, it } from 'vitest';
import { CALL_PHASES, FINAL_STATES } from '../../../app/calls/call.ts';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { viewOf } from '../../../app/testing/sample-view.ts';
import { callHint, loggingWords, originWords, resultWords, stateWords } from './call-words.ts';

describe('stateWords', () => {
  it.each<[Partial<CallView>, string, string]>([
    [{ phase: 'confirming' }, 'Checking with Outreach…', 'wait'],
    [{ phase: 'asking' }, 'Waiting for your answer', 'wait'],
    [{ phase: 'dialing' }, 'Dialing…', 'wait'],
    [{ phase: 'incoming', direction: 'inbound' }, 'Incoming call', 'wait'],
    [{ phase: 'ringing' }, 'Ringing…', 'wait'],
    [{ phase: 'talking' }, 'In call', 'live'],
    [{ phase: 'talking', held: true }, 'On hold', 'wait'],
    [{ phase: 'talking', heldByFarEnd: true }, 'They put you on hold', 'wait'],
    [{ phase: 'talking', held: true, heldByFarEnd: true }, 'On hold', 'wait'],
    [{ phase: 'talking', held: true, transfer: { status: 'trying' } }, 'Transferring…', 'wait'],
    [{ phase: 'talking', transfer: { status: 'failed' } }, 'In call', 'live'],
    [{ phase: 'talking', inConference: true }, 'In conference', 'live'],
    [{ phase: 'ended', state: 'busy' }, 'Busy', 'wait'],
  ])('%o is “%s”', (call, text, tone) => {
    expect(stateWords(viewOf(call))).toEqual({ text, tone });
  });

  it('has words for every phase', () => {
    for (const phase of CALL_PHASES) expect(stateWords(viewOf({ phase })).text).not.toBe('');
  });
});

describe('resultWords', () => {
  it.each<[CallView['direction'], CallView['state'], string, string]>([
    ['outbound', 'completed', 'Completed', 'live'],
    ['outbound', 'busy', 'Busy', 'wait'],
    ['outbound', 'no answer', 'No answer', 'wait'],
    ['outbound', 'canceled', 'Canceled', 'quiet'],
    ['outbound', 'failed', 'Failed', 'bad'],
    ['inbound', 'completed', 'Completed', 'live'],
    ['inbound', 'busy', 'Declined', 'wait'],
    ['inbound', 'no answer', 'Missed', 'wait'],
    ['inbound', 'canceled', 'Caller hung up', 'wait'],
    ['inbound', 'failed', 'Failed', 'bad'],
  ])('%s, %s: %s', (direction, state, text, tone) => {
    expect(resultWords(viewOf({ phase: 'ended', direction, state }))).toEqual({ text, tone });
  });

  it('does not say that the caller of a ring group hung up when somebody else answered', () => {
    const inbound = { known: false, doNotCall: false, pickedUp: false, missed: false };
    const call = viewOf({ phase: 'ended', direction: 'inbound', state: 'canceled', inbound });
    expect(resultWords(call)).toEqual({ text: 'Answered elsewhere', tone: 'quiet' });
  });

  it('calls one that came during another call missed, not declined', () => {
    const inbound = { known: false, doNotCall: false, pickedUp: false, missed: true };
    const call = viewOf({ phase: 'ended', direction: 'inbound', state: 'busy', inbound });
    expect(resultWords(call).text).toBe('Missed');
  });

  it.each([
    ['outbound', 'completed', 'transferred', 'Transferred'],
    ['inbound', 'busy', 'forwarded', 'Sent on'],
    ['inbound', 'busy', 'rejected', 'Declined'],
    ['outbound', 'completed', 'hung-up', 'Completed'],
  ] as const)('%s, %s, %s: %s', (direction, state, closing, text) => {
    expect(resultWords(viewOf({ phase: 'ended', direction, state, closing })).text).toBe(text);
  });

  it('has its own words for every final state, both ways', () => {
    for (const direction of ['outbound', 'inbound'] as const) {
      const words = FINAL_STATES.map((state) => resultWords(viewOf({ direction, state })).text);
      expect(new Set(words).size).toBe(FINAL_STATES.length);
    }
  });
});

describe('loggingWords', () => {
  it.each<[CallView['logging'], string | undefined]>([
    ['none', undefined],
    ['logged', 'Logged in Outreach'],
    ['waiting', 'Waiting to be logged'],
    ['refused', 'Not logged in Outreach'],
  ])('%s: %s', (logging, text) => {
    expect(loggingWords(viewOf({ logging }))?.text).toBe(text);
  });
});

describe('originWords', () => {
  it.each<[Partial<CallView>, string]>([
    [{ origin: 'outreach' }, 'From Outreach'],
    [{ origin: 'link' }, 'From a link'],
    [{ origin: 'dialer' }, 'Dialed here'],
    [{ origin: 'dialer', direction: 'inbound' }, 'Incoming'],
  ])('%o: %s', (call, text) => {
    expect(originWords(viewOf(call))).toBe(text);
  });
});

describe('callHint', () => {
  it.each<[Partial<CallView>, RegExp | null]>([
    [{ phase: 'ringing', earlyMedia: true }, /You hear them.*before they answer/],
    [{ phase: 'ringing' }, null],
    [{ phase: 'confirming' }, /as soon as Outreach confirms/],
    [{ phase: 'talking', muted: true }, /muted/],
    [{ phase: 'talking' }, /M mutes/],
    [{ phase: 'talking', held: true }, /neither side/],
    [{ phase: 'talking', heldByFarEnd: true }, /off hold/],
    [{ phase: 'talking', transfer: { status: 'trying' } }, /connecting them/],
    [{ phase: 'dialing' }, null],
  ])('%o: %s', (call, hint) => {
    if (hint) expect(callHint(viewOf(call))).toMatch(hint);
    else expect(callHint(viewOf(call))).toBeNull();
  });
});
