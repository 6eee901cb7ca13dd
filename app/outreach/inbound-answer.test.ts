import { expect, test } from 'vitest';
import { creationOf, searchPageOf } from './inbound-answer.ts';

const answer = (body: unknown, status = 200) => ({
  status,
  headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const call = (id: unknown, vendorCallId: unknown, state: unknown = null) => ({
  type: 'call',
  id,
  attributes: { vendorCallId, state },
});

test.each([
  ['an integer id', { data: call(7, 'v') }, 201, { outcome: 'accepted', id: '7', state: undefined }],
  [
    'a state',
    { data: call('u-1', 'v', 'initiated') },
    201,
    { outcome: 'accepted', id: 'u-1', state: 'initiated' },
  ],
  ['no id', { data: { type: 'call', attributes: {} } }, 201, { outcome: 'accepted' }],
  ['an id that is none', { data: call(-1, 'v') }, 201, { outcome: 'accepted' }],
  ['nothing', '', 204, { outcome: 'accepted' }],
  ['a portal’s page', '<html>', 200, { outcome: 'unknown' }],
  ['a refusal', { errors: [{ id: 'validationError' }] }, 422, { outcome: 'refused' }],
])('the answer to POST with %s', (_name, body, status, delivery) => {
  expect(creationOf(answer(body, status), 0)).toMatchObject(delivery);
  expect(creationOf(answer(body, status), 0)).not.toHaveProperty('urls');
});

test.each([
  [
    'the one',
    { data: [call(3, 'other'), call(7, 'mine', 'ringing')] },
    { delivery: { outcome: 'accepted', id: '7', state: 'ringing' }, others: false },
  ],
  [
    'the newest of two',
    { data: [call(9, 'mine'), call(7, 'mine')] },
    { delivery: { outcome: 'accepted', id: '9', state: undefined }, others: false },
  ],
  ['none', { data: [] }, { delivery: { outcome: 'accepted' }, others: false }],
  [
    'only others, because the filter was ignored',
    { data: [call(3, 'other')] },
    { delivery: { outcome: 'accepted' }, others: true },
  ],
  [
    'others, and more of them on the next page',
    { data: [call(3, null)], links: { next: 'https://api.outreach.io/api/v2/calls?page%5Bafter%5D=c%3D1' } },
    { delivery: { outcome: 'accepted' }, others: true, next: 'c=1' },
  ],
])('a search gives %s', (_name, body, page) => {
  expect(searchPageOf(answer(body), 'mine', 0)).toEqual(page);
});

test('a search whose answer is no list says nothing, and one that is refused says so', () => {
  const noList = searchPageOf(answer({ data: { id: 7 } }), 'mine', 0);
  expect(noList).toMatchObject({ delivery: { outcome: 'unknown' }, others: false });
  const refused = searchPageOf(answer({ errors: [{ id: 'x' }] }, 400), 'mine', 0);
  expect(refused).toMatchObject({ delivery: { outcome: 'refused' }, others: false });
});
