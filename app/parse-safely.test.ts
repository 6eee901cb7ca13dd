import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from './ipc/contract.ts';
import { deliveryOf } from './outreach/delivery.ts';
import { grantOf } from './outreach/oauth.ts';
import { readTokens } from './outreach/tokens.ts';
import { parseSafely } from './parse-safely.ts';
import { readSettings } from './settings/read-settings.ts';

/** Valid JSON, and no number can be compared with it. */
const UNMEASURABLE = { length: { toString: 1, valueOf: 1 } };

describe('a value whose length is no number', () => {
  it.each([
    ['a short text', z.string().max(5)],
    ['a text that is not empty', z.string().min(1)],
    ['a list', z.array(z.string()).min(1)],
  ])('is refused where %s is expected', (_what, schema) => {
    expect(parseSafely(schema, UNMEASURABLE).success).toBe(false);
    expect(parseSafely(z.object({ a: schema }), { a: UNMEASURABLE }).success).toBe(false);
  });

  it('breaks no door', () => {
    const answer = (body: unknown) => ({ status: 200, headers: {}, body: JSON.stringify(body) });
    expect(grantOf(answer({ access_token: UNMEASURABLE, token_type: 'bearer' }), 0).outcome).toBe('wait');
    expect(deliveryOf({ ...answer({ errors: UNMEASURABLE }), status: 422 }, 0).outcome).toBe('refused');
    expect(readTokens(JSON.stringify({ accessToken: UNMEASURABLE })).ok).toBe(false);
    expect(
      readSettings({ outreach: { clientId: UNMEASURABLE } }, { allowLoopbackHttp: false }).problems,
    ).not.toEqual([]);
    expect(parseSafely(commands['call.dial'].payload, { text: UNMEASURABLE }).success).toBe(false);
  });
});

it('gives what the schema makes of a right value', () => {
  expect(
    parseSafely(
      z.string().transform((text) => text.length),
      'four',
    ),
  ).toEqual({ success: true, data: 4 });
});

it('lets a bug through that is no TypeError', () => {
  const broken = z.string().transform(() => {
    throw new RangeError('a bug');
  });
  expect(() => parseSafely(broken, 'x')).toThrow('a bug');
});
