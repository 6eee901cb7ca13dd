import { expect, it } from 'vitest';
import { callView } from '../calls/call-view.ts';
import { endedBecause } from '../calls/ended-because.ts';
import { createIncoming } from '../calls/incoming-call.ts';
import { carrierEvent } from '../ipc/carrier-contract.ts';
import { sampleCall } from '../testing/sample-call.ts';
import { endReasonOf } from './end-reason.ts';
import { sipTarget } from './sip-target.ts';

// RFC 3261, section 25.1: Reason-Phrase may hold UTF-8 and escapes; nobody stops a server from more.
it.each([
  ['Busy\r\nVia: x', 'Busy Via: x'],
  ['\u001b[31mGone\u202e', '[31mGone'],
  ['Call +1 (201) 555-0123 instead', undefined],
  ['2015550123', undefined],
  ['x'.repeat(100_000), 'x'.repeat(200)],
])('a reason phrase of %j is passed on as %j', (phrase, text) => {
  const reason = endReasonOf({
    direction: 'outbound',
    rang: false,
    answered: false,
    byUs: false,
    status: 404,
    phrase,
  });
  expect(reason.text).toBe(text);
});

it('what the window says of an end is not the server’s words where it gave a status', () => {
  const endReason = {
    cause: 'setup-failed',
    status: 404,
    text: 'Call the helpdesk at evil.example',
  } as const;
  expect(endedBecause(sampleCall({ phase: 'ended', endReason }))).toBe('The number does not exist (404)');
});

it.each(['+1201\r\nRoute: <sip:evil>', '1@evil.example', '1;maddr=evil', '1 2', '%0d%0a', '<1>', ''])(
  'no request line is made of %j',
  (number) => {
    expect(sipTarget(number, 'pbx.example')).toMatchObject({ ok: false, failure: { code: 'bad-number' } });
  },
);

it('reports of more than their bounds are refused at main’s door', () => {
  const callId = '0b0e7c7e-6f0c-4a55-9d53-3c1d3f6f6a01';
  const ended = (reason: object) => carrierEvent.safeParse({ type: 'ended', callId, reason }).success;
  expect(ended({ cause: 'hung-up', text: 'x'.repeat(200) })).toBe(true);
  expect(ended({ cause: 'hung-up', text: 'x'.repeat(201) })).toBe(false);
  expect(ended({ cause: 'hung-up', status: 1e9 })).toBe(false);
  expect(ended({ cause: 'x' })).toBe(false);
});

it('a caller’s name and number are shown and sent as one line', () => {
  const { call, effects } = createIncoming({
    id: '0b0e7c7e-6f0c-4a55-9d53-3c1d3f6f6a01',
    from: '+1201\r\n555\u202e0123',
    to: '\u0000',
    displayName: 'Your bank\u202e\nVerified \u001b[2J',
    logged: true,
    ringFor: 1_000,
    lineBusy: false,
    at: 1_000,
  });
  const { number, inbound } = callView(call, []);
  expect([number, inbound?.name]).toEqual(['+1201 555 0123', 'Your bank Verified [2J']);
  const told = effects.flatMap((effect) => (effect.type === 'tell-outreach' ? [effect.update] : []));
  expect(told[0]).toMatchObject({ from: '+1201 555 0123', to: 'anonymous' });
});
