import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { deliveryOf } from '../../outreach/delivery.ts';
import { type HttpAnswer, LONGEST_RETRY_AFTER, retryAfterOf } from '../../outreach/http-answer.ts';
import { currentUserOf } from '../../outreach/json-api.ts';
import { grantOf } from '../../outreach/oauth.ts';
import { readRedirect } from '../../outreach/redirect.ts';
import { readTokens } from '../../outreach/tokens.ts';
import { decodedOnce, expectNoPollution, textsIn } from './doors.ts';
import { mutateText } from './mutate-text.ts';
import { mutateValue } from './mutate-value.ts';
import type { Random } from './random.ts';
import { type Search, search } from './search.ts';
import { fuzzInputs } from './size.ts';

const MINUTES = 60_000;
const TEXTS = readFileSync(join(import.meta.dirname, '../corpus/outreach-answers.txt'), 'utf8').split('\n');
const BODIES: unknown[] = TEXTS.filter((text) => text.startsWith('{')).map(
  (text) => JSON.parse(text) as unknown,
);
const STATUSES = [
  200,
  200,
  201,
  204,
  301,
  400,
  401,
  403,
  404,
  408,
  422,
  429,
  500,
  503,
  0,
  -1,
  999,
  Number.NaN,
];
const NOW = 1_800_000_000_000;

function run<Input>(door: Omit<Search<Input>, 'seed' | 'now' | 'cpu' | 'inputs'>): void {
  const inputs = fuzzInputs(process.env.OUTDIAL_PROOFS, 1_000_000);
  const found = search({
    ...door,
    inputs,
    seed: 20_240_608,
    now: () => performance.now(),
    cpu: () => process.threadCpuUsage(),
  });
  console.log(
    `${door.name}: ${found.inputs} inputs, ${found.perSecond}/s, slowest ${found.slowest.toFixed(1)} ms`,
  );
  expectNoPollution();
}

function bodyText(random: Random): string {
  if (random.below(2) === 0) return mutateText(random, TEXTS);
  try {
    return JSON.stringify(mutateValue(random, BODIES, TEXTS)) ?? '';
  } catch (error) {
    // A bigint is no JSON: no answer holds one.
    if (error instanceof TypeError) return '';
    throw error;
  }
}

function answer(random: Random): HttpAnswer {
  return {
    status: random.pick(STATUSES),
    headers: random.below(3) === 0 ? { 'retry-after': mutateText(random, TEXTS) } : {},
    body: bodyText(random),
  };
}

/** What a rep or a log may be shown: one line, no direction marks, no phone number, nothing like a token. */
function expectShowable(message: string): void {
  if (/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(message)) throw new Error('a control character is shown');
  if (/\+?\d(?:[-() .]?\d){6,}/.test(message)) throw new Error('a number is shown');
  if (message.length > 400) throw new Error('the message has no end');
}

it('any answer to an update is read, and only showable words come out', { timeout: 10 * MINUTES }, () => {
  run({
    name: 'deliveryOf',
    make: answer,
    check(given) {
      const delivery = deliveryOf(given, NOW);
      for (const text of textsIn('failure' in delivery ? delivery.failure : {})) expectShowable(text);
      const wait = retryAfterOf(given, NOW);
      if (wait !== undefined && !(wait >= 0 && wait <= LONGEST_RETRY_AFTER)) throw new Error(`waits ${wait}`);
      const name = currentUserOf(given)?.name;
      if (name !== undefined && (name.length > 100 || /[\p{Cc}\p{Cf}]/u.test(name))) throw new Error(name);
    },
  });
});

it('any answer of the token endpoint is read; tokens have an end', { timeout: 10 * MINUTES }, () => {
  let granted = 0;
  run({
    name: 'grantOf',
    make: answer,
    check(given) {
      const grant = grantOf(given, NOW);
      if (grant.outcome !== 'granted') {
        expectShowable(grant.failure.message);
        return;
      }
      granted += 1;
      const { accessToken, refreshToken, expiresAt } = grant.tokens;
      if (accessToken === '' || refreshToken === '') throw new Error('an empty token');
      if (!(expiresAt > NOW && expiresAt <= NOW + 31_536_000_000)) throw new Error(`ends at ${expiresAt}`);
    },
  });
  expect(granted).toBeGreaterThan(10);
});

it('any entry of the keychain is read, and never shown', { timeout: 10 * MINUTES }, () => {
  run({
    name: 'readTokens',
    make: bodyText,
    check(secret) {
      const read = readTokens(secret);
      if (!read.ok) expectShowable(read.failure.message);
    },
  });
});

it('any address after consent is read; a code only comes with the right state', {
  timeout: 10 * MINUTES,
}, () => {
  const expected = { redirectUri: 'https://localhost:28765/callback', state: 'xyz' };
  run({
    name: 'readRedirect',
    make: (random) => mutateText(random, TEXTS),
    check(url) {
      const read = readRedirect(url, expected);
      if (!read.ok) expectShowable(read.failure.message);
      else if (!decodedOnce(url).includes('xyz')) throw new Error('a code without its state');
    },
  });
});
