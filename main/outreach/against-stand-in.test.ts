import { afterEach, expect, test } from 'vitest';
import type { CallState } from '../../app/calls/call.ts';
import { secretOf, type Tokens } from '../../app/outreach/tokens.ts';
import { DEFAULT_PROSPECTS } from '../../stand-ins/outreach/organisation.ts';
import { type OutreachStandIn, startOutreach } from '../../stand-ins/outreach/start-outreach.ts';
import { createMemorySecrets } from '../secrets/memory.ts';
import type { Secrets } from '../secrets/open-secrets.ts';
import { systemClock } from '../system-clock.ts';
import { type Outreach, openOutreach } from './open-outreach.ts';
import { createOutboxInMemory, type OutboxInMemory } from './testing/outbox-in-memory.ts';

const WHOLE_CALL: readonly CallState[] = ['initiated', 'ringing', 'in progress', 'completed'];

const ACCOUNT = 'outreach outdial-practice /profile';

/** Long enough for a machine that is busy with other things. */
const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: 60_000 });

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

async function setUp(more: { pkce?: boolean } = {}) {
  const standIn = await startOutreach();
  opened.push(standIn);
  const outbox = createOutboxInMemory();
  const memory = createMemorySecrets();
  const secrets: Secrets = {
    store: memory,
    keptIn: () => 'keychain',
    warning: () => undefined,
    onBack: () => {},
    stuck: () => false,
  };
  const lines: string[] = [];
  const open = (changed: { scopes?: string[] } = {}) => {
    const outreach = openOutreach({
      settings: { ...standIn.settings, ...more, ...changed },
      store: outbox.store,
      secrets,
      clock: systemClock,
      random: () => 0,
      log: (line) => void lines.push(line),
      version: '0.0.0-test',
      userDataPath: '/profile',
    });
    opened.push(outreach);
    return outreach;
  };
  const click = () => standIn.click(DEFAULT_PROSPECTS[0]?.id ?? 0).callId;
  return { standIn, outbox, secrets, lines, open, click };
}

/** What the sign-in window does: goes through the consent page and ends where the browser is sent to. */
async function consent(standIn: OutreachStandIn, outreach: Outreach): Promise<string> {
  standIn.setSwitch('remembersGrant', true);
  let address = outreach.signIn.start().authorizeUrl;
  for (let hops = 0; hops < 5 && address.startsWith(standIn.url); hops += 1) {
    const answer = await fetch(address, { redirect: 'manual' });
    address = new URL(answer.headers.get('location') ?? 'nowhere:', address).href;
  }
  return address;
}

/** A sign-in of some time ago, as the keychain has it. */
async function signedIn(standIn: OutreachStandIn, secrets: Secrets): Promise<void> {
  await secrets.store.set(ACCOUNT, secretOf(newTokens(standIn)));
}

function newTokens(standIn: OutreachStandIn): Tokens {
  const { accessToken, refreshToken, expiresIn } = standIn.signIn();
  return { accessToken, refreshToken, expiresAt: Date.now() + expiresIn * 1000, scope: '', user: 'Rep' };
}

const owe = (outbox: OutboxInMemory, callId: string, states: readonly CallState[]) =>
  outbox.add(
    callId,
    states.map((state, index) => ({ kind: 'state', state, stateChangedAt: Date.now() + index })),
  );

const stateOf = (standIn: OutreachStandIn, callId: string) =>
  standIn.calls().find(({ uid }) => uid === callId)?.state;

/** The requests Outreach saw with this method, as "status state". */
const journal = (standIn: OutreachStandIn, method: string, callId = '') =>
  standIn
    .journal()
    .filter((entry) => entry.method === method && entry.path.includes(callId))
    .map(({ status, body }) =>
      `${status} ${JSON.stringify(body)?.match(/"state":"([a-z ]+)"/)?.[1] ?? ''}`.trim(),
    );

const ALL_TAKEN = WHOLE_CALL.map((state) => `200 ${state}`);

test('signs in with a code, knows who it is, and delivers a whole call', async () => {
  const { standIn, outbox, secrets, open, click } = await setUp();
  const outreach = open();
  expect((await outreach.signIn.finish(await consent(standIn, outreach))).ok).toBe(true);
  expect(outreach.session.view()).toMatchObject({
    status: 'connected',
    user: expect.stringMatching(/\w+ \w+/),
  });
  expect(await secrets.store.get(ACCOUNT)).toContain('refreshToken');

  const callId = click();
  outreach.outbox.send(owe(outbox, callId, WHOLE_CALL));
  await eventually(() => outreach.outbox.waiting()).toBe(0);
  expect(stateOf(standIn, callId)).toBe('completed');
  expect(journal(standIn, 'PATCH')).toEqual(ALL_TAKEN);
});

