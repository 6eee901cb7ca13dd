import type { Clock } from '../../app/clock.ts';
import { codeForm, type Grant, grantOf, refreshForm } from '../../app/outreach/oauth.ts';
import type { Failure } from '../../app/result.ts';
import type { OutreachSettings } from '../../app/settings/settings.ts';
import type { Transport } from './transport.ts';

export type TokenOutcome = Grant | { readonly outcome: 'unreachable'; readonly failure: Failure };

/** Outreach's token endpoint: one request each, answers as values. */
export interface TokenEndpoint {
  /** @param verifier where the sign-in began with a PKCE challenge */
  exchange(code: string, verifier?: string): Promise<TokenOutcome>;
  refresh(refreshToken: string): Promise<TokenOutcome>;
}

export function createTokenEndpoint(ports: {
  settings: OutreachSettings;
  transport: Transport;
  clock: Clock;
}): TokenEndpoint {
  const { settings, transport, clock } = ports;
  const ask = async (form: string, spent?: string): Promise<TokenOutcome> => {
    const outcome = await transport.request({
      method: 'POST',
      url: settings.tokenUrl,
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: form,
    });
    if (outcome.kind === 'answer') return grantOf(outcome.answer, clock.now(), spent);
    // Whether or not it arrived: there is no token, and no update has left.
    return { outcome: 'unreachable', failure: outcome.failure };
  };
  return {
    exchange: (code, verifier) => ask(codeForm(settings, code, verifier)),
    refresh: (refreshToken) => ask(refreshForm(settings, refreshToken), refreshToken),
  };
}
