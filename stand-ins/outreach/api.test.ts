import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connect, INBOUND } from './testing/connect.ts';

const CALL = { data: { type: 'call', attributes: INBOUND } };
const ids = (data: unknown) => (data as { id: number }[]).map(({ id }) => id);

test('GET /api/v2 says who is signed in and with which scopes', async () => {
  const { outreach, request } = await connect();
  const { status, body } = await request('GET', '/api/v2');
  expect(status).toBe(200);
  expect(body.meta).toEqual({
    user: { id: 41, email: expect.stringContaining('@'), firstName: 'Riley', lastName: 'Okafor' },
    scopes: outreach.settings.scopes,
  });
});

test.each([undefined, 'Bearer nonsense', 'Bearer a.b.c', 'Basic abc'])(
  '401 is not JSON:API: authorization %s',
  async (authorization) => {
    const { outreach } = await connect();
    const headers = authorization === undefined ? {} : { authorization };
    const answer = await fetch(`${outreach.url}/api/v2/calls`, { headers });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.json()).toEqual({
      error: 'Invalid JWT token.',
      description: 'The JWT token could not be decoded.',
    });
  },
);

test('scopes "do not add up (write gives no read)"', async () => {
  const { outreach, request, createInbound } = await connect({ scopes: ['calls.write'] });
  const { callId } = outreach.click(102);
  expect((await createInbound()).status).toBe(201);
  const refused = await request('GET', `/api/v2/calls/${callId}`);
  expect(refused.status).toBe(403);
  expect(refused.body.errors?.[0]).toMatchObject({
    id: 'unauthorizedOauthScope',
    detail: "Your authorization does not include the required scope 'calls.read'.",
  });
  expect((await request('DELETE', '/api/v2/webhooks/1')).body.errors?.[0]?.detail).toContain(
    'webhooks.delete',
  );
});

test.each(['application/json', 'text/plain', 'application/vnd.api+json; charset=utf-8', undefined])(
  '"application/vnd.api+json both ways; a wrong type is 415": sent as %s',
  async (type) => {
    const { outreach, request } = await connect();
    const answer = await request(
      'POST',
      '/api/v2/calls',
      CALL,
      type === undefined ? {} : { 'content-type': type },
    );
    expect(answer.status).toBe(type === undefined ? 201 : 415);
    if (type !== undefined) expect(answer.body.errors?.[0]?.id).toBe('unsupportedMediaType');
    expect(outreach.calls()).toHaveLength(type === undefined ? 1 : 0);
    expect((await request('GET', '/api/v2', undefined, { accept: 'application/json' })).status).toBe(415);
  },
);

test.each([
  ['no JSON', '{"data":'],
  ['no document', '{"type":"call"}'],
  ['another type', '{"data":{"type":"calls","attributes":{}}}'],
  ['a member nobody knows', '{"data":{"type":"call","attributes":{},"links":{}}}'],
])('a body that is %s is 400', async (_name, text) => {
  const { request } = await connect();
  expect((await request('POST', '/api/v2/calls', text)).status).toBe(400);
});

test('unknown paths and methods are answered in JSON:API', async () => {
  const { request } = await connect();
  expect((await request('GET', '/api/v2/sequences')).body.errors?.[0]?.id).toBe('resourceNotFound');
  expect((await request('GET', '/api/v2/prospects/7777')).body.errors?.[0]?.detail).toBe(
    "Could not find 'prospect' with ID '7777'.",
  );
  expect((await request('PATCH', '/api/v2/calls', CALL)).status).toBe(405);
});

test('"X-RateLimit-Limit/-Remaining/-Reset on every answer; 429 with Retry-After"', async () => {
  const { outreach, request } = await connect({ switches: { ratePerHour: 3 } });
  const answers = [];
  for (let count = 0; count < 4; count += 1) answers.push(await request('GET', '/api/v2/calls'));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  expect(answers.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['2', '1', '0', '0']);
  expect(answers[0]?.headers.get('x-ratelimit-limit')).toBe('3');
  expect(answers[3]?.body.errors?.[0]?.id).toBe('rateLimitExceeded');
  expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(3590);
  outreach.setSwitch('retryAfterForm', 'a date');
  const dated = (await request('GET', '/api/v2/calls')).headers.get('retry-after');
  expect(Date.parse(dated ?? '') - Date.now()).toBeGreaterThan(3_590_000 - 20_000);
  outreach.setClockOffset(3_600_000);
  expect((await request('GET', '/api/v2/calls')).status).toBe(200);
});

test('under maintenance every answer is 503', async () => {
  const { outreach, patch } = await connect({ switches: { maintenance: true } });
  const { callId } = outreach.click(102);
  const refused = await patch(callId, { state: 'initiated' });
  expect([refused.status, refused.body.errors?.[0]?.id]).toEqual([503, 'scheduledServerMaintenance']);
  expect(outreach.calls()[0]?.state).toBeNull();
});

