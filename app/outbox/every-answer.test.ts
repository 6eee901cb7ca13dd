import { expect, test } from 'vitest';
import { deliveryOf } from '../outreach/delivery.ts';
import type { OutboxEntry } from './entry.ts';
import { afterUpdate } from './next-step.ts';

const NOW = Date.UTC(2026, 0, 5, 9);
const ENTRY: OutboxEntry = {
  ...{ id: 1, callId: 'c', outreachCallId: '1', status: 'waiting', attempts: 0, notBefore: 0 },
  update: { kind: 'state', state: 'ringing', stateChangedAt: NOW },
};
const JSON_API = 'application/vnd.api+json';
const error = (id: string, detail: string, pointer?: string): string =>
  JSON.stringify({ errors: [{ id, title: id, detail, ...(pointer && { source: { pointer } }) }] });
const call = (state: string): string =>
  JSON.stringify({ data: { type: 'call', id: 1, attributes: { state } } });

type Row = readonly [
  what: string,
  status: number,
  body: string,
  rule: object,
  headers?: Readonly<Record<string, string>>,
];

/** Every answer that Outreach documents, and those of what stands between; what becomes of the update. */
const ANSWERS: readonly Row[] = [
  ['the update was taken', 200, call('ringing'), { step: 'delivered' }],
  ['taken, without a body', 204, '', { step: 'delivered' }],
  [
    'taken and ignored: Outreach has ended the call',
    200,
    call('failed'),
    { step: 'settle', state: 'failed' },
  ],
  [
    '400 an attribute Outreach does not take',
    400,
    error('permittedParams.unknownAttribute', 'Unknown attribute.'),
    { step: 'check', refusal: { code: 'refused' } },
  ],
  [
    '401 after the token was renewed: the rep signs in again, everything waits',
    401,
    '{"error":"Invalid JWT token.","description":"The JWT token could not be decoded."}',
    { step: 'wait', cause: 'signed-out', everyone: true },
    { 'content-type': 'application/json' },
  ],
  [
    '403 a scope is missing: held until the rep connects again',
    403,
    error('unauthorizedOauthScope', "Your authorization does not include the required scope 'calls.write'."),
    { step: 'hold', cause: 'forbidden', failure: { code: 'missing-scope' } },
  ],
  [
    '403 not this rep’s to change: held',
    403,
    error('unauthorizedRequest', 'You are not authorized.'),
    { step: 'hold', cause: 'forbidden', failure: { code: 'not-allowed' } },
  ],
  [
    '404 no such call: given up with all of the call',
    404,
    error('resourceNotFound', "Could not find 'call' with ID '1'."),
    { step: 'give-up', wholeCall: true, failure: { code: 'unknown-call' } },
  ],
  ['409 out of order', 409, error('conflict', 'State.'), { step: 'check', refusal: { code: 'refused' } }],
  [
    '415',
    415,
    error('unsupportedMediaType', 'Unsupported media type.'),
    { step: 'check', refusal: { code: 'refused' } },
  ],
  ...(['validationError', 'validationDataTooLongError', 'validationDuplicateValueError'] as const).map(
    (id): Row => [
      `422 ${id}: the call's state tells whether it is behind, ahead or past its hour`,
      422,
      error(id, 'Is not valid.', '/data/attributes/state'),
      { step: 'check', refusal: { code: 'refused' } },
    ],
  ),
  [
    '429 with Retry-After: everybody waits that long',
    429,
    error('rateLimitExceeded', 'You have exceeded your permitted rate limit.'),
    { step: 'wait', everyone: true, checkFirst: false, retryAfter: 17_000 },
    { 'retry-after': '17' },
  ],
  [
    '429 without it: a growing pause',
    429,
    error('rateLimitExceeded', 'You have exceeded your permitted rate limit.'),
    { step: 'wait', everyone: true, retryAfter: undefined },
  ],
  [
    '503 maintenance: everybody waits',
    503,
    error('scheduledServerMaintenance', 'The API is under maintenance.'),
    { step: 'wait', everyone: true, checkFirst: false, failure: { code: 'maintenance' } },
  ],
  ...[500, 502, 504].map(
    (status): Row => [
      `${status} after which it may have arrived: this call alone, and its state is read first`,
      status,
      '<html>Bad Gateway</html>',
      { step: 'wait', everyone: false, checkFirst: true },
      { 'content-type': 'text/html' },
    ],
  ),
  [
    "a network's own sign-in page settles nothing: the state is read",
    200,
    '<html>Sign in to the hotel</html>',
    { step: 'check' },
    { 'content-type': 'text/html' },
  ],
  [
    'nor does its 404',
    404,
    '<html>Not found</html>',
    { step: 'wait', failure: { code: 'not-outreach' } },
    { 'content-type': 'text/html' },
  ],
  [
    'a redirect elsewhere is not followed',
    302,
    '',
    { step: 'wait', failure: { code: 'not-outreach' } },
    { location: 'https://portal.example/' },
  ],
  ["a proxy's own sign-in", 407, '', { step: 'wait', failure: { code: 'proxy-sign-in' } }],
];

for (const [what, status, body, rule, headers = {}] of ANSWERS) {
  test(what, () => {
    const answer = { status, headers: { 'content-type': JSON_API, ...headers }, body };
    expect(afterUpdate(ENTRY, deliveryOf(answer, NOW))).toMatchObject(rule);
  });
}

test('whatever is not settled says why in words a rep can read', () => {
  for (const [what, status, body, , headers = {}] of ANSWERS) {
    const next = afterUpdate(
      ENTRY,
      deliveryOf({ status, headers: { 'content-type': JSON_API, ...headers }, body }, NOW),
    );
    const failure = 'failure' in next ? next.failure : 'refusal' in next ? next.refusal : undefined;
    if (failure !== undefined) expect(failure.message, what).toMatch(/^[A-Z].{20,}\.$/);
  }
});
