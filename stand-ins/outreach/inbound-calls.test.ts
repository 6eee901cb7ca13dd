import { expect, test } from 'vitest';
import { connect, INBOUND } from './testing/connect.ts';

/** Quotes are from the specification, "Create a new call". */

test('"A Voice Extension App creates inbound calls using the following API": 201 with the id that updates use', async () => {
  const { outreach, patch, createInbound } = await connect();
  const created = await createInbound();
  expect(created.status).toBe(201);
  expect(created.body.data).toMatchObject({
    type: 'call',
    attributes: { ...INBOUND, state: null, outcome: null },
  });
  expect(created.body.data?.attributes.uid).toMatch(/^[0-9A-F-]{36}$/);
  const id = created.body.data?.id ?? 0;
  expect(id).toBe(1);
  for (const state of ['ringing', 'in progress', 'completed'])
    expect((await patch(id, { state })).status).toBe(200);
  expect(outreach.calls()).toHaveLength(1);
});

test.each([
  ['direction', { direction: 'outbound' }, 'The call’s direction … must be "inbound"'],
  ['direction', { direction: undefined }, '"must be specified"'],
  ['externalVendor', { externalVendor: 'Twilio' }, 'must be "VoiceExtension"'],
  ['externalVendor', { externalVendor: undefined }, '"must be specified"'],
  ['from', { from: undefined }, '"must be specified"'],
  ['from', { from: '' }, 'the phone number used to place the call'],
  ['to', { to: undefined }, '"must be specified"'],
  ['to', { to: '1'.repeat(256) }, 'at most 255 characters'],
  ['vendorCallId', { vendorCallId: 'v'.repeat(64) }, 'at most 63 characters'],
  ['outcome', { outcome: 'Answered' }, '"It must be blank because the call is ongoing"'],
])('%s: %j is refused (%s)', async (name, attributes, _why) => {
  const { outreach, createInbound } = await connect();
  const refused = await createInbound(attributes);
  expect(refused.status).toBe(422);
  expect(refused.body.errors?.[0]?.source?.pointer).toBe(`/data/attributes/${name}`);
  expect(outreach.calls()).toEqual([]);
});

test('vendorCallId "Can be blank", and outcome "must be blank"', async () => {
  const { createInbound } = await connect();
  for (const blank of ['', null])
    expect((await createInbound({ vendorCallId: blank, outcome: blank })).status).toBe(201);
});

test.each(['vendorCallId', 'outcome'])(
  '"The following attributes must be specified": a blank %s may not be left out',
  async (name) => {
    const { outreach, createInbound } = await connect();
    const refused = await createInbound({ [name]: undefined });
    expect(refused.status).toBe(422);
    expect(refused.body.errors?.[0]?.source?.pointer).toBe(`/data/attributes/${name}`);
    outreach.setSwitch('blankLeftOut', 'accepted');
    expect((await createInbound({ [name]: undefined })).status).toBe(201);
  },
);

test('assumed: the same vendorCallId again is a validationDuplicateValueError', async () => {
  const { outreach, createInbound } = await connect({ switches: { sameVendorCallId: 'refused' } });
  expect((await createInbound()).status).toBe(201);
  const again = await createInbound();
  expect([again.status, again.body.errors?.[0]?.id]).toEqual([422, 'validationDuplicateValueError']);
  expect((await createInbound({ vendorCallId: '' })).status).toBe(201);
  expect((await createInbound({ vendorCallId: '' })).status).toBe(201);
  expect(outreach.calls()).toHaveLength(3);
});

test.each([
  ['refused', 400, undefined],
  ['passed over', 200, 2],
  ['known', 200, 1],
] as const)('assumed: filter[vendorCallId] is %s', async (rule, status, listed) => {
  const { createInbound, request } = await connect({ switches: { vendorCallIdFilter: rule } });
  await createInbound();
  await createInbound({ vendorCallId: 'other' });
  const found = await request('GET', '/api/v2/calls?filter[vendorCallId]=pbx-7');
  expect(found.status).toBe(status);
  expect((found.body.data as unknown as object[] | undefined)?.length).toBe(listed);
});

test('there is no idempotency key: the same POST twice makes two calls, which vendorCallId finds', async () => {
  const { outreach, createInbound, request } = await connect();
  outreach.click(102);
  await createInbound();
  await createInbound();
  await createInbound({ vendorCallId: 'other' });
  const found = await request(
    'GET',
    '/api/v2/calls?filter[vendorCallId]=pbx-7&sort=-createdAt&page[size]=10',
  );
  expect((found.body.data as unknown as { id: number }[]).map(({ id }) => id).toSorted()).toEqual([2, 3]);
});

test('an inbound call waits for no "initiated": only outbound calls fail after 5 s', async () => {
  const { outreach, createInbound } = await connect();
  await createInbound();
  outreach.setClockOffset(60_000);
  expect(outreach.calls()[0]?.state).toBeNull();
  outreach.setSwitch('inboundStartsAs', 'initiated');
  expect((await createInbound()).body.data?.attributes.state).toBe('initiated');
  outreach.setSwitch('inboundStartsAs', 'ringing');
  expect((await createInbound()).body.data?.attributes.state).toBe('ringing');
});

test('the caller’s prospect is found by number', async () => {
  const { createInbound } = await connect();
  const created = await createInbound();
  expect(created.body.data).toMatchObject({
    relationships: { prospect: { data: { type: 'prospect', id: 103 } } },
  });
});
