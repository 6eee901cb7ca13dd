import { expect, test } from 'vitest';
import { deliveryOf } from './delivery.ts';
import type { HttpAnswer } from './http-answer.ts';

const NOW = Date.UTC(2026, 0, 5, 9, 0, 0);

const answer = (status: number, body: unknown = '', headers: HttpAnswer['headers'] = {}): HttpAnswer => ({
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const call = (state: unknown) => ({
  data: { type: 'call', id: 7, attributes: { state, uid: 'x', from: '+1' } },
});
const errors = (id: string, title: string, pointer?: string) => ({
  errors: [
    { id, title, detail: "Could not find 'call' with ID '12345'.", ...(pointer && { source: { pointer } }) },
  ],
});
const PAGE = '<html><body>Please sign in to the hotel network</body></html>';

const ROWS: readonly [string, HttpAnswer, object][] = [
  ['200 with the whole resource', answer(200, call('ringing')), { outcome: 'accepted', state: 'ringing' }],
  ['200, a call in no state yet', answer(200, call(null)), { outcome: 'accepted' }],
  ['200, a state the specification does not know', answer(200, call('queued')), { outcome: 'accepted' }],
  ['204', answer(204), { outcome: 'accepted' }],
  ['201', answer(201, call('initiated')), { outcome: 'accepted', state: 'initiated' }],
  [
    "200 with a network's sign-in page",
    answer(200, PAGE),
    { outcome: 'unknown', failure: { code: 'not-outreach' } },
  ],
  ["200 with a gateway's own JSON", answer(200, { login: 'required' }), { outcome: 'unknown' }],
  ['200 with errors', answer(200, errors('x', 'y')), { outcome: 'unknown' }],
  ['200 with a list', answer(200, []), { outcome: 'unknown' }],
  [
    '200 with meta alone (JSON:API, "Updating Resources")',
    answer(200, { meta: {} }),
    { outcome: 'accepted' },
  ],
  ['200 with an empty object', answer(200, {}), { outcome: 'accepted' }],
  ['200 cut short', answer(200, '{"data":{"type"'), { outcome: 'unknown' }],
  ['302 of a captive portal', answer(302, PAGE, { location: 'http://portal' }), { outcome: 'wait' }],
  [
    '400 permittedParams.unknownAttribute',
    answer(400, errors('permittedParams.unknownAttribute', 'Unknown Attribute')),
    {
      outcome: 'refused',
      failure: { code: 'refused', message: expect.stringContaining('Unknown Attribute') },
    },
  ],
  [
    '422 validationDuplicateValueError',
    answer(422, errors('validationDuplicateValueError', 'Duplicate Value', '/data/attributes/vendorCallId')),
    { outcome: 'refused', duplicate: true, pointer: '/data/attributes/vendorCallId' },
  ],
  ["400 with a proxy's page", answer(400, PAGE), { outcome: 'wait', failure: { code: 'not-outreach' } }],
  [
    '401 is not JSON:API',
    answer(401, { error: 'Invalid JWT token.', description: 'The JWT token could not be decoded.' }),
    { outcome: 'unauthorized', failure: { code: 'unauthorized' } },
  ],
  [
    '403 unauthorizedOauthScope',
    answer(403, errors('unauthorizedOauthScope', 'Unauthorized OAuth Scope')),
    { outcome: 'forbidden', failure: { code: 'missing-scope' } },
  ],
  [
    '403 unauthorizedRequest',
    answer(403, errors('unauthorizedRequest', 'Unauthorized Request')),
    { outcome: 'forbidden', failure: { code: 'not-allowed' } },
  ],
  [
    '404 resourceNotFound',
    answer(404, errors('resourceNotFound', 'Resource Not Found')),
    { outcome: 'unknown-call', failure: { code: 'unknown-call' } },
  ],
  ['404 without a body', answer(404), { outcome: 'unknown-call' }],
  ["404 of a proxy's", answer(404, 'default backend - 404'), { outcome: 'wait' }],
  ['407', answer(407, PAGE), { outcome: 'wait', failure: { code: 'proxy-sign-in' } }],
  ['408', answer(408), { outcome: 'wait' }],
  ['409 out of order', answer(409, errors('conflict', 'Conflict')), { outcome: 'refused' }],
  ['415', answer(415, errors('unsupportedMediaType', 'Unsupported Media Type')), { outcome: 'refused' }],
  [
    '422 out of order',
    answer(422, errors('validationError', 'Validation Error', '/data/attributes/state')),
    { outcome: 'refused', pointer: '/data/attributes/state' },
  ],
  [
    '422 too long',
    answer(422, errors('validationDataTooLongError', 'Data Too Long')),
    { outcome: 'refused' },
  ],
  [
    '422 duplicate',
    answer(422, errors('validationDuplicateValueError', 'Duplicate')),
    { outcome: 'refused' },
  ],
  [
    '429 rateLimitExceeded',
    answer(429, errors('rateLimitExceeded', 'Rate Limit'), { 'retry-after': '17' }),
    { outcome: 'wait', retryAfter: 17_000, failure: { code: 'rate-limited' } },
  ],
  ['429 without Retry-After', answer(429), { outcome: 'wait', failure: { code: 'rate-limited' } }],
  [
    '503 scheduledServerMaintenance with a date',
    answer(503, errors('scheduledServerMaintenance', 'Maintenance'), {
      'retry-after': 'Mon, 05 Jan 2026 09:02:00 GMT',
    }),
    { outcome: 'wait', retryAfter: 120_000, failure: { code: 'maintenance' } },
  ],
  ['500', answer(500), { outcome: 'wait', mayHaveArrived: true }],
  ['502 of a gateway', answer(502, PAGE), { outcome: 'wait', mayHaveArrived: true }],
  ['504 of a gateway', answer(504), { outcome: 'wait', mayHaveArrived: true }],
];

test.each(ROWS)('%s', (_what, given, expected) => {
  expect(deliveryOf(given, NOW)).toMatchObject(expected);
});

test.each([
  ['0', 0],
  ['-5', undefined],
  ['soon', undefined],
  ['', undefined],
  ['999999999', 3_600_000],
  ['Mon, 05 Jan 2026 08:00:00 GMT', 0],
])('Retry-After %j', (header, expected) => {
  const delivery = deliveryOf(answer(429, '', { 'retry-after': header }), NOW);
  expect(delivery.outcome === 'wait' && delivery.retryAfter).toBe(expected);
});

test('no message repeats an id, a number or a token that Outreach wrote', () => {
  const secret = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0';
  const body = errors(
    'x',
    `Call 91FCF82E-9817-4C73-959F-4CF4A0DB334D to +1 206-734-2564 with ${secret}\r\nX: y`,
  );
  const text = JSON.stringify(deliveryOf(answer(422, body), NOW));
  for (const part of ['91FCF82E', '2564', 'eyJ', '\\r', '\\n', '12345']) expect(text).not.toContain(part);
});