test('where it is configured, the sign-in is bound to this Outdial by PKCE (RFC 7636)', async () => {
  const { standIn, open } = await setUp({ pkce: true });
  const outreach = open();
  const redirect = await consent(standIn, outreach);
  expect((await outreach.signIn.finish(redirect)).ok).toBe(true);
  const asked = standIn.journal().find(({ path }) => path === '/oauth/authorize');
  expect(asked?.query).toMatchObject({
    code_challenge_method: 'S256',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
  });
  // A code that somebody else began is refused: the verifier does not match.
  const stolen = await consent(standIn, outreach);
  const other = open();
  other.signIn.start();
  const own = new URL(await consent(standIn, other));
  own.searchParams.set('code', new URL(stolen).searchParams.get('code') ?? '');
  expect(await other.signIn.finish(own.href)).toMatchObject({ ok: false });
});

test('scopes added to the configuration: connect again, and nothing is lost', async () => {
  const { standIn, outbox, secrets, open, click } = await setUp();
  const first = open();
  expect((await first.signIn.finish(await consent(standIn, first))).ok).toBe(true);
  await first.close();
  const before = await secrets.store.get(ACCOUNT);
  const second = open({ scopes: [...standIn.settings.scopes, 'tasks.read'] });
  await eventually(() => second.session.view()).toMatchObject({
    status: 'sign-in-needed',
    failure: { code: 'scopes-changed' },
  });
  expect(await secrets.store.get(ACCOUNT)).toBe(before);
  const callId = click();
  second.outbox.send(owe(outbox, callId, WHOLE_CALL));
  await eventually(() => second.outbox.waiting()).toBe(4);
  await second.close();
  const third = open();
  third.outbox.start();
  await eventually(() => third.outbox.waiting()).toBe(0);
  expect(stateOf(standIn, callId)).toBe('completed');
});

test("somebody else's answer to a sign-in is not used", async () => {
  const { standIn, secrets, open } = await setUp();
  const outreach = open();
  const redirect = new URL(await consent(standIn, outreach));
  redirect.searchParams.set('state', 'forged');
  const finished = await outreach.signIn.finish(redirect.href);
  expect(finished).toMatchObject({ ok: false, failure: { code: 'wrong-state' } });
  expect(await secrets.store.get(ACCOUNT)).toBeNull();
  expect(outreach.session.view().status).toBe('signed-out');
  expect(standIn.journal().some(({ path }) => path === '/oauth/token')).toBe(false);
});

test('an expired token is renewed once for all calls, and the rotated one is stored', async () => {
  const { standIn, outbox, secrets, open, click } = await setUp();
  await signedIn(standIn, secrets);
  const outreach = open();
  standIn.setClockOffset(2 * 3_600_000 + 1);
  const before = await secrets.store.get(ACCOUNT);
  const calls = [click(), click(), click(), click()];
  for (const callId of calls) outreach.outbox.send(owe(outbox, callId, WHOLE_CALL));
  await eventually(() => outreach.outbox.waiting()).toBe(0);
  for (const callId of calls) {
    expect(journal(standIn, 'PATCH', callId).filter((line) => !line.startsWith('401'))).toEqual(ALL_TAKEN);
  }
  expect(standIn.journal().filter(({ path }) => path === '/oauth/token')).toHaveLength(1);
  expect(await secrets.store.get(ACCOUNT)).not.toBe(before);
});

test('a revoked sign-in is shown, loses nothing, and is taken up again by a new one', async () => {
  const { standIn, outbox, secrets, open, click } = await setUp();
  await signedIn(standIn, secrets);
  const outreach = open();
  standIn.revokeTokens();
  const callId = click();
  outreach.outbox.send(owe(outbox, callId, WHOLE_CALL));
  await eventually(() => outreach.session.view().status).toBe('sign-in-needed');
  expect(outreach.session.view().failure?.code).toBe('invalid-grant');
  expect(outreach.outbox.waiting()).toBe(4);
  expect(await secrets.store.get(ACCOUNT)).toBeNull();
  await outreach.session.adopt(newTokens(standIn));
  await eventually(() => outreach.outbox.waiting()).toBe(0);
  expect(stateOf(standIn, callId)).toBe('completed');
});

