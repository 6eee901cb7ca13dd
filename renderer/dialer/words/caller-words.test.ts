import { expect, test } from 'vitest';
import { callerWords } from './caller-words.ts';

const inbound = { known: false, doNotCall: false, pickedUp: false, missed: false };
const NUMBER = '+1 202 555 0100';

test.each([
  ['an outbound call', undefined, [undefined, undefined, undefined]],
  ['nobody known', inbound, [undefined, undefined, undefined]],
  [
    'a name from the phone system',
    { ...inbound, name: 'Desk' },
    ['Desk', 'name from the phone system', NUMBER],
  ],
  [
    'a prospect',
    { ...inbound, known: true, name: 'Ann Lee', title: 'CFO', company: 'Harbor' },
    ['Ann Lee', 'CFO, Harbor', NUMBER],
  ],
  [
    'a prospect of whom Outreach knows no more than the name',
    { ...inbound, known: true, name: 'Ann Lee' },
    ['Ann Lee', undefined, NUMBER],
  ],
])('%s', (_who, view, [name, about, number]) => {
  expect(callerWords({ inbound: view }, NUMBER)).toEqual({ name, about, number });
});
