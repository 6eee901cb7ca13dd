import { expect, it } from 'vitest';
import { callPatch } from './call-request.ts';
import { deliveryOf } from './delivery.ts';

const URL = 'https://rec.example.com/1';

it.each([
  ['recording', { recordingUrl: URL }],
  ['voicemail', { voicemailUrl: URL }],
] as const)(
  'state "cannot be empty unless recordingUrl or voicemailUrl is provided": a %s goes alone',
  (kind, attributes) => {
    expect(callPatch('7', { kind, url: URL })).toEqual({ data: { type: 'call', id: 7, attributes } });
  },
);

it.each([
  [{ recordingUrl: URL }, { recording: URL }],
  [{ voicemailRecordingUrl: URL }, { voicemail: URL }],
  [{ voicemailUrl: URL, recordingUrl: '' }, { voicemail: URL }],
  [{ recordingUrl: null }, undefined],
])('what Outreach has linked to a call: %o', (attributes, urls) => {
  const body = JSON.stringify({
    data: { type: 'call', id: 7, attributes: { state: 'completed', ...attributes } },
  });
  const delivery = deliveryOf({ status: 200, headers: {}, body }, 0);
  expect(delivery).toEqual({ outcome: 'accepted', state: 'completed', ...(urls && { urls }) });
});
