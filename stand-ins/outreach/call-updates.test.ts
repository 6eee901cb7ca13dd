import { expect, test } from 'vitest';
import { CALL_STATES, FINAL_STATES } from '../../app/calls/call.ts';
import { connect } from './testing/connect.ts';

const ECHO = 102;

/** Quotes are from the specification, its heading in brackets. */

test('"Once a call reaches one of the final states, its state cannot be updated again" [Call states]', async () => {
  const { outreach, patch } = await connect();
  for (const final of FINAL_STATES) {
    for (const next of CALL_STATES) {
      const { callId } = outreach.click(ECHO);
      await patch(callId, { state: 'initiated' });
      expect((await patch(callId, { state: final })).status).toBe(200);
      const refused = await patch(callId, { state: next });
      expect([final, next, refused.status]).toEqual([final, next, 422]);
      expect(refused.body.errors?.[0]).toMatchObject({
        id: 'validationError',
        source: { pointer: '/data/attributes/state' },
      });
    }
  }
});

test.each([
  ['ringing', 'initiated'],
  ['in progress', 'initiated'],
  ['in progress', 'ringing'],
])(
  'from "%s" back to "%s" is "a state that is prior to the current state": an error [Call states]',
  async (now, prior) => {
    const { outreach, patch } = await connect({ switches: { unansweredAfterAnswer: 'allowed' } });
    const { callId } = outreach.click(ECHO);
    await patch(callId, { state: now });
    const refused = await patch(callId, { state: prior });
    expect([refused.status, refused.body.errors?.[0]?.source?.pointer]).toEqual([
      422,
      '/data/attributes/state',
    ]);
    expect(outreach.calls()[0]?.state).toBe(now);
  },
);

test('"an error is returned if a call update request updates the state to ringing" while in progress [Call states]', async () => {
  const { outreach, patch } = await connect();
  const { callId } = outreach.click(ECHO);
  for (const state of ['initiated', 'ringing', 'in progress']) await patch(callId, { state });
  for (const earlier of ['ringing', 'initiated'])
    expect((await patch(callId, { state: earlier })).status).toBe(422);
  expect((await patch(callId, { state: 'completed' })).body.data?.attributes.state).toBe('completed');
  expect(outreach.calls()[0]?.history.map(({ state, by }) => [state, by])).toEqual([
    ['initiated', 'app'],
    ['ringing', 'app'],
    ['in progress', 'app'],
    ['completed', 'app'],
  ]);
});

test.each(['busy', 'no answer', 'canceled', 'failed'])(
  'an answered call ends as "completed" only, not as "%s" [Call states, table: "A call is answered by the callee."]',
  async (final) => {
    const { outreach, patch } = await connect();
    const { callId } = outreach.click(ECHO);
    await patch(callId, { state: 'in progress' });
    expect((await patch(callId, { state: final })).status).toBe(422);
    outreach.setSwitch('unansweredAfterAnswer', 'allowed');
    expect((await patch(callId, { state: final })).status).toBe(200);
  },
);

test('"If Outreach doesn’t get the initiated state update, the outbound call is treated as failed" [Requirements]', async () => {
  const { outreach, patch } = await connect();
  const { callId } = outreach.click(ECHO);
  outreach.setClockOffset(5_000);
  expect(outreach.calls()[0]).toMatchObject({ state: 'failed', history: [{ by: 'outreach' }] });
  const late = await patch(callId, { state: 'initiated' });
  expect(late.status).toBe(422);
  outreach.setSwitch('lateInitiated', 'accepted');
  expect((await patch(callId, { state: 'initiated' })).status).toBe(200);
});

test('the 5 s pass by themselves, without any request', async () => {
  const { outreach } = await connect({ switches: { initiatedWindowMs: 20 } });
  outreach.click(ECHO);
  await expect.poll(() => outreach.calls()[0]?.state, { timeout: 60_000 }).toBe('failed');
});

