import { onTestFinished } from 'vitest';
import type { OutreachStandIn } from '../start-outreach.ts';
import { type OutreachStandInOptions, startOutreach } from '../start-outreach.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; null where the body is empty. */
  readonly body: {
    readonly data?: { readonly id: number; readonly attributes: Record<string, unknown> };
    readonly errors?: readonly { id: string; detail: string; source?: { pointer: string } }[];
    readonly [key: string]: unknown;
  };
}

export interface Connected {
  readonly outreach: OutreachStandIn;
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<ApiAnswer>;
  patch(id: string | number, attributes: Record<string, unknown>): Promise<ApiAnswer>;
  /** POST of an inbound call; `more` replaces or adds attributes. */
  createInbound(more?: Record<string, unknown>): Promise<ApiAnswer>;
}

export const INBOUND = {
  direction: 'inbound',
  externalVendor: 'VoiceExtension',
  vendorCallId: 'pbx-7',
  from: '+12025550101',
  to: '+12025550199',
  outcome: '',
};

/** A stand-in of its own for one test, closed when the test ends, and a client that is signed in. */
export async function connect(
  options: OutreachStandInOptions & { readonly scopes?: readonly string[] } = {},
): Promise<Connected> {
  const outreach = await startOutreach(options);
  onTestFinished(() => outreach.close());
  const { accessToken } = outreach.signIn(options.scopes === undefined ? {} : { scopes: options.scopes });

  async function request(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> {
    const type: Record<string, string> =
      body === undefined ? {} : { 'content-type': 'application/vnd.api+json' };
    const answer = await fetch(`${outreach.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, ...type, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
  }

  return {
    outreach,
    request,
    patch: (id, attributes) =>
      request('PATCH', `/api/v2/calls/${id}`, { data: { type: 'call', id, attributes } }),
    createInbound: (more = {}) =>
      request('POST', '/api/v2/calls', { data: { type: 'call', attributes: { ...INBOUND, ...more } } }),
  };
}
