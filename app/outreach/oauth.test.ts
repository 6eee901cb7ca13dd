import fc from 'fast-check';
import { expect, test } from 'vitest';
import { authorizeUrl, codeForm, grantOf, refreshForm } from './oauth.ts';
import { leadsTo, readRedirect } from './redirect.ts';
import { MINTING_GAP } from './tokens.ts';

const SETTINGS = {
  apiUrl: 'https://api.outreach.io/api/v2',
  authorizeUrl: 'https://api.outreach.io/oauth/authorize',
  tokenUrl: 'https://api.outreach.io/oauth/token',
  clientId: 'a client&id',
  clientSecret: "it's+secret",
  redirectUri: 'https://localhost:28765/callback',
  scopes: ['calls.read', 'calls.write'],
};
const NOW = Date.UTC(2026, 0, 5);

const entries = (query: string) => Object.fromEntries(new URLSearchParams(query));

test('the authorize address carries what RFC 6749 section 4.1.1 asks for', () => {
  const url = new URL(authorizeUrl(SETTINGS, 'the state'));
  expect(url.origin + url.pathname).toBe(SETTINGS.authorizeUrl);
  expect(entries(url.search)).toEqual({
    client_id: 'a client&id',
    redirect_uri: SETTINGS.redirectUri,
    response_type: 'code',
    scope: 'calls.read calls.write',
    state: 'the state',
  });
});

test('the two forms', () => {
  const client = {
    client_id: 'a client&id',
    client_secret: "it's+secret",
    redirect_uri: SETTINGS.redirectUri,
  };
  expect(entries(codeForm(SETTINGS, 'c/o=d'))).toEqual({
    ...client,
    grant_type: 'authorization_code',
    code: 'c/o=d',
  });
  expect(entries(refreshForm(SETTINGS, 'r'))).toEqual({
    ...client,
    grant_type: 'refresh_token',
    refresh_token: 'r',
  });
  const { clientSecret: _, ...open } = SETTINGS;
  expect(entries(codeForm(open, 'c'))).not.toHaveProperty('client_secret');
});

const GRANT = {
  access_token: 'a',
  token_type: 'bearer',
  expires_in: 7200,
  refresh_token: 'r',
  scope: 'calls.read calls.write',
  created_at: 1,
};

test.each([
  [
    '200',
    200,
    GRANT,
    {
      outcome: 'granted',
      tokens: {
        accessToken: 'a',
        refreshToken: 'r',
        expiresAt: NOW + 7_200_000,
        scope: 'calls.read calls.write',
      },
    },
  ],
  ['200 of something else', 200, { ok: true }, { outcome: 'wait', failure: { code: 'not-outreach' } }],
  [
    '400 invalid_grant',
    400,
    { error: 'invalid_grant' },
    { outcome: 'ended', failure: { code: 'invalid-grant' } },
  ],
  [
    '401 invalid_client',
    401,
    { error: 'invalid_client' },
    { outcome: 'ended', failure: { code: 'invalid-client' } },
  ],
  [
    '400 invalid_scope',
    400,
    { error: 'invalid_scope' },
    { outcome: 'ended', failure: { code: 'invalid-scope' } },
  ],
  ['400 anything', 400, { error: 'weird' }, { outcome: 'ended', failure: { code: 'sign-in-refused' } }],
  ['400 temporarily_unavailable', 400, { error: 'temporarily_unavailable' }, { outcome: 'wait' }],
  ['404 of a gateway', 404, { error: 'Not Found' }, { outcome: 'wait', failure: { code: 'not-outreach' } }],
  ['404 invalid_grant', 404, { error: 'invalid_grant' }, { outcome: 'ended' }],
  ['403 page', 403, '<html>', { outcome: 'wait', failure: { code: 'not-outreach' } }],
  ['429: one token in 60 s', 429, { error: 'x' }, { outcome: 'wait', retryAfter: MINTING_GAP }],
  ['503', 503, '', { outcome: 'wait', failure: { code: 'sign-in-failing' } }],
  ['302', 302, '', { outcome: 'wait' }],
] as const)('token endpoint: %s', (_what, status, body, expected) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  expect(grantOf({ status, headers: {}, body: text }, NOW)).toMatchObject(expected);
});

