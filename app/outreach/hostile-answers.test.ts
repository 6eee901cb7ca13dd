import { describe, expect, it } from 'vitest';
import { callPatch, callPath } from './call-request.ts';
import { deliveryOf } from './delivery.ts';
import { bodyOf, type HttpAnswer } from './http-answer.ts';
import { currentUserOf } from './json-api.ts';
import { shownWords } from './masked.ts';
import { grantOf } from './oauth.ts';
import { readTokens } from './tokens.ts';

const NOW = 1_800_000_000_000;
const answer = (status: number, body: unknown): HttpAnswer => ({
  status,
  headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** The largest body the transport lets through. */
const DEEP = `${'['.repeat(499_000)}${']'.repeat(499_000)}`;
const DEEP_OBJECT = `${'{"data":'.repeat(110_000)}1${'}'.repeat(110_000)}`;
const PROTO = '{"__proto__":{"outcome":"accepted","polluted":1},"constructor":{"prototype":{"polluted":1}}}';
const WRONG_TYPES = [
  { data: [] },
  { data: { type: 'call', id: {}, attributes: [] } },
  { errors: 'x' },
  { errors: [{ id: {}, title: [], source: 1 }] },
  { meta: { user: { firstName: { toString: 1 } } } },
];

describe('an answer of Outreach’s that is hostile', () => {
  it.each<readonly [string, string]>([
    ['nested half a million deep', DEEP],
    ['with objects nested deep', DEEP_OBJECT],
    ['that reaches for prototypes', PROTO],
    ...WRONG_TYPES.map((body) => ['of wrong types', JSON.stringify(body)] as const),
    ['of one long text', JSON.stringify({ errors: [{ title: 'x'.repeat(900_000) }] })],
  ])('%s: nothing of it is used', (_what, body) => {
    for (const status of [200, 400, 401, 403, 404, 422, 429, 500]) {
      const { outcome } = deliveryOf(answer(status, body), NOW);
      expect([
        'accepted',
        'unknown',
        'unauthorized',
        'forbidden',
        'unknown-call',
        'refused',
        'wait',
      ]).toContain(outcome);
      const grant = grantOf(answer(status, body), NOW);
      expect(grant.outcome).not.toBe('granted');
      if (grant.outcome !== 'granted') expect(grant.failure.message.length).toBeLessThan(400);
    }
    expect(currentUserOf(answer(200, body))?.name).toBeUndefined();
    expect(readTokens(body).ok).toBe(false);
    expect('polluted' in {}).toBe(false);
  });

  it.each([DEEP, DEEP_OBJECT])('is not even parsed when it is nested deep', (body) => {
    expect(bodyOf(answer(200, body)).kind).not.toBe('json');
  });

  it('has brackets in its texts without being deep', () => {
    const words = `${'['.repeat(500)} \\" ${'{'.repeat(500)}`;
    expect(bodyOf(answer(200, { words }))).toEqual({ kind: 'json', value: { words } });
  });

  it('whose words hold line breaks, terminal codes, direction marks, numbers or tokens shows none of them', () => {
    const title = 'Bad\r\noutdial: forged \u001b[2J\u202e +1 (201) 555-0123 eyJhbGciOiJIUzI1NiJ9.secret.part';
    const delivery = deliveryOf(answer(422, { errors: [{ title }] }), NOW);
    const message = 'failure' in delivery ? delivery.failure.message : '';
    expect(message).toMatch(/^Outreach refused this update: Bad outdial: forged/);
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}]|555|secret/u);
    expect(shownWords('\u2066a\u2069\u0000b')).toBe('a b');
  });

  it('whose user’s name holds a line break or direction marks is shown as one line', () => {
    const user = { id: 1, firstName: 'A\r\nda\u202e', lastName: 'L\u0000' };
    expect(currentUserOf(answer(200, { meta: { user } }))?.name).toBe('A da L');
  });
});

describe('a call-id with another protocol in it', () => {
  it.each(['a\r\nHost: evil', '../../users', 'a/b?c#d', 'a%2e%2e', '\u202e', ' '])(
    '%j stays one path segment',
    (id) => {
      const url = new URL(`https://api.example/api/v2${callPath(id)}`);
      expect(url.origin).toBe('https://api.example');
      expect(url.pathname.split('/')).toHaveLength(5);
      expect([url.search, url.hash]).toEqual(['', '']);
      expect(callPath(id)).toMatch(/^\/calls\/[!-~]+$/);
    },
  );

  it('is text in the body, whatever it holds', () => {
    const id = '1","attributes":{"state":"completed"},"x":"';
    const body = callPatch(id, { kind: 'state', state: 'initiated', stateChangedAt: 0 });
    expect(JSON.parse(JSON.stringify(body))).toMatchObject({
      data: { id, attributes: { state: 'initiated' } },
    });
  });
});
