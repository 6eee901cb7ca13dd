import { z } from 'zod';
import { type Answer, type Incoming, jsonAnswer, mediaType, parseJson } from '../http/exchange.ts';
import type { Switches } from '../switches.ts';
import type { OAuthClient } from './authorize.ts';
import type { Granted, Grants } from './grants.ts';

const clientFields = { client_id: z.string(), client_secret: z.string() };
const requestSchema = z.discriminatedUnion('grant_type', [
  z.object({
    ...clientFields,
    grant_type: z.literal('authorization_code'),
    code: z.string(),
    redirect_uri: z.string(),
    code_verifier: z.string().optional(),
  }),
  z.object({
    ...clientFields,
    grant_type: z.literal('refresh_token'),
    refresh_token: z.string(),
    redirect_uri: z.string().optional(),
  }),
]);

const refused = (
  status: number,
  error: string,
  description: string,
  headers: Record<string, string> = {},
): Answer =>
  jsonAnswer(status, { error, error_description: description }, { 'cache-control': 'no-store', ...headers });

/** Form or JSON; undefined where it is neither, or names a field twice (RFC 6749 section 3.2: "MUST NOT"). */
function fieldsOf(incoming: Incoming): unknown {
  const type = mediaType(incoming.headers['content-type']);
  if (type === 'application/x-www-form-urlencoded') {
    const form = new URLSearchParams(incoming.text);
    const fields = Object.fromEntries(form);
    return Object.keys(fields).length === form.size ? fields : undefined;
  }
  if (type === 'application/json') return parseJson(incoming.text)?.value;
  return undefined;
}

/** POST /oauth/token: a code or a refresh token for new tokens. Every refresh token works once. */
export function createTokenEndpoint(ports: {
  readonly client: OAuthClient;
  readonly grants: Grants;
  readonly switches: Switches;
}): (incoming: Incoming) => Answer {
  const { client, grants, switches } = ports;

  function answer(granted: Granted): Answer {
    if (granted.ok) return jsonAnswer(200, granted.tokens, { 'cache-control': 'no-store' });
    if (granted.error === 'invalid_grant') return refused(400, granted.error, granted.description);
    const wait = switches.mintRetryAfter === 'yes' ? { 'retry-after': String(granted.retryAfter) } : {};
    const seconds = switches.mintWindowMs / 1000;
    return refused(
      429,
      'rate_limit_exceeded',
      `Only one access token may be issued in ${seconds} seconds.`,
      wait,
    );
  }

  return (incoming) => {
    if (incoming.method !== 'POST') return refused(405, 'invalid_request', 'Use POST.');
    const fields = z.record(z.string(), z.unknown()).safeParse(fieldsOf(incoming));
    if (!fields.success)
      return refused(400, 'invalid_request', 'Send a form, or JSON, with its content type.');
    const { client_id: id, client_secret: secret, grant_type: type } = fields.data;
    if (id !== client.clientId || secret !== client.clientSecret)
      return refused(Number(switches.invalidClient), 'invalid_client', 'Client authentication failed.');
    if (type !== 'authorization_code' && type !== 'refresh_token')
      return refused(
        400,
        'unsupported_grant_type',
        'Only authorization_code and refresh_token are supported.',
      );
    const request = requestSchema.safeParse(fields.data);
    if (!request.success) {
      const missing = request.error.issues.map((issue) => issue.path.join('.')).join(', ');
      return refused(400, 'invalid_request', `Missing or wrong: ${missing}.`);
    }
    const given = request.data;
    if (given.grant_type === 'refresh_token') {
      const { redirect_uri: redirectUri } = given;
      if (redirectUri === undefined && switches.refreshRedirectUri === 'yes')
        return refused(400, 'invalid_request', 'Missing or wrong: redirect_uri.');
      if (redirectUri !== undefined && redirectUri !== client.redirectUri)
        return refused(400, 'invalid_grant', 'The redirect URI is not the application’s.');
      return answer(grants.refresh(given.refresh_token));
    }
    return answer(grants.exchangeCode(given.code, given.redirect_uri, given.code_verifier));
  };
}