test('after 14 days without use the rep connects again, and what waited arrives', async () => {
  const { standIn, outbox, secrets, open, click } = await setUp();
  await signedIn(standIn, secrets);
  const outreach = open();
  const callId = click();
  standIn.setSwitch('initiatedWindowMs', 30 * 86_400_000);
  const late = click();
  standIn.setClockOffset(14 * 86_400_000 + 1);
  outreach.outbox.send(owe(outbox, late, WHOLE_CALL));
  await eventually(() => outreach.session.view().status).toBe('sign-in-needed');
  expect(outreach.outbox.waiting()).toBe(4);
  await outreach.session.adopt(newTokens(standIn));
  await eventually(() => outreach.outbox.waiting()).toBe(0);
  expect(stateOf(standIn, late)).toBe('completed');
  expect(stateOf(standIn, callId)).toBe('failed');
});

test('an outage and a restart: every state arrives once, in order, with its true time', async () => {
  const { standIn, outbox, secrets, open, click } = await setUp();
  await signedIn(standIn, secrets);
  const first = open();
  const callId = click();
  const began = Date.now() - 100_000;
  await standIn.stop();
  first.outbox.send(
    outbox.add(
      callId,
      WHOLE_CALL.map((state, index) => ({ kind: 'state', state, stateChangedAt: began + index * 1_000 })),
    ),
  );
  await eventually(() => first.session.view().status).toBe('offline');
  await first.close();
  expect(outbox.store.waiting()).toHaveLength(4);

  await standIn.start();
  const second = open();
  second.outbox.start();
  await eventually(() => second.outbox.waiting()).toBe(0);
  expect(journal(standIn, 'PATCH')).toEqual(ALL_TAKEN);
  const times = standIn
    .journal()
    .filter(({ method }) => method === 'PATCH')
    .map(({ body }) => JSON.stringify(body).match(/"stateChangedAt":"([^"]+)"/)?.[1]);
  expect(times).toEqual(WHOLE_CALL.map((_, index) => new Date(began + index * 1_000).toISOString()));
});

test.each([
  ['a reset before the effect', { reset: 'before' }],
  ['a reset after the effect', { reset: 'after' }],
  ['500 without effect', { status: 500 }],
  ['502 after the effect', { status: 502, afterEffect: true }],
  ['503', { status: 503 }],
  ['429 with Retry-After', { retryAfter: 1 }],
  ['a page of a proxy in its place', { status: 200, body: '<html>Sign in to the network</html>' }],
] as const)('%s at the first and the last update: each state is taken once', async (_what, rule) => {
  const { standIn, outbox, secrets, open, click } = await setUp();
  await signedIn(standIn, secrets);
  const outreach = open();
  const callId = click();
  for (const state of ['initiated', 'completed']) {
    standIn.fault({ ...rule, method: 'PATCH', times: 1, bodyIncludes: `"${state}"` });
  }
  outreach.outbox.send(owe(outbox, callId, WHOLE_CALL));
  await eventually(() => outreach.outbox.waiting()).toBe(0);
  expect(stateOf(standIn, callId)).toBe('completed');
  expect(outbox.all().map(({ status }) => status)).toEqual(WHOLE_CALL.map(() => 'delivered'));
  const effects = standIn
    .journal()
    .filter(
      ({ method, fault, status }) => method === 'PATCH' && (!fault || /after/.test(fault)) && status !== 422,
    );
  expect(effects).toHaveLength(4);
});

test('no log line holds a token, a call-id or a name', async () => {
  const { standIn, outbox, secrets, lines, open, click } = await setUp();
  await signedIn(standIn, secrets);
  const outreach = open();
  const callId = click();
  standIn.fault({ method: 'PATCH', reset: 'after', times: 2 });
  outreach.outbox.send(owe(outbox, callId, WHOLE_CALL));
  outreach.outbox.send(owe(outbox, '91FCF82E-9817-4C73-959F-4CF4A0DB334D', ['initiated']));
  await eventually(() => outreach.outbox.waiting()).toBe(0);
  const all = lines.join('\n');
  const { accessToken, refreshToken } = JSON.parse((await secrets.store.get(ACCOUNT)) ?? '{}');
  expect(lines.length).toBeGreaterThan(4);
  for (const secret of [accessToken, refreshToken, callId, '91FCF82E', 'Rep'])
    expect(all).not.toContain(secret);
});
