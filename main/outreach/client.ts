import type { Caller } from '../../app/calls/call.ts';
import type { Clock } from '../../app/clock.ts';
import type { Owner } from '../../app/outbox/owner.ts';
import { apiBase, callPatch, callPath, callPost } from '../../app/outreach/call-request.ts';
import { callerOf, callerPath } from '../../app/outreach/caller.ts';
import { deliveryOf } from '../../app/outreach/delivery.ts';
import type { HttpAnswer } from '../../app/outreach/http-answer.ts';
import { creationOf, type SearchPage, searchPageOf } from '../../app/outreach/inbound-answer.ts';
import { currentUserOf, JSON_API } from '../../app/outreach/json-api.ts';
import type { Delivery, OutreachCalls } from '../../app/outreach/outreach.ts';
import { type Failure, ok, type Result } from '../../app/result.ts';
import { createAskedWait } from './asked-wait.ts';
import { searchCall } from './call-search.ts';
import type { Access } from './session-view.ts';
import type { HttpRequest, Transport } from './transport.ts';

/** Who may send, and how the session hears what became of it. */
export interface AccessSource {
  accessToken(): Promise<Access>;
  /** Who is connected; undefined where that is not known. */
  owner(): Owner | undefined;
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

export interface OutreachClient extends OutreachCalls {
  /** Who has this number (E.164); `undefined` where Outreach knows nobody. */
  caller(number: string): Promise<Result<Caller | undefined>>;
  /** GET of a path below `/api/v2`; fails with the reason where the answer is no 2xx, and in a wait Outreach named. */
  read(path: string): Promise<Result<HttpAnswer>>;
}

/** What came back: an answer of any status, or why there is none. */
type Exchange =
  | { readonly answer: HttpAnswer }
  | { readonly delivery: Exclude<Delivery, { outcome: 'accepted' }> };

/** Outreach's API v2 as far as calls go. A 401 is answered by one renewal and one repetition. */
export function createOutreachClient({ apiUrl, transport, access, clock }: ClientPorts): OutreachClient {
  const base = apiBase(apiUrl);
  const askedWait = createAskedWait(clock);

  async function exchange(method: HttpRequest['method'], path: string, body?: string): Promise<Exchange> {
    const asked = access.owner();
    const first = await access.accessToken();
    if (!first.ok) return first;
    // Whoever signed in just now must not send what is somebody else's.
    if (asked !== undefined && asked.id !== first.userId) return { delivery: SIGN_IN_CHANGED };
    const exchanged = await exchangeWith(first.token, method, path, body);
    if (!('answer' in exchanged) || exchanged.answer.status !== 401) return exchanged;
    const second = await access.refused(first.token);
    if (!second.ok) return second;
    if (second.userId !== first.userId) return { delivery: SIGN_IN_CHANGED };
    return second.token === first.token ? exchanged : exchangeWith(second.token, method, path, body);
  }

  async function exchangeWith(
    token: string,
    method: HttpRequest['method'],
    path: string,
    body: string | undefined,
  ): Promise<Exchange> {
    const headers = apiHeaders(token);
    const outcome = await transport.request({ method, url: `${base}${path}`, headers, body });
    if (outcome.kind === 'answer') {
      access.heard(true);
      askedWait.heard(outcome.answer);
      return { answer: outcome.answer };
    }
    access.heard(false, outcome.failure);
    return { delivery: { outcome: outcome.kind, failure: outcome.failure } };
  }

  async function send(method: 'GET' | 'PATCH', outreachCallId: string, body?: string): Promise<Delivery> {
    const path = callPath(outreachCallId);
    if (path === undefined) return { outcome: 'unknown-call', failure: NO_SUCH_ID };
    const exchanged = await exchange(method, path, body);
    return 'answer' in exchanged ? deliveryOf(exchanged.answer, clock.now()) : exchanged.delivery;
  }

  async function searchPage(path: string, vendorCallId: string): Promise<SearchPage> {
    const exchanged = await exchange('GET', path);
    return 'answer' in exchanged
      ? searchPageOf(exchanged.answer, vendorCallId, clock.now())
      : { delivery: exchanged.delivery, others: false };
  }

  /** What calls do not wait for: not while Outreach has asked to be left alone. */
  async function ask(path: string): Promise<Result<HttpAnswer>> {
    const reason = askedWait.reason();
    if (reason !== undefined) return { ok: false, failure: reason };
    const exchanged = await exchange('GET', path);
    if (!('answer' in exchanged)) return { ok: false, failure: exchanged.delivery.failure };
    const delivery = deliveryOf(exchanged.answer, clock.now());
    return delivery.outcome === 'accepted' ? ok(exchanged.answer) : { ok: false, failure: delivery.failure };
  }

  return {
    update: (outreachCallId, update) =>
      send('PATCH', outreachCallId, JSON.stringify(callPatch(outreachCallId, update))),
    state: (outreachCallId) => send('GET', outreachCallId),
    async create(creation) {
      const exchanged = await exchange('POST', '/calls', JSON.stringify(callPost(creation)));
      return 'answer' in exchanged ? creationOf(exchanged.answer, clock.now()) : exchanged.delivery;
    },
    find: (vendorCallId) =>
      searchCall(vendorCallId, (path) => searchPage(path, vendorCallId), access.owner()?.id),
    read: ask,
    async caller(number) {
      const answer = await ask(callerPath(number));
      return answer.ok ? ok(callerOf(answer.value)) : answer;
    },
  };
}

/** Whose an access token is (`GET /api/v2`); `untold` where Outreach does not say, undefined where it did not answer. */
export async function readUser(
  transport: Transport,
  apiUrl: string,
  accessToken: string,
): Promise<Owner | 'untold' | undefined> {
  const outcome = await transport.request({
    method: 'GET',
    url: apiBase(apiUrl),
    headers: apiHeaders(accessToken),
  });
  if (outcome.kind !== 'answer') return undefined;
  switch (deliveryOf(outcome.answer, 0).outcome) {
    case 'accepted':
      return currentUserOf(outcome.answer) ?? 'untold';
    case 'forbidden':
    case 'refused':
    case 'unknown-call':
      return 'untold';
    default:
      return undefined;
  }
}

function apiHeaders(accessToken: string): Record<string, string> {
  return { authorization: `Bearer ${accessToken}`, accept: JSON_API, 'content-type': JSON_API };
}

const SIGN_IN_CHANGED: Exclude<Delivery, { outcome: 'accepted' }> = {
  outcome: 'wait',
  failure: { code: 'sign-in-changed', message: 'Somebody else has connected Outreach meanwhile.' },
  retryAfter: 0,
};
const NO_SUCH_ID: Failure = {
  code: 'unknown-call',
  message: "The link's call-id can't be one of Outreach's. Start the call again with Call in Outreach.",
};
