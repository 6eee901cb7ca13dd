import { afterEach, expect, test } from 'vitest';
import type { CallState } from '../../app/calls/call.ts';
import { startOutreach } from '../../stand-ins/outreach/start-outreach.ts';
import { signedIn, statesFrom } from './testing/signed-in.ts';

const WHOLE_CALL: readonly CallState[] = ['initiated', 'ringing', 'in progress', 'completed'];
const FROM = '+12025550109';
const VENDOR_CALL_ID = '0b0e7c7e-6f0c-4a55-9d53-3c1d3f6f6a01';
const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: 60_000 });

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

async function setUp() {
  const standIn = await startOutreach();
  opened.push(standIn);
  const { outbox, lines, open: openOutdial } = await signedIn(standIn);
  const open = () => {
    const outreach = openOutdial();
    opened.push(outreach);
    return outreach;
  };
  const states = statesFrom(Date.now(), WHOLE_CALL);
  const creation = { kind: 'create', from: FROM, to: '100', vendorCallId: VENDOR_CALL_ID } as const;
  const owe = () => outbox.add('c', [creation, ...states]);
  const taken = () => standIn.calls().map(({ history }) => history.map(({ state }) => state));
  const posts = () =>
    standIn.journal().filter(({ method, path }) => method === 'POST' && path === '/api/v2/calls').length;
  return { standIn, outbox, lines, open, owe, taken, posts };
}

test.each([
  ['no fault', undefined, 1],
  ['a reset after the effect', { reset: 'after' }, 1],
  ['a reset before the effect', { reset: 'before' }, 2],
  ['502 after the effect', { status: 502, afterEffect: true }, 1],
  ['a page of a proxy in place of the answer', { status: 200, body: '<html>', afterEffect: true }, 1],
  ['429 with Retry-After', { retryAfter: 1 }, 2],
] as const)('POST with %s: one call, every state once and in order', async (_what, rule, sent) => {
  const { standIn, outbox, open, owe, taken, posts } = await setUp();
  if (rule !== undefined) standIn.fault({ ...rule, method: 'POST', path: '/api/v2/calls' });
  const outreach = open();
  outreach.outbox.send(owe());
  await eventually(() => outreach.outbox.waiting()).toBe(0);
  expect(taken()).toEqual([WHOLE_CALL]);
  expect(posts()).toBe(sent);
  expect(outbox.all().map(({ status }) => status)).toEqual(['create', ...WHOLE_CALL].map(() => 'delivered'));
  expect(standIn.calls()[0]).toMatchObject({ vendorCallId: VENDOR_CALL_ID, from: FROM, to: '100' });
  expect(outbox.all().map(({ outreachCallId }) => outreachCallId)).toEqual(outbox.all().map(() => '1'));
});

test('after a restart a call of unknown fate is searched, also where the filter is refused', async () => {
  const { standIn, open, owe, taken, posts } = await setUp();
  const first = open();
  standIn.fault({ method: 'POST', path: '/api/v2/calls', reset: 'after' });
  first.outbox.send(owe());
  await eventually(() => posts()).toBe(1);
  await first.close();
  standIn.fault({ method: 'GET', path: '/api/v2/calls', status: 400 });
  const second = open();
  second.outbox.start();
  await eventually(() => second.outbox.waiting()).toBe(0);
  expect(taken()).toEqual([WHOLE_CALL]);
  expect(posts()).toBe(1);
}, 30_000);

test('a restart while Outreach is still at work on the POST makes no second call, nor does Retry now', async () => {
  const { standIn, open, owe, taken, posts } = await setUp();
  const first = open();
  standIn.fault({ method: 'POST', path: '/api/v2/calls', delayMs: 700 });
  first.outbox.send(owe());
  await eventually(() => posts()).toBe(1);
  await first.close(0);
  expect(standIn.calls()).toHaveLength(0);
  const second = open();
  second.outbox.start();
  const looks = () =>
    standIn.journal().filter(({ method, path }) => method === 'GET' && path.endsWith('/calls'));
  await eventually(() => looks().at(-1)?.answeredAt).toBeDefined();
  await eventually(() => second.outbox.entriesOf('c')[0]?.attempts).toBe(2);
  second.wake();
  await eventually(() => second.outbox.waiting()).toBe(0);
  expect(taken()).toEqual([WHOLE_CALL]);
  expect(posts()).toBe(1);
}, 30_000);

test('an inbound call that Outreach starts as initiated is not told so again', async () => {
  const { standIn, open, owe, taken } = await setUp();
  standIn.setSwitch('inboundStartsAs', 'initiated');
  standIn.setSwitch('sameState', 'refused');
  const outreach = open();
  outreach.outbox.send(owe());
  await eventually(() => outreach.outbox.waiting()).toBe(0);
  expect(taken().flat().slice(-3)).toEqual(WHOLE_CALL.slice(1));
});

test.each(['refused', 'passed over'] as const)(
  'a POST that comes through late, where filter[vendorCallId] is %s and no vendorCallId comes twice: one call',
  async (rule) => {
    const { standIn, open, owe, taken, posts } = await setUp();
    standIn.setSwitch('vendorCallIdFilter', rule);
    standIn.setSwitch('sameVendorCallId', 'refused');
    // The first POST is still on its way when it is looked for; by the second one it has arrived.
    standIn.fault({ method: 'POST', path: '/api/v2/calls', reset: 'after' });
    standIn.fault({ method: 'GET', path: '/api/v2/calls', status: 200, body: { data: [] } });
    const outreach = open();
    outreach.outbox.send(owe());
    await eventually(() => outreach.outbox.waiting()).toBe(0);
    expect(taken()).toEqual([WHOLE_CALL]);
    expect(posts()).toBe(2);
  },
  30_000,
);

test('a creation that Outreach refuses is given up with all that follows, and says why', async () => {
  const { standIn, outbox, open, owe, taken } = await setUp();
  standIn.fault({ method: 'POST', path: '/api/v2/calls', status: 422 });
  const outreach = open();
  outreach.outbox.send(owe());
  await eventually(() => outreach.outbox.waiting()).toBe(0);
  expect(taken()).toEqual([]);
  expect(new Set(outbox.all().map(({ status, failure }) => `${status} ${failure?.code}`))).toEqual(
    new Set(['given-up not-created']),
  );
});

test('who calls: a prospect with a flag, nobody, and no number in the log when it fails', async () => {
  const { standIn, lines, open } = await setUp();
  const { callers } = open();
  expect(await callers.callerOf(FROM)).toEqual({
    ...{ name: 'Petra Lindqvist', title: 'Head of Sales', company: 'Saltmarsh Cycles', doNotCall: true },
  });
  expect(await callers.callerOf('+12025550177')).toBeUndefined();
  standIn.fault({ method: 'GET', path: '/api/v2/phoneNumbers', status: 500 });
  expect(await callers.callerOf('+12025550188')).toBeUndefined();
  expect(lines.join('\n')).toContain('could not be looked up: outreach-failing');
  expect(lines.join('\n')).not.toContain('2025550188');
});