test('"must update the call state to initiated within 5s": a call that was updated does not fail [Requirements]', async () => {
  const { outreach, patch } = await connect();
  const { callId } = outreach.click(ECHO);
  await patch(callId, { state: 'initiated' });
  outreach.setClockOffset(60_000);
  expect(outreach.calls()[0]?.state).toBe('initiated');
  expect((await patch(callId, { state: 'ringing' })).status).toBe(200);
});

test('"Errors will be returned for call updates 1 hour after a call is ended" [Requirements]', async () => {
  const { outreach, patch } = await connect();
  const { callId } = outreach.click(ECHO);
  await patch(callId, { state: 'in progress' });
  await patch(callId, { state: 'completed' });
  const recordingUrl = 'https://voice.example/1';
  outreach.setClockOffset(3_500_000);
  expect((await patch(callId, { vendorCallId: 'a', recordingUrl })).status).toBe(200);
  outreach.setClockOffset(3_600_000);
  expect((await patch(callId, { recordingUrl })).status).toBe(422);
});

test('"A recording URL shall only be provided for calls whose final state is completed" [Recording/Voicemail URL]', async () => {
  const { outreach, patch } = await connect();
  const recordingUrl = 'https://voice.example/1';
  for (const final of FINAL_STATES) {
    const { callId } = outreach.click(ECHO);
    await patch(callId, { state: 'ringing' });
    const early = await patch(callId, { recordingUrl });
    expect(early.body.errors?.[0]?.source?.pointer).toBe('/data/attributes/recordingUrl');
    const { status } = await patch(callId, { state: final, recordingUrl });
    expect([final, status]).toEqual([final, final === 'completed' ? 200 : 422]);
  }
});

test('"A single URL shall be provided even if recording was started/stopped multiple times" [Recording/Voicemail URL]', async () => {
  const { outreach, patch } = await connect();
  const { callId } = outreach.click(ECHO);
  await patch(callId, { state: 'in progress' });
  await patch(callId, { state: 'completed', recordingUrl: 'https://voice.example/1' });
  expect((await patch(callId, { recordingUrl: 'https://voice.example/1' })).status).toBe(200);
  expect((await patch(callId, { recordingUrl: 'https://voice.example/2' })).status).toBe(422);
});

test('"A voicemail URL shall only be provided for an inbound call whose final state is either busy or no answer" [Recording/Voicemail URL]', async () => {
  const { outreach, patch, createInbound } = await connect();
  const voicemailUrl = 'https://voice.example/mail/1';
  for (const final of FINAL_STATES) {
    const inbound = (await createInbound()).body.data?.id ?? 0;
    const { status, body } = await patch(inbound, { state: final, voicemailUrl });
    const allowed = final === 'busy' || final === 'no answer';
    expect([final, status]).toEqual([final, allowed ? 200 : 422]);
    if (allowed) expect(body.data?.attributes.voicemailRecordingUrl).toBe(voicemailUrl);
    const { callId } = outreach.click(ECHO);
    expect((await patch(callId, { state: final, voicemailUrl })).status).toBe(422);
  }
});

test('"Only the attributes specified below can be updated via the new API" [Update an existing call]', async () => {
  const { outreach, patch } = await connect();
  const { callId } = outreach.click(ECHO);
  for (const name of ['note', 'outcome', 'answeredAt', 'direction', 'from', 'anything']) {
    const refused = await patch(callId, { state: 'initiated', [name]: 'x' });
    expect([name, refused.status, refused.body.errors?.[0]?.id]).toEqual([
      name,
      400,
      'permittedParams.unknownAttribute',
    ]);
  }
  expect(outreach.calls()[0]?.state).toBeNull();
});

test('"It cannot be empty unless recordingUrl or voicemailUrl is provided" [Update an existing call, state]', async () => {
  const { outreach, patch } = await connect();
  const { callId } = outreach.click(ECHO);
  for (const attributes of [{}, { state: '' }, { state: null }, { vendorCallId: 'x' }])
    expect((await patch(callId, attributes)).body.errors?.[0]?.source?.pointer).toBe(
      '/data/attributes/state',
    );
  await patch(callId, { state: 'in progress' });
  await patch(callId, { state: 'completed' });
  expect((await patch(callId, { recordingUrl: 'https://voice.example/1' })).status).toBe(200);
});

