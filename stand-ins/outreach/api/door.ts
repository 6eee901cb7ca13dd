import { type Answer, type Handler, type Incoming, mediaType } from '../http/exchange.ts';
import type { Grants } from '../oauth/grants.ts';
import { USERS } from '../organisation.ts';
import type { OutreachClock } from '../outreach-clock.ts';
import type { Switches } from '../switches.ts';
import type { CallsEndpoint } from './calls-endpoint.ts';
import { type Collections, documentAnswer } from './document.ts';
import { apiAnswer, errorAnswer, JSON_API, unauthorized } from './errors.ts';
import { listAnswer } from './list-query.ts';
import type { RateLimit } from './rate-limit.ts';
import { PLURALS, type ResourceType } from './resources.ts';
import type { WebhooksEndpoint } from './webhooks-endpoint.ts';

type Right = 'read' | 'write' | 'delete';
const RIGHTS: Readonly<Record<string, Right>> = {
  GET: 'read',
  POST: 'write',
  PATCH: 'write',
  DELETE: 'delete',
};
const TYPES = new Map(Object.entries(PLURALS).map(([type, plural]) => [plural, type as ResourceType]));

const nowhere = (path: string): Answer =>
  errorAnswer(404, [{ id: 'resourceNotFound', detail: `There is nothing at '${path}'.` }]);

/** True where an Accept header leaves room for JSON:API. */
const acceptsJsonApi = (header: string | undefined): boolean =>
  header === undefined ||
  header.split(',').some((range) => ['*/*', 'application/*', JSON_API].includes(mediaType(range)));

/** Everything below /api/v2: who asks, how often, with which scope and type, and then for what. */
export function createApiDoor(ports: {
  readonly grants: Grants;
  readonly switches: Switches;
  readonly clock: OutreachClock;
  readonly rate: RateLimit;
  readonly calls: CallsEndpoint;
  readonly webhooks: WebhooksEndpoint;
  readonly collections: Collections;
}): Handler {
  const { grants, switches, clock, rate, calls, webhooks, collections } = ports;

  function wrongType({ method, headers }: Incoming): Answer | undefined {
    // A parameter makes another type of it, which "MUST" be 415 (JSON:API 1.1, "Content Negotiation").
    const type = (headers['content-type'] ?? '').trim().toLowerCase();
    const carriesBody = method === 'POST' || method === 'PATCH';
    if (carriesBody ? type !== JSON_API : type !== '' && type !== JSON_API)
      return errorAnswer(415, [
        { id: 'unsupportedMediaType', detail: `The content type must be '${JSON_API}'.` },
      ]);
    if (switches.wrongAccept === 'refused' && !acceptsJsonApi(headers.accept))
      return errorAnswer(415, [{ id: 'unsupportedMediaType', detail: `'Accept' must allow '${JSON_API}'.` }]);
    return undefined;
  }

  function refuseScope(type: ResourceType, method: string, scopes: readonly string[]): Answer | undefined {
    const right = RIGHTS[method];
    const plural = PLURALS[type];
    if (right === undefined)
      return errorAnswer(405, [{ id: 'methodNotAllowed', detail: `${method} is not allowed.` }]);
    if (scopes.includes(`${plural}.${right}`) || scopes.includes(`${plural}.all`)) return undefined;
    const detail = `Your authorization does not include the required scope '${plural}.${right}'.`;
    return errorAnswer(403, [{ id: 'unauthorizedOauthScope', detail }]);
  }

  function show(incoming: Incoming, type: ResourceType, id: string): Answer {
    const data = collections(type).find((resource) => String(resource.id) === id);
    if (data === undefined)
      return errorAnswer(404, [
        { id: 'resourceNotFound', detail: `Could not find '${type}' with ID '${id}'.` },
      ]);
    return documentAnswer(incoming, data, collections);
  }

  function route(incoming: Incoming, type: ResourceType, id: string | undefined): Answer {
    const { method } = incoming;
    if (type === 'call') {
      if (method === 'GET' && id === undefined) return calls.list(incoming);
      if (method === 'GET' && id !== undefined) return calls.show(incoming, id);
      if (method === 'POST' && id === undefined) return calls.create(incoming);
      if (method === 'PATCH' && id !== undefined) return calls.update(incoming, id);
    }
    if (type === 'webhook') {
      if (method === 'POST' && id === undefined) return webhooks.create(incoming);
      if (method === 'DELETE' && id !== undefined) return webhooks.remove(id);
    }
    if (method === 'GET' && id === undefined) return listAnswer(incoming, collections(type), collections);
    if (method === 'GET' && id !== undefined) return show(incoming, type, id);
    return errorAnswer(405, [{ id: 'methodNotAllowed', detail: `${method} is not allowed here.` }]);
  }

  function whoAmI({ method, path }: Incoming, userId: number, scopes: readonly string[]): Answer {
    if (method !== 'GET') return nowhere(path);
    const user = USERS.find(({ id }) => id === userId);
    return apiAnswer(200, { meta: { user, scopes } });
  }

  return (incoming) => {
    const bearer = /^bearer (\S+)$/i.exec(incoming.headers.authorization ?? '')?.[1];
    const who = bearer === undefined ? undefined : grants.check(bearer);
    if (who === undefined || !who.ok) {
      if (who?.reason !== 'expired' || switches.expiredToken === 'jwt') return unauthorized();
      return errorAnswer(401, [
        { id: 'unauthorized', title: 'Unauthorized', detail: 'The token has expired.' },
      ]);
    }
    const { headers, retryAfter } = rate.count();
    const answer = (): Answer => {
      if (switches.maintenance)
        return errorAnswer(503, [
          { id: 'scheduledServerMaintenance', detail: 'The API is under maintenance.' },
        ]);
      if (retryAfter !== undefined) {
        const detail = `You have exceeded your permitted rate limit of ${switches.ratePerHour} requests per hour; it resets in ${retryAfter} seconds.`;
        const named =
          switches.retryAfterForm === 'a date'
            ? new Date(clock.now() + retryAfter * 1_000).toUTCString()
            : String(retryAfter);
        return errorAnswer(429, [{ id: 'rateLimitExceeded', detail }], { 'retry-after': named });
      }
      const [plural, id, ...rest] = incoming.path
        .replace(/^\/api\/v2\/?/, '')
        .replace(/\/$/, '')
        .split('/');
      if (plural === '' || plural === undefined)
        return wrongType(incoming) ?? whoAmI(incoming, who.userId, who.scopes);
      const type = TYPES.get(plural);
      if (type === undefined || rest.length > 0) return nowhere(incoming.path);
      const wrong = refuseScope(type, incoming.method, who.scopes) ?? wrongType(incoming);
      return wrong ?? route(incoming, type, id);
    };
    const given = answer();
    return { ...given, headers: { ...given.headers, ...headers } };
  };
}
