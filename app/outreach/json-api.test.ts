import { expect, test } from 'vitest';
import { callStateOf, currentUserOf, firstErrorOf } from './json-api.ts';
import { masked, shownWords } from './masked.ts';
import { ageOf, readTokens, renewalIn, secretOf } from './tokens.ts';

const answer = (status: number, body: unknown) => ({ status, headers: {}, body: JSON.stringify(body) });
const user = (attributes: object) =>
  answer(200, { meta: { user: { id: 1, ...attributes }, scopes: ['calls.read'] } });

test.each([
  [user({ firstName: 'Rita', lastName: 'Rep', email: 'rita@example.com' }), 'Rita Rep'],
  [user({ firstName: null, lastName: 'Rep' }), 'Rep'],
  [user({ email: 'rita@example.com' }), 'rita@example.com'],
  [user({ firstName: 'A\u0000B\n', lastName: '\u202eevil' }), 'A B evil'],
  [user({}), undefined],
  [answer(401, { error: 'Invalid JWT token.' }), undefined],
  [{ status: 200, headers: {}, body: '<html>' }, undefined],
])('GET /api/v2: who it is (%#)', (given, expected) => {
  expect(currentUserOf(given)?.name).toBe(expected);
});

test.each([null, 1, 'x', [], {}, { data: null }, { data: { type: 'call', id: 1 } }])(
  '%j is no call',
  (body) => {
    expect(callStateOf(body)).toBeUndefined();
  },
);

test.each(['null', '{"errors":[]}', '{"errors":{}}', '{"errors":[1]}', ''])(
  '%s has no error to name',
  (body) => {
    expect(firstErrorOf({ status: 422, headers: {}, body })).toEqual({});
  },
);

test('masks', () => {
  expect(masked('91FCF82E-9817-4C73-959F-4CF4A0DB334D')).toBe('…334D');
  expect(masked('1234')).toBe('…');
  expect(shownWords('Call to +1 (206) 734-2564 failed\u0007')).toBe('Call to … failed');
});

const HOUR = 3_600_000;
const TOKENS = { accessToken: 'a', refreshToken: 'r', expiresAt: 2 * HOUR, scope: '', user: 'Zoë' };

test('the sign-in survives the keychain; anything else is told without repeating it', () => {
  expect(readTokens(secretOf(TOKENS))).toEqual({ ok: true, value: TOKENS });
  for (const secret of ['', 'null', '{}', 'not json at all', '{"accessToken":"top secret"}']) {
    const read = readTokens(secret);
    expect(read).toMatchObject({ ok: false, failure: { code: 'damaged-sign-in' } });
    expect(JSON.stringify(read)).not.toContain('top secret');
  }
});

test.each([
  [0, 'fresh', HOUR * 2 - 600_000],
  [HOUR * 2 - 600_001, 'fresh', 300_000],
  [HOUR * 2 - 600_000, 'ageing', 300_000],
  [HOUR * 2 - 1, 'ageing', 0],
  [HOUR * 2, 'over', 0],
  [HOUR * 9, 'over', 0],
] as const)('at %d ms a two-hour token is %s', (now, age, due) => {
  expect(ageOf(TOKENS, now)).toBe(age);
  expect(Math.abs(renewalIn(TOKENS, now) - due)).toBeLessThan(2);
});
