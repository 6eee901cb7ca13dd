import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { OutreachStandIn } from './start-outreach.ts';
import { connect } from './testing/connect.ts';

type Fields = Record<string, string>;

function authorizeUrl({ settings }: OutreachStandIn, changes: Fields = {}): string {
  const query = {
    client_id: settings.clientId,
    redirect_uri: settings.redirectUri,
    response_type: 'code',
    scope: settings.scopes.join(' '),
    state: 'a-state',
    ...changes,
  };
  return `${settings.authorizeUrl}?${new URLSearchParams(query)}`;
}

const locationOf = (answer: Response) => new URL(answer.headers.get('location') ?? '', answer.url);

/** Passes the consent page; returns where the browser is sent. */
async function consent(outreach: OutreachStandIn, decision: string, changes: Fields = {}): Promise<URL> {
  const asked = await fetch(authorizeUrl(outreach, changes), { redirect: 'manual' });
  const page = await (await fetch(locationOf(asked))).text();
  const request = /name="request" value="([0-9a-f]+)"/.exec(page)?.[1] ?? '';
  const body = new URLSearchParams({ request, decision });
  const url = `${outreach.url}/accounts/consent`;
  return locationOf(await fetch(url, { method: 'POST', body, redirect: 'manual' }));
}

async function token({ settings }: OutreachStandIn, fields: Fields, json = false) {
  const all = { client_id: settings.clientId, client_secret: settings.clientSecret, ...fields };
  const answer = await fetch(settings.tokenUrl, {
    method: 'POST',
    body: json ? JSON.stringify(all) : new URLSearchParams(all),
    ...(json ? { headers: { 'content-type': 'application/json' } } : {}),
  });
  const body = (await answer.json()) as Fields;
  return { status: answer.status, headers: answer.headers, body };
}

const exchange = (outreach: OutreachStandIn, code: string, more: Fields = {}) =>
  token(outreach, {
    grant_type: 'authorization_code',
    redirect_uri: outreach.settings.redirectUri,
    code,
    ...more,
  });
const refresh = (outreach: OutreachStandIn, text: string, json = false) =>
  token(
    outreach,
    {
      grant_type: 'refresh_token',
      redirect_uri: outreach.settings.redirectUri,
      refresh_token: text,
    },
    json,
  );

test('Approve leads to the redirect URI with a code that works once', async () => {
  const { outreach } = await connect({ switches: { mintRule: false } });
  const back = await consent(outreach, 'approve');
  expect(`${back.origin}${back.pathname}`).toBe(outreach.settings.redirectUri);
  expect(back.searchParams.get('state')).toBe('a-state');
  const code = back.searchParams.get('code') ?? '';
  const granted = await exchange(outreach, code);
  expect(granted.status).toBe(200);
  expect(granted.body).toMatchObject({
    token_type: 'bearer',
    expires_in: 7200,
    scope: outreach.settings.scopes.join(' '),
  });
  expect(granted.body.access_token?.split('.')).toHaveLength(3);
  const again = await exchange(outreach, code);
  expect([again.status, again.body.error]).toEqual([400, 'invalid_grant']);
});

test('Deny leads to the redirect URI with access_denied', async () => {
  const { outreach } = await connect();
  const back = await consent(outreach, 'deny');
  expect(back.searchParams.get('error')).toBe('access_denied');
  expect(back.searchParams.get('code')).toBeNull();
});

test('an earlier grant redirects at once', async () => {
  const { outreach } = await connect({ switches: { remembersGrant: true } });
  const answer = await fetch(authorizeUrl(outreach), { redirect: 'manual' });
  expect(locationOf(answer).searchParams.get('code')).toBeTruthy();
});

test.each([
  ['client_id', 'someone-else'],
  ['redirect_uri', 'https://localhost:28765/callback/'],
  ['redirect_uri', 'http://localhost:28765/callback'],
])('a wrong %s (%s) is never redirected to', async (name, value) => {
  const { outreach } = await connect();
  const answer = await fetch(authorizeUrl(outreach, { [name]: value }), { redirect: 'manual' });
  expect(answer.status).toBe(400);
});

test.each([
  ['response_type', 'token', 'unsupported_response_type'],
  ['scope', 'calls.everything', 'invalid_scope'],
  ['scope', '', 'invalid_scope'],
  ['state', '', 'invalid_request'],
])('a wrong %s (%j) goes back as %s', async (name, value, error) => {
  const { outreach } = await connect();
  const answer = await fetch(authorizeUrl(outreach, { [name]: value }), { redirect: 'manual' });
  expect(locationOf(answer).searchParams.get('error')).toBe(error);
});