test.each([
  ['expires_in is "RECOMMENDED" (section 5.1)', { expires_in: undefined }, { expiresAt: NOW + 7_200_000 }],
  ['a lifetime as text', { expires_in: '3600' }, { expiresAt: NOW + 3_600_000 }],
  ['a lifetime no timer holds', { expires_in: 1e12 }, { expiresAt: NOW + 31_536_000_000 }],
  ['a lifetime of nothing', { expires_in: 0 }, { expiresAt: NOW + 7_200_000 }],
  ['a lifetime that is none', { expires_in: ['soon'] }, { expiresAt: NOW + 7_200_000 }],
  ['a scope that is no text', { scope: ['calls.read'] }, { scope: '' }],
  ['an empty refresh token is none', { refresh_token: '' }, { refreshToken: 'spent' }],
  ['scope is "OPTIONAL" (section 5.1)', { scope: null }, { scope: '' }],
  ['"MAY issue a new refresh token" (section 6)', { refresh_token: undefined }, { refreshToken: 'spent' }],
  ['"the client MUST discard the old refresh token" (section 6)', {}, { refreshToken: 'r' }],
])('RFC 6749: %s', (_line, left, tokens) => {
  const body = JSON.stringify({ ...GRANT, ...left });
  const grant = grantOf({ status: 200, headers: {}, body }, NOW, 'spent');
  expect(grant).toMatchObject({ outcome: 'granted', tokens });
});

test('a code that brings no refresh token is no sign-in: it would end after two hours', () => {
  const body = JSON.stringify({ ...GRANT, refresh_token: undefined });
  expect(grantOf({ status: 200, headers: {}, body }, NOW)).toMatchObject({ outcome: 'wait' });
});

const EXPECTED = { redirectUri: SETTINGS.redirectUri, state: 's1' };

test.each([
  ['https://localhost:28765/callback?code=abc&state=s1', 'abc'],
  ['https://LOCALHOST:28765/callback?state=s1&code=a%2Fb%20c+d#_=_', 'a/b c d'],
])('redirect %s', (url, code) => {
  expect(readRedirect(url, EXPECTED)).toEqual({ ok: true, value: code });
});

test.each([
  ['https://localhost:28765/callback?code=abc&state=other', 'wrong-state'],
  ['https://localhost:28765/callback?code=abc', 'wrong-state'],
  ['https://localhost:28765/callback?error=access_denied&state=s1', 'sign-in-denied'],
  ['https://localhost:28765/callback?error=server_error&state=s1', 'sign-in-refused'],
  ['https://localhost:28765/callback?state=s1', 'no-code'],
  ['https://localhost:28765/callback?state=s1&code=', 'no-code'],
  ['https://localhost:28765/callback2?code=abc&state=s1', 'not-the-redirect'],
  ['http://localhost:28765/callback?code=abc&state=s1', 'not-the-redirect'],
  ['https://localhost:28765.evil.example/callback?code=abc&state=s1', 'not-the-redirect'],
  ['', 'not-the-redirect'],
])('redirect %s: %s', (url, code) => {
  expect(readRedirect(url, EXPECTED)).toMatchObject({ ok: false, failure: { code } });
});

test('an empty state never matches, and a redirect without a path is read as a browser writes it', () => {
  expect(
    readRedirect('https://a.example/?code=x&state=', { redirectUri: 'https://a.example', state: '' }).ok,
  ).toBe(false);
  const expected = { redirectUri: 'https://A.example:443', state: 's' };
  expect(readRedirect('https://a.example/?code=x&state=s', expected)).toEqual({ ok: true, value: 'x' });
});

test.each([
  ['https://outdial.example', 'https://outdial.example/?code=x&state=s', true],
  ['https://Localhost:443/cb', 'https://localhost/cb?code=x&state=s', true],
  ['https://localhost:28765/cb?tenant=1', 'https://localhost:28765/cb?tenant=1&code=x&state=s', true],
  ['https://localhost:28765/cb', 'https://localhost:28765/cb#error=x', true],
  ['https://localhost:28765/cb', 'https://localhost:28765/cb', true],
  ['https://localhost:28765/cb', 'https://localhost:28765/cbx?code=x', false],
  ['https://localhost:28765/cb', 'https://localhost:28766/cb?code=x', false],
  ['https://outdial.example', 'https://outdial.example.evil.example/?code=x', false],
  ['https://outdial.example', 'https://outdial.example/login', false],
])('a sign-in that ends at %s has come to its end at %s: %s', (redirectUri, url, arrived) => {
  expect(leadsTo(url, redirectUri)).toBe(arrived);
});

test('no address makes the reader throw, and a code is only ever given for the right state', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.stringMatching(/^https:\/\/[a-z.:0-9]{1,12}\/[?#&=a-z%0-9]{0,20}$/)),
      (url) => {
        expect(readRedirect(url, EXPECTED).ok).toBe(false);
      },
    ),
  );
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ minLength: 1 }), (code, state) => {
      const url = `${SETTINGS.redirectUri}?${new URLSearchParams({ code, state })}`;
      expect(readRedirect(url, { ...EXPECTED, state })).toEqual({ ok: true, value: code });
      expect(readRedirect(url, { ...EXPECTED, state: `${state}x` }).ok).toBe(false);
    }),
  );
});
