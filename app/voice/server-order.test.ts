import { expect, it } from 'vitest';
import { serversOf } from './server-order.ts';

it.each([
  [{ server: 'a' }, ['a']],
  [{ server: 'a', servers: ['a', 'b', 'a', 'c'] }, ['a', 'b', 'c']],
  [{ server: 'b', servers: ['a', 'b'] }, ['a', 'b']],
  [{ server: 'x', servers: ['a', 'b'] }, ['x', 'a', 'b']],
])('%j: %j', (account, order) => {
  expect(serversOf(account)).toEqual(order);
});
