import { afterEach, expect, test } from 'vitest';
import type { Owner } from '../../app/outbox/owner.ts';
import { readTokens, secretOf, type Tokens } from '../../app/outreach/tokens.ts';
import { createFakeClock } from '../../app/testing/fake-clock.ts';
import { createMemorySecrets } from '../secrets/memory.ts';
import { identifyUser } from './identify.ts';
import { createSession, type Session } from './session.ts';

const ANN: Owner = { id: '7', name: 'Ann Lee' };
const quiet = () => new Promise((resolve) => setImmediate(resolve));

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((close) => close()));
});

async function setUp(kept: Partial<Tokens>, answers: (Owner | 'untold' | undefined)[]) {
  const clock = createFakeClock();
  const store = createMemorySecrets();
  const tokens: Tokens = {
    ...{ accessToken: 'access', refreshToken: 'refresh', scope: '', expiresAt: clock.now() + 7_200_000 },
    ...kept,
  };
  await store.set('account', secretOf(tokens));
  const session: Session = createSession({
    ...{ account: 'account', clock, random: () => 0, log: () => {} },
    secrets: { store, keptIn: () => 'keychain', warning: () => undefined, onBack: () => {} },
    endpoint: {
      exchange: async () => ({ outcome: 'wait', failure: { code: 'test', message: '' } }),
      refresh: async () => ({
        outcome: 'granted',
        tokens: {
          ...tokens,
          accessToken: 'renewed',
          refreshToken: 'next',
          expiresAt: clock.now() + 7_200_000,
        },
      }),
    },
  });
  const asked: string[] = [];
  const end = identifyUser(session, clock, async (token) => {
    asked.push(token);
    return answers.shift();
  });
  opened.push(async () => {
    end();
    await session.close();
  });
  await session.loaded();
  await quiet();
  const inKeychain = async () => {
    const read = readTokens((await store.get('account')) ?? '');
    return read.ok ? { id: read.value.userId, name: read.value.user } : undefined;
  };
  return { clock, session, asked, tokens, inKeychain };
}

test('a stored sign-in without a name gets it at the next connection, for the window and for good', async () => {
  const { session, asked, inKeychain } = await setUp({}, [ANN]);
  expect(asked).toEqual(['access']);
  expect(session.view()).toMatchObject({ status: 'connected', user: 'Ann Lee' });
  expect(session.owner()).toEqual(ANN);
  expect(await inKeychain()).toEqual(ANN);
});

test('one with a name and no id, as earlier versions kept it, gets the id', async () => {
  const { session } = await setUp({ user: 'Ann' }, [ANN]);
  expect(session.owner()).toEqual(ANN);
});

test('one that has both is not asked about', async () => {
  const { asked } = await setUp({ user: 'Ann Lee', userId: '7' }, []);
  expect(asked).toEqual([]);
});

test('without an answer it is asked again when the connection comes back, and after a pause', async () => {
  const { session, asked, clock } = await setUp({}, [undefined, undefined, ANN]);
  session.heard(true);
  await quiet();
  expect(asked).toEqual(['access']);
  session.heard(false);
  session.heard(true);
  await quiet();
  expect(asked).toEqual(['access', 'access']);
  expect(session.view().user).toBeUndefined();
  clock.advance(1_000);
  await quiet();
  expect(asked).toEqual(['access', 'access', 'access']);
  expect(session.view().user).toBe('Ann Lee');
});

test.each<[what: string, answers: ('untold' | undefined)[], asked: number]>([
  ['says that it does not', ['untold'], 1],
  ['never answers that', [], 6],
])(
  'Outreach %s: nobody waits for it, the window says so, and the next token is asked about',
  async (_what, answers, times) => {
    const { session, asked, clock } = await setUp({}, answers);
    expect(session.connected()).toBe(times === 1 ? 'untold' : 'asked');
    for (let second = 0; second < 60; second += 1) {
      clock.advance(1_000);
      await quiet();
    }
    expect(asked).toHaveLength(times);
    expect(session.connected()).toBe('untold');
    expect(session.view()).toMatchObject({ status: 'connected', failure: { code: 'user-untold' } });
    expect(session.owner()).toBeUndefined();
    clock.advance(7_200_000);
    await quiet();
    session.heard(false);
    session.heard(true);
    await quiet();
    expect(asked.at(-1)).toBe('renewed');
  },
);

test('a renewal keeps whose it is; whoever signs in next is somebody else', async () => {
  const { session, clock, tokens, inKeychain } = await setUp({}, [ANN]);
  clock.advance(7_200_000);
  await quiet();
  expect(session.owner()).toEqual(ANN);
  await session.adopt({ ...tokens, accessToken: 'b', userId: '8', user: 'Bob Ray' });
  await session.identified('access', ANN);
  expect(session.owner()).toEqual({ id: '8', name: 'Bob Ray' });
  expect(await inKeychain()).toEqual({ id: '8', name: 'Bob Ray' });
  await session.forget();
  expect(session.owner()).toBeUndefined();
});
