import { randomBytes } from 'node:crypto';
import { type Answer, htmlAnswer, type Incoming, redirect } from '../http/exchange.ts';
import type { Switches } from '../switches.ts';
import { consentPage, refusalPage } from './consent-page.ts';
import { type Code, type Grants, isScope } from './grants.ts';

export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

interface Asked {
  readonly code: Code;
  readonly state: string;
}

/** The sign-in's pages: /oauth/authorize, which leads to the account's consent page, which leads back. */
export function createAuthorize(ports: {
  readonly client: OAuthClient;
  readonly grants: Grants;
  readonly switches: Switches;
}): { authorize(incoming: Incoming): Answer; consent(incoming: Incoming): Answer } {
  const { client, grants, switches } = ports;
  const open = new Map<string, Asked>();

  function back(redirectUri: string, fields: Record<string, string>): Answer {
    const to = new URL(redirectUri);
    for (const [name, value] of Object.entries(fields)) to.searchParams.set(name, value);
    return redirect(to.href);
  }

  /** Problems that may not be sent to the redirect URI, because it is not to be trusted yet. */
  function untrusted(query: URLSearchParams): string | undefined {
    if (query.get('client_id') !== client.clientId)
      return 'The client_id is not one of an application known here.';
    if (query.get('redirect_uri') !== client.redirectUri)
      return 'The redirect_uri is not exactly one that the application has registered.';
    if (!client.redirectUri.startsWith('https://')) return 'Redirect URIs must begin with https://.';
    return undefined;
  }

  function wrong(
    query: URLSearchParams,
    scopes: readonly string[],
  ): { error: string; why: string } | undefined {
    if (query.get('response_type') !== 'code')
      return { error: 'unsupported_response_type', why: 'The response_type must be code.' };
    if (scopes.length === 0 || !scopes.every(isScope))
      return { error: 'invalid_scope', why: 'A scope is missing or not known.' };
    if ((query.get('state') ?? '') === '') return { error: 'invalid_request', why: 'The state is missing.' };
    return undefined;
  }

  return {
    authorize({ query }) {
      const problem = untrusted(query);
      if (problem !== undefined) return htmlAnswer(400, refusalPage(problem));
      const state = query.get('state') ?? '';
      const scopes = (query.get('scope') ?? '').split(/[ +]/).filter((scope) => scope !== '');
      const failure = wrong(query, scopes);
      if (failure !== undefined) {
        const fields = { error: failure.error, error_description: failure.why };
        return back(client.redirectUri, state === '' ? fields : { ...fields, state });
      }
      const challenge = query.get('code_challenge');
      const method = query.get('code_challenge_method') ?? 'plain';
      const code: Code = {
        scopes,
        redirectUri: client.redirectUri,
        ...(challenge === null ? {} : { challenge: { value: challenge, method } }),
      };
      if (switches.remembersGrant) return back(client.redirectUri, { code: grants.issueCode(code), state });
      const request = randomBytes(16).toString('hex');
      open.set(request, { code, state });
      return redirect(`/accounts/consent?request=${request}`);
    },
    consent({ method, query, text }) {
      const form = new URLSearchParams(method === 'POST' ? text : query);
      const request = form.get('request') ?? '';
      const asked = open.get(request);
      if (asked === undefined)
        return htmlAnswer(400, refusalPage('This question was answered before, or never asked.'));
      if (method !== 'POST') return htmlAnswer(200, consentPage(request, asked.code.scopes));
      open.delete(request);
      const { code, state } = asked;
      if (form.get('decision') === 'approve')
        return back(code.redirectUri, { code: grants.issueCode(code), state });
      const why = 'The resource owner denied the request.';
      return back(code.redirectUri, { error: 'access_denied', error_description: why, state });
    },
  };
}
