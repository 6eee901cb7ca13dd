import { expect, test } from 'vitest';
import { MINTING_GAP, secretOf, type Tokens } from '../../app/outreach/tokens.ts';
import { createFakeClock } from '../../app/testing/fake-clock.ts';
import { createMemorySecrets } from '../secrets/memory.ts';
import { createSession, type Session } from './session.ts';
import type { TokenOutcome } from './token-endpoint.ts';

const HOUR = 3_600_000;
const FAILURE = { code: 'test', message: 'The test says so.' };

async function setUp(options: { left?: number; secret?: string | null } = {}) {
  const { left = 2 * HOUR } = options;
  const clock = createFakeClock();
  const tokens = (name: string): Tokens => ({
    accessToken: `access-${name}`,
    refreshToken: `refresh-${name}`,
    expiresAt: clock.now() + left,
    scope: '',
    user: 'Rita Rep',
  });
  const store = createMemorySecrets();
  const events: string[] = [];
  const back: (() => void)[] = [];
  const secret = options.secret === undefined ? secretOf(tokens('0')) : options.secret;
  if (secret !== null) await store.set('account', secret);

  const answers: (TokenOutcome | 'granted')[] = [];
  let held: Promise<void> | undefined;
  let minted = 0;
  const session: Session = createSession({
    account: 'account',
    secrets: {
      store: {
        ...store,
        async set(account, value) {
          events.push(`store ${JSON.parse(value).refreshToken}`);
          await store.set(account, value);
        },
      },
      keptIn: () => 'keychain',
      warning: () => undefined,
      onBack: (listener) => void back.push(listener),
    },
    endpoint: {
      exchange: async () => ({ outcome: 'wait', failure: FAILURE }),
      async refresh(refreshToken) {
        events.push(`refresh ${refreshToken}`);
        await held;
        const answer = answers.shift() ?? 'granted';
        if (answer !== 'granted') return answer;
        minted += 1;
        return { outcome: 'granted', tokens: { ...tokens(`${minted}`), expiresAt: clock.now() + 2 * HOUR } };
      },
    },
    clock,
    random: () => 0,
    log: (line) => void events.push(`log ${line}`),
  });
  await session.loaded();
  const hold = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    held = promise;
    return () => {
      held = undefined;
      resolve();
    };
  };
  const requests = () => events.filter((event) => !event.startsWith('log '));
  const keychainIsBack = () => {
    for (const tell of back) tell();
  };
  return { tokens, keychainIsBack, clock, store, session, answers, hold, events, requests };
}

const quiet = () => new Promise((resolve) => setImmediate(resolve));

test('is read from the keychain, and used while it is good', async () => {
  const { session, requests } = await setUp();
  expect(session.view()).toEqual({ status: 'connected', user: 'Rita Rep', tokensKeptIn: 'keychain' });
  expect(await session.accessToken()).toEqual({ ok: true, token: 'access-0' });
  expect(requests()).toEqual([]);
});

test('a keychain that was late: what it holds is taken up, unless somebody has signed in since', async () => {
  const late = await setUp({ secret: null });
  await late.store.set('account', secretOf(late.tokens('late')));
  late.keychainIsBack();
  await quiet();
  expect(await late.session.accessToken()).toEqual({ ok: true, token: 'access-late' });

  const newer = await setUp({ secret: null });
  await newer.session.adopt(newer.tokens('newer'));
  await newer.store.set('account', secretOf(newer.tokens('late')));
  newer.keychainIsBack();
  await quiet();
  expect(await newer.session.accessToken()).toEqual({ ok: true, token: 'access-newer' });
  expect(await newer.store.get('account')).toContain('access-newer');
});

test('nothing there: signed out', async () => {
  const { session } = await setUp({ secret: null });
  expect(session.view().status).toBe('signed-out');
  expect(await session.accessToken()).toMatchObject({ ok: false, delivery: { outcome: 'signed-out' } });
});

test.each(['', '{', '[]', '{"accessToken":1}'])(
  'a damaged entry %j is told, and not a crash',
  async (secret) => {
    const { session } = await setUp({ secret });
    expect(session.view()).toMatchObject({ status: 'sign-in-needed', failure: { code: 'damaged-sign-in' } });
  },
);

test('is renewed ahead of its end, stored before it is used', async () => {
  const { session, clock, requests } = await setUp();
  clock.advance(2 * HOUR - 10 * 60_000 - 1);
  expect(requests()).toEqual([]);
  clock.advance(1);
  await quiet();
  expect(requests()).toEqual(['refresh refresh-0', 'store refresh-1']);
  expect(await session.accessToken()).toEqual({ ok: true, token: 'access-1' });
});

test('near its end, after a sleep: used, and renewed beside', async () => {
  const { session, clock, requests } = await setUp();
  clock.set(clock.now() + 2 * HOUR - 60_000);
  expect(await session.accessToken()).toEqual({ ok: true, token: 'access-0' });
  expect(requests()[0]).toBe('refresh refresh-0');
});

test('one refresh in flight, however many ask', async () => {
  const { session, hold, requests } = await setUp();
  const release = hold();
  const asked = [session.refused('access-0'), session.refused('access-0'), session.refused('access-0')];
  session.wake();
  await quiet();
  release();
  expect(await Promise.all(asked)).toEqual(asked.map(() => ({ ok: true, token: 'access-1' })));
  expect(requests()).toEqual(['refresh refresh-0', 'store refresh-1']);
});

test('a 401 for a token that has been replaced meanwhile needs no other', async () => {
  const { session, requests } = await setUp();
  await session.refused('access-0');
  expect(await session.refused('access-0')).toEqual({ ok: true, token: 'access-1' });
  expect(requests()).toHaveLength(2);
});

