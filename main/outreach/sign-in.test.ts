import { expect, test } from 'vitest';
import { RENEWED_LATELY } from '../../app/outreach/oauth.ts';
import { createFakeClock } from '../../app/testing/fake-clock.ts';
import { createMemorySecrets } from '../secrets/memory.ts';
import { createSession } from './session.ts';
import { createSignIn } from './sign-in.ts';
import type { TokenEndpoint, TokenOutcome } from './token-endpoint.ts';

const HOUR = 3_600_000;
const REDIRECT = 'https://localhost:9/callback';
const LATELY: TokenOutcome = { outcome: 'wait', failure: RENEWED_LATELY, retryAfter: 41_000 };
const OVER: TokenOutcome = { outcome: 'ended', failure: { code: 'invalid-grant', message: 'Over.' } };

/** A sign-in whose code exchanges are answered in this order. */
function setUp(answers: readonly (TokenOutcome | 'granted')[]) {
  const clock = createFakeClock();
  const exchanged: string[] = [];
  const endpoint: TokenEndpoint = {
    async exchange(code) {
      const answer = answers[exchanged.push(code) - 1];
      if (answer === undefined) throw new Error('One exchange too many.');
      const expiresAt = clock.now() + 2 * HOUR;
      return answer === 'granted'
        ? { outcome: 'granted', tokens: { accessToken: 'a', refreshToken: 'r', expiresAt, scope: '' } }
        : answer;
    },
    refresh: async () => OVER,
  };
  const secrets = {
    store: createMemorySecrets(),
    keptIn: () => 'memory' as const,
    warning: () => undefined,
    onBack: () => undefined,
  };
  const session = createSession({
    ...{ secrets, account: 'account', endpoint, clock, random: () => 0, log: () => undefined },
  });
  /** What the keychain had at each request. */
  const stored: (string | null)[] = [];
  const user = { id: 4, firstName: 'Rita', lastName: 'Rep' };
  const body = JSON.stringify({ meta: { user } });
  const signIn = createSignIn({
    settings: {
      ...{
        apiUrl: 'https://api.outreach.example',
        authorizeUrl: 'https://api.outreach.example/oauth/authorize',
      },
      ...{
        tokenUrl: 'https://api.outreach.example/oauth/token',
        clientId: 'c',
        redirectUri: REDIRECT,
        scopes: [],
      },
    },
    transport: {
      async request() {
        stored.push(await secrets.store.get('account'));
        return { kind: 'answer', answer: { status: 200, headers: {}, body } };
      },
      close: () => undefined,
    },
    ...{ endpoint, session, clock },
  });
  /** Begins a sign-in, and ends it with this code. */
  const finish = (code: string) => {
    const state = new URL(signIn.start().authorizeUrl).searchParams.get('state') ?? '';
    return signIn.finish(`${REDIRECT}?code=${code}&state=${state}`);
  };
  /** Waits until Outreach was asked so often, and its answer was taken in. */
  const asked = async (times: number): Promise<void> => {
    await expect.poll(() => exchanged.length, { timeout: 20_000 }).toBe(times);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { clock, session, signIn, finish, exchanged, asked, stored };
}

test('"at most one new access token per user and app in 60 s": the exchange waits for the next minute', async () => {
  const { clock, session, finish, asked } = setUp([LATELY, 'granted']);
  const finished = finish('one');
  await asked(1);
  expect(session.view().status).toBe('signing-in');
  clock.advance(40_999);
  await asked(1);
  clock.advance(1);
  expect(await finished).toEqual({ ok: true, value: { user: 'Rita Rep' } });
  expect(session.view()).toMatchObject({ status: 'connected', user: 'Rita Rep' });
});

test('a sign-in is stored before its access token is used for the first time', async () => {
  const { finish, stored } = setUp(['granted']);
  await finish('one');
  expect(stored.map((secret) => JSON.parse(secret ?? '{}').accessToken)).toEqual(['a']);
});

test('told so again: the rep is asked to come back in a minute, and nothing is said of updates', async () => {
  const { clock, session, finish, asked } = setUp([LATELY, LATELY]);
  const finished = finish('one');
  await asked(1);
  clock.advance(41_000);
  expect(await finished).toMatchObject({ ok: false, failure: { code: 'sign-in-renewed-lately' } });
  expect(session.view()).toMatchObject({
    status: 'signed-out',
    failure: { message: expect.stringContaining('Connect Outreach again in a minute') },
  });
});

test('another sign-in during the wait takes its place', async () => {
  const { clock, session, finish, exchanged, asked } = setUp([LATELY, 'granted']);
  const first = finish('one');
  await asked(1);
  const second = finish('two');
  expect(await first).toMatchObject({ ok: false, failure: { code: 'sign-in-abandoned' } });
  expect(await second).toMatchObject({ ok: true });
  clock.advance(60_000);
  expect(exchanged).toEqual(['one', 'two']);
  expect(session.view().status).toBe('connected');
});

test('another sign-in before the answer takes its place too', async () => {
  const { signIn, finish, session } = setUp([LATELY]);
  const first = finish('one');
  signIn.start();
  expect(await first).toMatchObject({ ok: false, failure: { code: 'sign-in-abandoned' } });
  expect(session.view().status).toBe('signing-in');
});

test('a longer wait, an end, and the end of the program are not waited out', async () => {
  const hours: TokenOutcome = { ...LATELY, retryAfter: HOUR };
  expect(await setUp([hours]).finish('one')).toMatchObject({ ok: false });
  expect(await setUp([OVER]).finish('one')).toMatchObject({ failure: { code: 'invalid-grant' } });
  const { signIn, finish, asked } = setUp([LATELY]);
  const finished = finish('one');
  await asked(1);
  signIn.close();
  expect(await finished).toMatchObject({ ok: false });
});
