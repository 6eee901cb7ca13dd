import type { Clock } from '../../app/clock.ts';
import type { CallUpdate } from '../../app/outbox/entry.ts';
import { apiBase, callPatch, callPath } from '../../app/outreach/call-request.ts';
import { deliveryOf } from '../../app/outreach/delivery.ts';
import type { HttpAnswer } from '../../app/outreach/http-answer.ts';
import { JSON_API, userNameOf } from '../../app/outreach/json-api.ts';
import type { Delivery, OutreachCalls } from '../../app/outreach/outreach.ts';
import type { Failure } from '../../app/result.ts';
import type { Access } from './session.ts';
import type { Transport } from './transport.ts';

/** Who may send, and how the session hears what became of it. */
export interface AccessSource {
  accessToken(): Promise<Access>;
  /** This token was answered with 401: another one, or why there is none. */
  refused(token: string): Promise<Access>;
  /** Whether Outreach answered at all. */
  heard(reachable: boolean, failure?: Failure): void;
}

export interface ClientPorts {
  /** `outreach.apiUrl` of the configuration, with or without `/api/v2`. */
  readonly apiUrl: string;
  readonly transport: Transport;
  readonly access: AccessSource;
  readonly clock: Clock;
}

/** Outreach's API v2 as far as calls go. A 401 is answered by one renewal and one repetition. */
export function createOutreachClient({ apiUrl, transport, access, clock }: ClientPorts): OutreachCalls {
  const base = apiBase(apiUrl);

  async function send(method: 'GET' | 'PATCH', outreachCallId: string, body?: string): Promise<Delivery> {
    const path = callPath(outreachCallId);
    if (path === undefined) return { outcome: 'unknown-call', failure: NO_SUCH_ID };
    const first = await access.accessToken();
    if (!first.ok) return first.delivery;
    const delivery = await sendWith(first.token, method, path, body);
    if (delivery.outcome !== 'unauthorized') return delivery;
    const second = await access.refused(first.token);
    if (!second.ok) return second.delivery;
    return second.token === first.token ? delivery : sendWith(second.token, method, path, body);
  }

  async function sendWith(
    token: string,
    method: 'GET' | 'PATCH',
    path: string,
    body: string | undefined,
  ): Promise<Delivery> {
    const headers = apiHeaders(token);
    const outcome = await transport.request({ method, url: `${base}${path}`, headers, body });
    if (outcome.kind === 'answer') {
      access.heard(true);
      return deliveryOf(outcome.answer, clock.now());
    }
    access.heard(false, outcome.failure);
    return { outcome: outcome.kind, failure: outcome.failure };
  }

  return {
    update: (outreachCallId: string, update: CallUpdate) =>
      send('PATCH', outreachCallId, JSON.stringify(callPatch(outreachCallId, update))),
    state: (outreachCallId) => send('GET', outreachCallId),
  };
}

/**
 * Who an access token belongs to, by name (`GET /api/v2`); undefined where Outreach does not say.
 */
export async function readUserName(
  transport: Transport,
  apiUrl: string,
  accessToken: string,
): Promise<string | undefined> {
  const outcome = await transport.request({
    method: 'GET',
    url: apiBase(apiUrl),
    headers: apiHeaders(accessToken),
  });
  const answer: HttpAnswer | undefined = outcome.kind === 'answer' ? outcome.answer : undefined;
  return answer === undefined ? undefined : userNameOf(answer);
}

function apiHeaders(accessToken: string): Record<string, string> {
  return { authorization: `Bearer ${accessToken}`, accept: JSON_API, 'content-type': JSON_API };
}

const NO_SUCH_ID: Failure = {
  code: 'unknown-call',
  message: "The link's call-id can't be one of Outreach's. Start the call again with Call in Outreach.",
};