test('at most one new token in 60 s', async () => {
  const { session, clock, requests } = await setUp();
  await session.refused('access-0');
  clock.advance(20_000);
  expect(await session.refused('access-1')).toMatchObject({
    ok: false,
    delivery: { outcome: 'wait', retryAfter: MINTING_GAP - 20_000 },
  });
  clock.advance(40_000);
  expect(await session.refused('access-1')).toEqual({ ok: true, token: 'access-2' });
  expect(requests().filter((event) => event.startsWith('refresh'))).toHaveLength(2);
});

test('429 at the token endpoint: goes on with the old one, and asks again when it may', async () => {
  const { session, clock, answers, requests } = await setUp();
  answers.push({ outcome: 'wait', failure: FAILURE, retryAfter: 60_000 });
  clock.advance(2 * HOUR - 10 * 60_000);
  await quiet();
  expect(await session.accessToken()).toEqual({ ok: true, token: 'access-0' });
  expect(requests()).toEqual(['refresh refresh-0']);
  clock.advance(5 * 60_000);
  await quiet();
  expect(requests()).toEqual(['refresh refresh-0', 'refresh refresh-0', 'store refresh-1']);
});

test('429 or 503 with `Retry-After: 0` again and again does not spin', async () => {
  const { session, answers, clock, requests } = await setUp({ left: -1 });
  for (let answer = 0; answer < 500; answer += 1)
    answers.push({ outcome: 'wait', failure: FAILURE, retryAfter: 0 });
  session.wake();
  for (let second = 0; second < 600; second += 1) {
    clock.advance(1_000);
    await quiet();
  }
  expect(requests().length).toBeGreaterThan(5);
  expect(requests().length).toBeLessThan(25);
});

test('over, and no other to be had yet: Outreach decides, the clock may be wrong', async () => {
  const { session, answers } = await setUp({ left: -1 });
  await quiet();
  answers.push({ outcome: 'wait', failure: FAILURE, retryAfter: 60_000 });
  expect(await session.accessToken()).toMatchObject({ ok: true });
});

test('over and out of reach: offline, nothing leaves', async () => {
  const { session, answers } = await setUp();
  answers.push({ outcome: 'unreachable', failure: FAILURE });
  expect(await session.refused('access-0')).toEqual({
    ok: false,
    delivery: { outcome: 'unreachable', failure: FAILURE },
  });
  expect(session.view().status).toBe('offline');
  expect(await session.refused('access-0')).toEqual({ ok: true, token: 'access-1' });
});

test('invalid_grant: sign-in needed, the dead tokens are gone', async () => {
  const { session, answers, store } = await setUp();
  answers.push({ outcome: 'ended', failure: { code: 'invalid-grant', message: 'Over.' } });
  expect(await session.refused('access-0')).toMatchObject({ ok: false, delivery: { outcome: 'signed-out' } });
  expect(session.view()).toMatchObject({ status: 'sign-in-needed', failure: { code: 'invalid-grant' } });
  expect(await store.get('account')).toBeNull();
});

test('invalid_client: sign-in needed, but the grant is kept for a mended configuration', async () => {
  const { session, answers, store } = await setUp();
  answers.push({ outcome: 'ended', failure: { code: 'invalid-client', message: 'Ask.' } });
  await session.refused('access-0');
  expect(session.view().status).toBe('sign-in-needed');
  expect(await store.get('account')).toContain('refresh-0');
});

test('signing out while a refresh is going on: nothing comes back', async () => {
  const { session, hold, store } = await setUp();
  const release = hold();
  const asked = session.refused('access-0');
  await session.forget();
  release();
  expect(await asked).toMatchObject({ ok: false });
  await quiet();
  expect(session.view().status).toBe('signed-out');
  expect(await store.get('account')).toBeNull();
});

test('a new sign-in while a refresh is going on: the new one stays', async () => {
  const { session, hold, store, clock } = await setUp();
  const release = hold();
  const asked = session.refused('access-0');
  await session.adopt({ accessToken: 'a', refreshToken: 'r', expiresAt: clock.now() + HOUR, scope: '' });
  release();
  expect(await asked).toEqual({ ok: true, token: 'a' });
  await quiet();
  expect(await store.get('account')).toContain('"r"');
});

test('a token that lives for seconds does not spin', async () => {
  const { session, clock, requests } = await setUp();
  await session.adopt({ accessToken: 'a', refreshToken: 'r', expiresAt: clock.now() + 2_000, scope: '' });
  for (let second = 0; second < 59; second += 1) {
    clock.advance(1_000);
    await quiet();
  }
  expect(requests()).toEqual(['store r']);
});

test('tells listeners of each change once, and nobody after close', async () => {
  const { session, clock } = await setUp();
  const seen: string[] = [];
  session.subscribe(({ status }) => void seen.push(status));
  session.heard(true);
  session.heard(false, FAILURE);
  session.heard(false, FAILURE);
  session.heard(true);
  session.signingIn(true);
  session.signingIn(false);
  expect(seen).toEqual(['offline', 'connected', 'signing-in', 'connected']);
  await session.close();
  session.heard(false);
  expect(seen).toHaveLength(4);
  expect(clock.pending()).toBe(0);
});

test('no log line holds a token', async () => {
  const { session, answers, events } = await setUp();
  answers.push({ outcome: 'ended', failure: { code: 'invalid-grant', message: 'Over.' } });
  await session.refused('access-0');
  const lines = events.filter((event) => event.startsWith('log '));
  expect(lines).toHaveLength(1);
  expect(lines.join()).not.toMatch(/access-|refresh-/);
});
