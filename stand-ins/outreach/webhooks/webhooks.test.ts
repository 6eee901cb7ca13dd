import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { readBody } from '../http/server.ts';
import { connect } from '../testing/connect.ts';

const SCOPES = ['calls.read', 'calls.write', 'webhooks.all'];
const FAST = { webhookRetryMs: 5, webhookTimeoutMs: 20_000 };
/** Where no answer is to come. */
const IMPATIENT = { ...FAST, webhookTimeoutMs: 400 };

/** A receiver that meets each delivery as `meet` says; by default it answers 200. */
async function receiver(meet: (tries: number) => 'ok' | 'reset' | 'silent' | 500 = () => 'ok') {
  const got: { headers: IncomingHttpHeaders; text: string }[] = [];
  const server = createServer(async (request, response) => {
    got.push({ headers: request.headers, text: (await readBody(request, 100_000)) ?? '' });
    const how = meet(got.length);
    if (how === 'reset') request.socket.resetAndDestroy();
    else if (how !== 'silent') response.writeHead(how === 'ok' ? 200 : how).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

const webhook = (attributes: object) => ({ data: { type: 'webhook', attributes } });

test('"body {data:{type,id,attributes(changed only)},meta:{deliveredAt,eventName}}", signed over the raw body', async () => {
  const { got, url } = await receiver();
  const { outreach, request, patch } = await connect({ scopes: SCOPES });
  const made = await request(
    'POST',
    '/api/v2/webhooks',
    webhook({ url, resource: 'call', secret: 'shared' }),
  );
  expect(made.status).toBe(201);
  expect(JSON.stringify(made.body)).not.toContain('shared');
  const { callId } = outreach.click(102);
  await patch(callId, { state: 'ringing', stateChangedAt: '2026-05-01T10:00:00.000Z' });
  await expect.poll(() => got.length, { timeout: 60_000 }).toBe(2);
  const bodies = got
    .map(({ text }) => JSON.parse(text))
    .toSorted((a, b) => (a.meta.eventName < b.meta.eventName ? -1 : 1));
  expect(bodies[0]).toMatchObject({
    data: { type: 'call', id: 1, attributes: { uid: callId, state: null } },
    meta: { eventName: 'call.created' },
  });
  expect(bodies[1]).toEqual({
    data: {
      type: 'call',
      id: 1,
      attributes: {
        state: 'ringing',
        stateChangedAt: '2026-05-01T10:00:00.000Z',
        updatedAt: expect.any(String),
      },
    },
    meta: { deliveredAt: expect.any(String), eventName: 'call.updated' },
  });
  for (const { headers, text } of got)
    expect(headers['outreach-webhook-signature']).toBe(
      createHmac('sha256', 'shared').update(text).digest('hex'),
    );
});

test('a call that Outreach fails by itself is an update too', async () => {
  const { got, url } = await receiver();
  const { outreach, request } = await connect({ scopes: SCOPES });
  await request('POST', '/api/v2/webhooks', webhook({ url, resource: 'call', action: 'updated' }));
  outreach.click(102);
  outreach.setClockOffset(5_000);
  await expect.poll(() => got.length, { timeout: 60_000 }).toBe(1);
  expect(JSON.parse(got[0]?.text ?? '').data.attributes.state).toBe('failed');
});

test.each([
  ['"4 tries 1 s apart on network failure only": resets', 'reset', 4],
  ['"5 s timeout": no answer', 'silent', 4],
  ['an error status is an answer', 500, 1],
] as const)('%s', async (_name, how, tries) => {
  const { got, url } = await receiver(() => how);
  const { outreach, request } = await connect({
    scopes: SCOPES,
    switches: how === 'silent' ? IMPATIENT : FAST,
  });
  await request('POST', '/api/v2/webhooks', webhook({ url, action: 'created' }));
  outreach.click(102);
  const deliveries = async () => {
    const state = await (await fetch(`${outreach.url}/admin/state`)).json();
    return (state as { deliveries: { tries: number }[] }).deliveries;
  };
  await expect
    .poll(async () => (await deliveries()).map((delivery) => delivery.tries), { timeout: 60_000 })
    .toEqual([tries]);
  await expect.poll(() => got.length, { timeout: 60_000 }).toBe(tries);
});

test('GET lists webhooks, DELETE ends them', async () => {
  const { got, url } = await receiver();
  const { outreach, request } = await connect({ scopes: SCOPES });
  await request('POST', '/api/v2/webhooks', webhook({ url }));
  expect((await request('GET', '/api/v2/webhooks')).body.data).toMatchObject([
    { id: 1, attributes: { url, action: '*' } },
  ]);
  expect((await request('DELETE', '/api/v2/webhooks/1')).status).toBe(204);
  expect((await request('DELETE', '/api/v2/webhooks/1')).status).toBe(404);
  expect((await request('POST', '/api/v2/webhooks', webhook({ url: 'mailto:a' }))).status).toBe(422);
  outreach.click(102);
  expect(got).toEqual([]);
});
