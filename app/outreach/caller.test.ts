import { expect, test } from 'vitest';
import { callerOf, callerPath, searchedNumber } from './caller.ts';
import { creationOf, searchOf } from './inbound-answer.ts';

const answer = (body: unknown, status = 200) => ({
  status,
  headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const prospect = (attributes: object) => ({ type: 'prospect', id: 1, attributes });

test.each([
  ['+12067342564', '+12067342564'],
  ['+1 (206) 734-2564', '+12067342564'],
  ['0012067342564', '+12067342564'],
  ['12067342564', '+12067342564'],
  ['2067342564', undefined],
  ['1001', undefined],
  ['anonymous', undefined],
  ['', undefined],
  ['+', undefined],
  ['+1234567890123456', undefined],
  ['+1206734256a', undefined],
])('the number %j is searched as %j', (from, number) => {
  expect(searchedNumber(from)).toBe(number);
});

test('the plus is escaped, or it would be a space', () => {
  expect(callerPath('+12067342564')).toBe(
    '/phoneNumbers?filter%5Bnumber%5D=%2B12067342564&include=prospect&page%5Bsize%5D=10',
  );
});

test.each([
  ['nobody', { data: [] }, undefined],
  [
    'somebody',
    {
      data: [{}],
      included: [prospect({ firstName: 'Ann', lastName: 'Lee', title: 'CFO', company: 'Harbor' })],
    },
    { name: 'Ann Lee', title: 'CFO', company: 'Harbor', doNotCall: false },
  ],
  [
    'two, the second opted out: that speaks for the number',
    { data: [], included: [prospect({ name: 'Ann' }), prospect({ name: 'Bo', callOptedOut: true })] },
    { name: 'Ann', doNotCall: true },
  ],
  [
    'a name with line breaks and without end',
    { data: [], included: [prospect({ name: `A\r\nB${'x'.repeat(500)}` })] },
    { name: `A B${'x'.repeat(97)}`, doNotCall: false },
  ],
  ['something else included', { data: [], included: [{ type: 'account', attributes: {} }] }, undefined],
  ['no JSON', '<html>', undefined],
  ['another shape', { included: 'none' }, undefined],
])('who calls: %s', (_name, body, caller) => {
  expect(callerOf(answer(body))).toEqual(caller);
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
    [call(3, 'other'), call(7, 'mine', 'ringing')],
    { outcome: 'accepted', id: '7', state: 'ringing' },
  ],
  ['the newest of two', [call(9, 'mine'), call(7, 'mine')], { outcome: 'accepted', id: '9' }],
  ['none', [], { outcome: 'accepted' }],
  ['only others, because the filter was ignored', [call(3, 'other')], { outcome: 'accepted' }],
  ['no list', { id: 7 }, { outcome: 'unknown' }],
])('a search gives %s', (_name, data, delivery) => {
  const found = searchOf(answer({ data }), 'mine', 0);
  expect(found).toMatchObject(delivery);
  if (!('id' in delivery)) expect(found).not.toHaveProperty('id');
});
