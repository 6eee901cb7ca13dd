import { expect, test } from 'vitest';
import { keptCallId, plainCallId, sentCallId } from './call-id.ts';
import { callPatch, callPath } from './call-request.ts';

const UPDATE = { kind: 'state', state: 'ringing', stateChangedAt: 0 } as const;

test.each([
  ['"Ids are JSON integers"', 7, '7'],
  ['"The values of the id and type members MUST be strings" (JSON:API)', '7', '7'],
  ['a UUID', '91FCF82E-9817-4C73-959F-4CF4A0DB334D', '91FCF82E-9817-4C73-959F-4CF4A0DB334D'],
  ['digits beyond an integer', '9007199254740993', '9007199254740993'],
  ['leading noughts', '007', '007'],
] as const)('%s: %j goes back as it came, and is %s in the path', (_form, id, plain) => {
  const kept = keptCallId(id);
  expect(sentCallId(kept)).toBe(id);
  expect(callPatch(kept, UPDATE).data.id).toBe(id);
  expect(plainCallId(kept)).toBe(plain);
  expect(callPath(kept)).toBe(`/calls/${plain}`);
});