test('"If it’s not provided, the time on which the API is invoked will be used" [Update an existing call, stateChangedAt]', async () => {
  const { outreach, patch } = await connect();
  const { callId } = outreach.click(ECHO);
  const before = Date.now();
  await patch(callId, { state: 'initiated' });
  const at = Date.parse(outreach.calls()[0]?.stateChangedAt ?? '');
  expect(at).toBeGreaterThanOrEqual(before);
  expect(at).toBeLessThanOrEqual(Date.now());
  await patch(callId, { state: 'ringing', stateChangedAt: '2026-03-01T09:00:00.123+02:00' });
  expect(Date.parse(outreach.calls()[0]?.stateChangedAt ?? '')).toBe(Date.UTC(2026, 2, 1, 7, 0, 0, 123));
});

test('"This method is not allowed for native Outreach Voice calls" [Notes]', async () => {
  const { outreach, patch } = await connect();
  const { callId } = outreach.nativeCall(ECHO);
  const refused = await patch(callId, { state: 'ringing' });
  expect(refused.status).toBe(403);
  expect(refused.body.errors?.[0]?.id).toBe('unauthorizedRequest');
});

test('"{:id} is the call ID" of the tel link or of the create API [Endpoint]', async () => {
  const { outreach, patch, request } = await connect();
  const { callId } = outreach.click(ECHO);
  expect((await patch(callId, { state: 'initiated' })).status).toBe(200);
  expect((await patch(callId.toLowerCase(), { state: 'ringing' })).status).toBe(200);
  expect((await patch(1, { state: 'in progress' })).status).toBe(200);
  const unknown = await patch(99, { state: 'initiated' });
  expect(unknown.body.errors?.[0]?.detail).toBe("Could not find 'call' with ID '99'.");
  expect(unknown.status).toBe(404);
  const other = { data: { type: 'call', id: 2, attributes: { state: 'completed' } } };
  expect((await request('PATCH', '/api/v2/calls/1', other)).status).toBe(400);
  outreach.setSwitch('callAddress', 'integer');
  expect((await patch(callId, { state: 'completed' })).status).toBe(404);
  outreach.setSwitch('callAddress', 'uuid');
  expect((await patch(1, { state: 'completed' })).status).toBe(404);
});

test('assumed: what Outreach does where the specification is silent is a switch', async () => {
  const { outreach, patch } = await connect();
  const { callId } = outreach.click(ECHO);
  expect((await patch(callId, { state: 'initiated' })).status).toBe(200);
  expect((await patch(callId, { state: 'initiated' })).status).toBe(200);
  expect(outreach.calls()[0]?.history).toHaveLength(1);
  outreach.setSwitch('sameState', 'refused');
  expect((await patch(callId, { state: 'initiated' })).status).toBe(422);
  outreach.setSwitch('orderViolation', '409');
  expect((await patch(callId, { state: 'initiated' })).status).toBe(409);
  outreach.setSwitch('skippedState', 'refused');
  expect((await patch(callId, { state: 'in progress' })).status).toBe(409);
  outreach.setSwitch('timeOrder', 'refused');
  const early = { state: 'ringing', stateChangedAt: '2020-01-01T00:00:00Z' };
  expect((await patch(callId, early)).body.errors?.[0]?.source?.pointer).toBe(
    '/data/attributes/stateChangedAt',
  );
  outreach.setSwitch('updateAnswer', 'identifier');
  expect((await patch(callId, { recordingUrl: '', state: 'initiated' })).status).toBe(409);
  outreach.setSwitch('sameState', 'accepted');
  expect((await patch(callId, { state: 'initiated' })).body).toEqual({ data: { type: 'call', id: 1 } });
  outreach.setSwitch('updateAnswer', 'empty');
  expect(await patch(callId, { state: 'ringing' })).toMatchObject({ status: 204, body: null });
  await patch(callId, { state: 'busy' });
  outreach.setSwitch('sameFinalState', 'accepted');
  expect((await patch(callId, { state: 'busy' })).status).toBe(204);
});
