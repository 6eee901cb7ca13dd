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
    ['Desk', `name from the phone system · ${NUMBER}`, undefined],
  ],
  [
    'a prospect',
    { ...inbound, known: true, name: 'Ann Lee', title: 'CFO', company: 'Harbor' },
    ['Ann Lee', `CFO, Harbor · ${NUMBER}`, undefined],
  ],
  [
    'a prospect who opted out',
    { ...inbound, known: true, name: 'Ann Lee', doNotCall: true },
    ['Ann Lee', NUMBER, 'Do not call: they asked not to be called'],
  ],
])('%s', (_who, view, [name, from, warning]) => {
  expect(callerWords({ inbound: view }, NUMBER)).toEqual({ name, from, warning });
});
