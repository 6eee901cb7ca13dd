import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apiBase, callPatch, callPath, callPost } from './call-request.ts';

const UPDATE = {
  kind: 'state',
  state: 'no answer',
  stateChangedAt: Date.UTC(2026, 0, 5, 9, 0, 0, 7),
} as const;

test('spec, "Update an existing call": data.id as in the path, type, state and stateChangedAt, nothing else', () => {
  expect(callPatch('91FCF82E-9817-4C73-959F-4CF4A0DB334D', UPDATE)).toEqual({
    data: {
      type: 'call',
      id: '91FCF82E-9817-4C73-959F-4CF4A0DB334D',
      attributes: { state: 'no answer', stateChangedAt: '2026-01-05T09:00:00.007Z' },
    },
  });
});

const CREATION = { kind: 'create', from: '+12025550111', to: '100', vendorCallId: 'v-1' } as const;

test.each([
  ['direction', 'It must be "inbound".', 'inbound'],
  ['externalVendor', 'It must be "VoiceExtension".', 'VoiceExtension'],
  ['vendorCallId', 'The call ID as recorded by the voice provider.', 'v-1'],
  ['from', 'The phone number used to place the call.', '+12025550111'],
  ['to', 'The phone number that the call is placed to.', '100'],
  ['outcome', 'It must be blank because the call is ongoing.', ''],
] as const)('spec, "Create a new call", these "must be specified": %s (%s)', (name, _line, expected) => {
  const { data } = callPost(CREATION);
  expect(data.attributes[name]).toBe(expected);
  expect(Object.keys(data.attributes)).toHaveLength(6);
  expect(Object.keys(data).sort()).toEqual(['attributes', 'type']);
});

test.each([
  ['1', 1],
  ['9007199254740991', 9007199254740991],
  ['9007199254740993', '9007199254740993'],
  ['007', '007'],
  ['1e3', '1e3'],
  ['0', '0'],
  ['-1', '-1'],
  ['٣', '٣'],
])('the id %j is %j in JSON', (id, expected) => {
  expect(callPatch(id, UPDATE).data.id).toBe(expected);
});

test('whatever the call-id, the path is one segment below /calls, and gives the id back', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint16Array({ maxLength: 20 }).map((units) => String.fromCharCode(...units)),
        fc.string(),
        fc.constantFrom('..', 'x'.repeat(256)),
      ),
      (id) => {
        const path = callPath(id);
        if (path === undefined)
          return id === '' || id.length > 255 || /^\.\.?$/.test(id) || !id.isWellFormed();
        const url = new URL(`https://api.outreach.io/api/v2${path}`);
        const [, , , calls, segment = '', ...rest] = url.pathname.split('/');
        return (
          calls === 'calls' &&
          rest.length === 0 &&
          decodeURIComponent(segment) === id &&
          url.search + url.hash === ''
        );
      },
    ),
  );
});

test.each(['https://api.outreach.io', 'https://api.outreach.io/', 'https://api.outreach.io/api/v2/'])(
  'outreach.apiUrl %s',
  (apiUrl) => {
    expect(apiBase(apiUrl)).toBe('https://api.outreach.io/api/v2');
  },
);