test('a wrong secret, redirect URI, code, or an old code is refused', async () => {
  const { outreach } = await connect();
  const code = (await consent(outreach, 'approve')).searchParams.get('code') ?? '';
  const wrongSecret = await exchange(outreach, code, { client_secret: 'guess' });
  expect([wrongSecret.status, wrongSecret.body.error]).toEqual([401, 'invalid_client']);
  const wrongUri = await exchange(outreach, code, { redirect_uri: 'https://localhost:1/callback' });
  expect([wrongUri.status, wrongUri.body.error]).toEqual([400, 'invalid_grant']);
  outreach.setClockOffset(61_000);
  expect((await exchange(outreach, code)).body.error).toBe('invalid_grant');
});

test('PKCE is checked where a challenge was sent', async () => {
  const { outreach } = await connect();
  const verifier = 'v'.repeat(43);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const asked = { code_challenge: challenge, code_challenge_method: 'S256' };
  const code = (await consent(outreach, 'approve', asked)).searchParams.get('code') ?? '';
  expect((await exchange(outreach, code, { code_verifier: 'w'.repeat(43) })).body.error).toBe(
    'invalid_grant',
  );
  expect((await exchange(outreach, code, { code_verifier: verifier })).status).toBe(200);
});

test('a refresh token "rotates at every use", by form or by JSON', async () => {
  const { outreach } = await connect({ switches: { mintRule: false } });
  const first = outreach.signIn().refreshToken;
  const second = await refresh(outreach, first);
  expect(second.body.refresh_token).not.toBe(first);
  expect((await refresh(outreach, first)).body.error).toBe('invalid_grant');
  expect((await refresh(outreach, second.body.refresh_token ?? '', true)).status).toBe(200);
});

test('"form fields client_id, client_secret, redirect_uri, grant_type=…": a refresh has them all, each once', async () => {
  const { outreach } = await connect({ switches: { mintRule: false } });
  const { refreshToken } = outreach.signIn();
  const fields = { grant_type: 'refresh_token', refresh_token: refreshToken };
  const without = await token(outreach, fields);
  expect([without.status, without.body.error]).toEqual([400, 'invalid_request']);
  const elsewhere = await token(outreach, { ...fields, redirect_uri: 'https://localhost:1/callback' });
  expect([elsewhere.status, elsewhere.body.error]).toEqual([400, 'invalid_grant']);
  const { tokenUrl, clientId, clientSecret } = outreach.settings;
  const all = new URLSearchParams({ ...fields, client_id: clientId, client_secret: clientSecret });
  all.append('grant_type', 'refresh_token');
  expect((await fetch(tokenUrl, { method: 'POST', body: all })).status).toBe(400);
  outreach.setSwitch('refreshRedirectUri', 'no');
  expect((await token(outreach, fields)).status).toBe(200);
});

test('"one new access token per user and app in 60 s, else 429", which spends nothing', async () => {
  const { outreach } = await connect();
  const granted = await refresh(outreach, outreach.signIn().refreshToken);
  const soon = await refresh(outreach, granted.body.refresh_token ?? '');
  expect(soon.status).toBe(429);
  expect(Number(soon.headers.get('retry-after'))).toBeGreaterThan(55);
  outreach.setClockOffset(60_000);
  expect((await refresh(outreach, granted.body.refresh_token ?? '')).status).toBe(200);
});

test('"Access 2 h; refresh 14 days"', async () => {
  const { outreach, request } = await connect();
  const { refreshToken } = outreach.signIn();
  outreach.setClockOffset(2 * 3_600_000 - 60_000);
  expect((await request('GET', '/api/v2')).status).toBe(200);
  outreach.setClockOffset(2 * 3_600_000);
  const expired = await request('GET', '/api/v2');
  expect(expired).toMatchObject({
    status: 401,
    body: { error: 'Invalid JWT token.', description: 'The JWT token could not be decoded.' },
  });
  outreach.setClockOffset(14 * 86_400_000);
  expect((await refresh(outreach, refreshToken)).body.error).toBe('invalid_grant');
});

test('"at most 100 live refresh tokens per user and app": the oldest dies', async () => {
  const { outreach } = await connect({ switches: { maxRefreshTokens: 3, mintRule: false } });
  const oldest = outreach.signIn().refreshToken;
  const [second] = [outreach.signIn(), outreach.signIn(), outreach.signIn()];
  expect((await refresh(outreach, oldest)).status).toBe(400);
  expect((await refresh(outreach, second?.refreshToken ?? '')).status).toBe(200);
});

test('revoked tokens are refused everywhere', async () => {
  const { outreach, request } = await connect();
  const { refreshToken } = outreach.signIn();
  outreach.revokeTokens();
  expect((await request('GET', '/api/v2')).status).toBe(401);
  expect((await refresh(outreach, refreshToken)).body.error).toBe('invalid_grant');
});
