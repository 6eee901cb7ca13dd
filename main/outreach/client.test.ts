import { expect, test } from 'vitest';
import type { Owner } from '../../app/outbox/owner.ts';
import type { HttpAnswer } from '../../app/outreach/http-answer.ts';
import { createFakeClock } from '../../app/testing/fake-clock.ts';
import { createOutreachClient } from './client.ts';
import type { Access } from './session-view.ts';
import type { HttpOutcome, HttpRequest } from './transport.ts';

const UPDATE = { kind: 'state', state: 'ringing', stateChangedAt: 0 } as const;

const answered = (status: number, body: unknown = ''): HttpOutcome => {
  const answer: HttpAnswer = { status, headers: {}, body: body === '' ? '' : JSON.stringify(body) };
  return { kind: 'answer', answer };
};
const UNAUTHORIZED = answered(401, {
  error: 'Invalid JWT token.',
  description: 'The JWT token could not be decoded.',
});

function setUp(
  answers: readonly HttpOutcome[],
  refused: Access = { ok: true, token: 'second', userId: '1' },
  owner?: Owner,
) {
  const requests: HttpRequest[] = [];
  const heard: boolean[] = [];
  const clock = createFakeClock();
  const client = createOutreachClient({
    apiUrl: 'https://api.outreach.example/api/v2',
    clock,
    transport: {
      async request(request) {
        requests.push(request);
        const answer = answers[requests.length - 1];
        if (answer === undefined) throw new Error('One request too many.');
        return answer;
      },
      close: () => undefined,
    },
    access: {
      owner: () => owner,
      accessToken: async () => ({ ok: true, token: 'first', userId: '1' }),
      refused: async () => refused,
      heard: (reachable) => void heard.push(reachable),
    },
  });
  const tokens = () => requests.map(({ headers }) => headers.authorization);
  return { client, clock, requests, heard, tokens };
}

test('a PATCH is what the specification says', async () => {
  const { client, requests, heard } = setUp([answered(200)]);
  expect(await client.update('91FCF82E-9817-4C73-959F-4CF4A0DB334D', UPDATE)).toEqual({
    outcome: 'accepted',
  });
  expect(requests).toEqual([
    {
      method: 'PATCH',
      url: 'https://api.outreach.example/api/v2/calls/91FCF82E-9817-4C73-959F-4CF4A0DB334D',
      headers: {
        authorization: 'Bearer first',
        accept: 'application/vnd.api+json',
        'content-type': 'application/vnd.api+json',
      },
      body: '{"data":{"type":"call","id":"91FCF82E-9817-4C73-959F-4CF4A0DB334D","attributes":{"state":"ringing","stateChangedAt":"1970-01-01T00:00:00.000Z"}}}',
    },
  ]);
  expect(heard).toEqual([true]);
});

test('401: renewed once, repeated once', async () => {
  const { client, tokens } = setUp([UNAUTHORIZED, answered(200)]);
  expect(await client.update('1', UPDATE)).toEqual({ outcome: 'accepted' });
  expect(tokens()).toEqual(['Bearer first', 'Bearer second']);
});

test('401 again: no third time', async () => {
  const { client, tokens } = setUp([UNAUTHORIZED, UNAUTHORIZED]);
  expect(await client.update('1', UPDATE)).toMatchObject({ outcome: 'unauthorized' });
  expect(tokens()).toHaveLength(2);
});

test('401 and no other token: what its absence means', async () => {
  const failure = { code: 'invalid-grant', message: 'Over.' };
  const { client, tokens } = setUp([UNAUTHORIZED], {
    ok: false,
    delivery: { outcome: 'signed-out', failure },
  });
  expect(await client.state('1')).toEqual({ outcome: 'signed-out', failure });
  expect(tokens()).toHaveLength(1);
});

test.each(['unreachable', 'unknown'] as const)('%s stays what it is', async (kind) => {
  const failure = { code: kind, message: 'The network.' };
  const { client, heard } = setUp([{ kind, failure }]);
  expect(await client.update('1', UPDATE)).toEqual({ outcome: kind, failure });
  expect(heard).toEqual([false]);
});

test.each(['', '.', '..', '\ud800', 'x'.repeat(256)])('the call-id %j never becomes a path', async (id) => {
  const { client, requests } = setUp([]);
  expect(await client.update(id, UPDATE)).toMatchObject({ outcome: 'unknown-call' });
  expect(await client.state(id)).toMatchObject({ outcome: 'unknown-call' });
  expect(requests).toEqual([]);
});

test('while Outreach has asked to be left alone, only calls go on asking: lists and callers wait', async () => {
  const limited: HttpOutcome = {
    kind: 'answer',
    answer: { status: 429, headers: { 'retry-after': '30' }, body: '' },
  };
  const { client, clock, requests } = setUp([limited, answered(200), answered(200)]);
  expect(await client.update('1', UPDATE)).toMatchObject({ outcome: 'wait', retryAfter: 30_000 });
  expect(await client.read('/callPurposes')).toMatchObject({ ok: false, failure: { code: 'rate-limited' } });
  expect(await client.caller('+12015550123')).toMatchObject({ ok: false, failure: { code: 'rate-limited' } });
  expect(requests).toHaveLength(1);
  clock.advance(30_000);
  expect(await client.read('/callPurposes')).toMatchObject({ ok: true });
  // A clock that is set back prolongs no wait.
  clock.set(0);
  expect(await client.read('/callPurposes')).toMatchObject({ ok: true });
});

test('somebody else has signed in meanwhile: nothing leaves, or is repeated, with their token', async () => {
  const before = setUp([], undefined, { id: '2', name: 'Ann' });
  expect(await before.client.update('1', UPDATE)).toMatchObject({
    outcome: 'wait',
    failure: { code: 'sign-in-changed' },
  });
  expect(before.requests).toEqual([]);
  const between = setUp([UNAUTHORIZED], { ok: true, token: 'other', userId: '2' });
  expect(await between.client.update('1', UPDATE)).toMatchObject({ failure: { code: 'sign-in-changed' } });
  expect(between.tokens()).toEqual(['Bearer first']);
});
