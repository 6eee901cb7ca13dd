import { expect, test } from 'vitest';
import type { RequestEvent } from './http/journal.ts';
import { connect } from './testing/connect.ts';

const ECHO = 102;

test('a status for the next N requests that match', async () => {
  const { outreach, patch, request } = await connect();
  const { callId } = outreach.click(ECHO);
  outreach.fault({ status: 500, times: 2, method: 'PATCH', path: '/api/v2/calls' });
  expect((await request('GET', `/api/v2/calls/${callId}`)).status).toBe(200);
  const statuses = [];
  for (let count = 0; count < 3; count += 1)
    statuses.push((await patch(callId, { state: 'initiated' })).status);
  expect(statuses).toEqual([500, 500, 200]);
});

test('a seeded share of the requests: the same seed hits the same ones', async () => {
  const { outreach, request } = await connect();
  const run = async (seed: number) => {
    outreach.clearFaults();
    outreach.fault({ status: 503, share: 0.2, seed });
    const hits = [];
    for (let count = 0; count < 60; count += 1) hits.push((await request('GET', '/api/v2')).status === 503);
    return hits;
  };
  const once = await run(7);
  expect(await run(7)).toEqual(once);
  expect(await run(8)).not.toEqual(once);
  const share = once.filter(Boolean).length / once.length;
  expect(share).toBeGreaterThan(0.05);
  expect(share).toBeLessThan(0.4);
});

test('a connection reset before the effect has none, after the effect has one', async () => {
  const { outreach, patch } = await connect();
  const { callId } = outreach.click(ECHO);
  outreach.fault({ reset: 'before' });
  await expect(patch(callId, { state: 'initiated' })).rejects.toThrow('fetch failed');
  expect(outreach.calls()[0]?.state).toBeNull();
  outreach.fault({ reset: 'after' });
  await expect(patch(callId, { state: 'initiated' })).rejects.toThrow('fetch failed');
  expect(outreach.calls()[0]?.state).toBe('initiated');
  expect(outreach.journal().map(({ fault, answeredAt }) => [fault, answeredAt])).toEqual([
    ['reset before the effect', undefined],
    ['reset after the effect', undefined],
  ]);
});

test('a bad gateway after the effect; a body and headers of one’s own', async () => {
  const { outreach, patch, request } = await connect();
  const { callId } = outreach.click(ECHO);
  outreach.fault({ status: 504, afterEffect: true, body: { late: true }, headers: { 'x-proxy': 'edge' } });
  const answer = await patch(callId, { state: 'initiated' });
  expect([answer.status, answer.body, answer.headers.get('x-proxy')]).toEqual([504, { late: true }, 'edge']);
  expect(outreach.calls()[0]?.state).toBe('initiated');
  outreach.fault({ retryAfter: 2 });
  const limited = await request('GET', '/api/v2');
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '2']);
});

test('delays before the effect and before the answer', async () => {
  const { outreach, patch } = await connect();
  const { callId } = outreach.click(ECHO);
  outreach.fault({ delayMs: 40 });
  outreach.fault({ answerDelayMs: 40 });
  await patch(callId, { state: 'initiated' });
  await patch(callId, { state: 'ringing' });
  const [first, second] = outreach.journal();
  const [initiated, ringing] = outreach.calls()[0]?.history ?? [];
  expect((initiated?.receivedAt ?? 0) - (first?.at ?? 0)).toBeGreaterThan(35);
  expect((second?.answeredAt ?? 0) - (ringing?.receivedAt ?? 0)).toBeGreaterThan(35);
});

test('tokens revoked and the clock moved by a fault', async () => {
  const { outreach, request } = await connect();
  outreach.fault({ clockOffsetMs: 90_000, path: '/api/v2' });
  const { headers } = await request('GET', '/api/v2');
  expect(Date.parse(headers.get('date') ?? '') - Date.now()).toBeGreaterThan(80_000);
  outreach.fault({ revokeTokens: true });
  expect((await request('GET', '/api/v2')).status).toBe(401);
});

test('the journal tells requests and times, and shows no token', async () => {
  const { outreach, patch } = await connect();
  const { callId } = outreach.click(ECHO);
  await patch(callId, { state: 'initiated' });
  const { clientId, clientSecret, tokenUrl } = outreach.settings;
  const { refreshToken } = outreach.signIn();
  const fields = { client_id: clientId, client_secret: clientSecret, grant_type: 'refresh_token' };
  await fetch(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({ ...fields, refresh_token: refreshToken }),
  });
  const [update, minting] = outreach.journal();
  expect(update).toMatchObject({
    method: 'PATCH',
    path: `/api/v2/calls/${callId}`,
    status: 200,
    body: { data: { attributes: { state: 'initiated' } } },
  });
  expect(update?.answeredAt).toBeGreaterThan(update?.at ?? Number.POSITIVE_INFINITY);
  expect(minting?.body).toMatchObject({
    grant_type: 'refresh_token',
    refresh_token: expect.stringMatching(/^masked:/),
  });
  const shown = JSON.stringify(outreach.journal());
  for (const secret of [refreshToken, clientSecret]) expect(shown).not.toContain(secret);
});

test('a listener hears of each request three times, and the request waits for it', async () => {
  const { outreach, patch } = await connect();
  const { callId } = outreach.click(ECHO);
  const heard: unknown[] = [];
  const stop = outreach.onRequest(async ({ phase, status, answeredAt }: RequestEvent) => {
    await new Promise((resolve) => setImmediate(resolve));
    heard.push([phase, outreach.calls()[0]?.state, status, answeredAt !== undefined]);
  });
  await patch(callId, { state: 'initiated' });
  await expect
    .poll(() => heard, { timeout: 60_000 })
    .toEqual([
      ['before-effect', null, undefined, false],
      ['after-effect', 'initiated', 200, false],
      ['after-answer', 'initiated', 200, true],
    ]);
  stop();
  await patch(callId, { state: 'ringing' });
  expect(heard).toHaveLength(3);
});

test('an outage refuses connections and forgets nothing', async () => {
  const { outreach, patch, request } = await connect({ switches: { initiatedWindowMs: 8_000 } });
  const { callId } = outreach.click(ECHO);
  await outreach.stop();
  await expect(request('GET', '/api/v2')).rejects.toThrow('fetch failed');
  outreach.setClockOffset(10_000);
  expect(outreach.calls()[0]?.state).toBeNull();
  await outreach.start();
  expect((await patch(callId, { state: 'initiated' })).status).toBe(200);
  outreach.setSwitch('outageWindow', 'runs on');
  outreach.click(ECHO);
  await outreach.stop();
  outreach.setClockOffset(20_000);
  await outreach.start();
  expect(outreach.calls()[1]?.state).toBe('failed');
});
