import { expect, test } from 'vitest';
import { callerOf, callerPath, searchedNumber } from './caller.ts';

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
