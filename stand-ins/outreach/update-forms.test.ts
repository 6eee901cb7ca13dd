import { expect, test } from 'vitest';
import { connect } from './testing/connect.ts';

const ECHO = 102;

/** How an update must be written. Quotes are from the specification, its heading in brackets, and from Outreach's API. */

test.each([
  ['state', { state: 'answered' }, 'validationError'],
  ['state', { state: 'in-progress' }, 'validationError'],
  ['stateChangedAt', { state: 'initiated', stateChangedAt: 'yesterday' }, 'validationError'],
  ['stateChangedAt', { state: 'initiated', stateChangedAt: 1_700_000_000 }, 'validationError'],
  ['vendorCallId', { state: 'initiated', vendorCallId: 'v'.repeat(64) }, 'validationDataTooLongError'],
  [
    'recordingUrl',
    { recordingUrl: `https://voice.example/${'x'.repeat(255)}` },
    'validationDataTooLongError',
  ],
  ['recordingUrl', { recordingUrl: 'file:///tmp/a.wav' }, 'validationError'],
  ['recordingUrl', { recordingUrl: 'https://voice.example/a b' }, 'validationError'],
  ['recordingUrl', { recordingUrl: 'https://voice.example/100%' }, 'validationError'],
  ['voicemailUrl', { voicemailUrl: 'https://voice.example/"' }, 'validationError'],
  ['voicemailUrl', { voicemailUrl: 'not a url' }, 'validationError'],
])('%s must be as documented: %j is %s', async (name, attributes, id) => {
  const { outreach, patch } = await connect();
  const { callId } = outreach.click(ECHO);
  const refused = await patch(callId, attributes);
  expect(refused.status).toBe(422);
  expect(refused.body.errors?.[0]).toMatchObject({ id, source: { pointer: `/data/attributes/${name}` } });
});

test('"PATCH with data.id": the id of the path, "Ids are JSON integers" and a call-id is a string', async () => {
  const { outreach, request } = await connect();
  const { callId } = outreach.click(ECHO);
  const attributes = { state: 'initiated' };
  const send = async (path: string | number, id: unknown) => {
    const body = { data: { type: 'call', id, attributes } };
    return (await request('PATCH', `/api/v2/calls/${path}`, body)).status;
  };
  expect(await send(1, '1')).toBe(400);
  expect(await send(callId, undefined)).toBe(400);
  expect(await send(1, 1)).toBe(200);
  expect(await send(callId, callId)).toBe(200);
});

test('"The timestamp at which the call state changed must be provided" [Requirements], as a switch', async () => {
  const { outreach, patch } = await connect({
    switches: { timeLeftOut: 'refused', futureTime: 'refused' },
  });
  const { callId } = outreach.click(ECHO);
  const at = (ms: number) => ({
    state: 'initiated',
    stateChangedAt: new Date(Date.now() + ms).toISOString(),
  });
  for (const wrong of [{ state: 'initiated' }, at(600_000)])
    expect((await patch(callId, wrong)).body.errors?.[0]?.source?.pointer).toBe(
      '/data/attributes/stateChangedAt',
    );
  expect((await patch(callId, at(0))).status).toBe(200);
});

test('a call-id is "a string that identifies a call": whether its case matters is a switch [The tel URI]', async () => {
  const { outreach, patch } = await connect({ switches: { callIdCase: 'exact' } });
  const { callId } = outreach.click(ECHO);
  expect((await patch(callId.toLowerCase(), { state: 'initiated' })).status).toBe(404);
  expect((await patch(callId, { state: 'initiated' })).status).toBe(200);
});