test('"Who is calling": phoneNumbers by number with their prospects', async () => {
  const { request } = await connect();
  const path = '/api/v2/phoneNumbers?filter[number]=%2B12025550107&include=prospect';
  const { body } = await request('GET', path);
  expect(body.data).toHaveLength(1);
  expect(body.included).toMatchObject([
    { type: 'prospect', id: 108, attributes: { lastName: 'Salonen', callOptedOut: true } },
  ]);
  expect((await request('GET', '/api/v2/phoneNumbers?filter[number]=%2B1999')).body.data).toEqual([]);
  expect((await request('GET', '/api/v2/phoneNumbers?filter[nothing]=1')).status).toBe(400);
});

test('"Lists: page[size|after|before]", 50 by default, links.first/prev/next', async () => {
  const { outreach, request } = await connect();
  for (let count = 0; count < 55; count += 1) outreach.click(102);
  const first = await request('GET', '/api/v2/calls');
  expect(ids(first.body.data)).toHaveLength(50);
  const links = (body: Record<string, unknown>) => body.links as Record<string, string>;
  expect(Object.keys(links(first.body))).toEqual(['first', 'next']);
  const follow = async (link = '') => (await request('GET', link.replace(outreach.url, ''))).body;
  const second = await follow(links(first.body).next);
  expect(ids(second.data)).toEqual([51, 52, 53, 54, 55]);
  expect(links(second).next).toBeUndefined();
  expect(ids((await follow(links(second).prev)).data)).toEqual(ids(first.body.data));
  expect((await request('GET', '/api/v2/calls?page[size]=0')).status).toBe(400);
});

test('"Filters a,b, x..y", sort and relationships', async () => {
  const { outreach, patch, request } = await connect();
  for (const prospect of [101, 102, 103, 102]) outreach.click(prospect);
  await patch(2, { state: 'ringing' });
  await patch(3, { state: 'busy' });
  const list = async (query: string) => ids((await request('GET', `/api/v2/calls?${query}`)).body.data);
  expect(await list('filter[state]=ringing,busy&sort=-id')).toEqual([3, 2]);
  expect(await list('filter[id]=2..3')).toEqual([2, 3]);
  expect(await list('filter[prospect][id]=102')).toEqual([2, 4]);
  expect(await list('filter[createdAt]=2020-01-01..inf&filter[user][id]=41')).toEqual([1, 2, 3, 4]);
  expect(await list('filter[createdAt]=neginf..2020-01-01')).toEqual([]);
});

test('what cannot be sorted, included or read is 400; fields[type] leaves attributes out', async () => {
  const { outreach, request } = await connect();
  outreach.click(102);
  for (const query of [
    'sort=nothing',
    'include=nothing',
    'page[after]=x',
    'page[size]=1001',
    'filter[user]=1',
    'x=1',
  ])
    expect([query, (await request('GET', `/api/v2/calls?${query}`)).status]).toEqual([query, 400]);
  expect((await request('GET', '/api/v2/calls/1?include=nothing')).status).toBe(400);
  const { body } = await request('GET', '/api/v2/calls/1?fields[call]=state,to');
  expect(body.data?.attributes).toEqual({ state: null, to: '+12025550100' });
});

test('whatever is sent, the answer is a status with a reason, never a crash', async () => {
  const { outreach, request } = await connect({ scopes: ['calls.all', 'webhooks.all', 'phoneNumbers.all'] });
  outreach.click(102);
  const name = fc.constantFrom('state', 'from', 'url', 'recordingUrl', '__proto__', 'constructor', 'tags');
  const attributes = fc.dictionary(name, fc.jsonValue());
  const body = fc.oneof(
    fc.jsonValue(),
    fc.string(),
    fc.record({
      data: fc.record({ type: fc.constantFrom('call', 'webhook'), id: fc.jsonValue(), attributes }),
    }),
  );
  const path = fc.oneof(
    fc.constantFrom('/calls', '/calls/1', '/webhooks', '/phoneNumbers', ''),
    fc.webPath(),
    fc
      .string()
      .map((text) => `/calls?${encodeURIComponent(text)}=1&filter[${encodeURIComponent(text)}]=a..b`),
    fc.string().map((text) => `/calls/${encodeURIComponent(text)}`),
  );
  const method = fc.constantFrom('POST', 'PATCH', 'DELETE');
  await fc.assert(
    fc.asyncProperty(method, path, body, async (verb, where, given) => {
      const answer = await request(verb, `/api/v2${where}`, given);
      expect(answer.status).toBeLessThan(500);
      if (answer.status >= 400) expect(answer.body.errors?.[0]?.detail).toBeTruthy();
      expect((await request('GET', `/api/v2${where}`)).status).toBeLessThan(500);
    }),
    { numRuns: 80 },
  );
});

test('a call by id or uid; users, prospects, dispositions and purposes as lists and one by one', async () => {
  const { outreach, request } = await connect();
  const { callId } = outreach.click(101);
  for (const id of [callId, '1']) {
    const { body } = await request('GET', `/api/v2/calls/${id}?include=prospect`);
    expect(body).toMatchObject({ data: { attributes: { uid: callId } }, included: [{ id: 101 }] });
  }
  for (const plural of ['users', 'prospects', 'callDispositions', 'callPurposes']) {
    const [id] = ids((await request('GET', `/api/v2/${plural}`)).body.data);
    expect((await request('GET', `/api/v2/${plural}/${id}`)).body.data?.id).toBe(id);
  }
});
