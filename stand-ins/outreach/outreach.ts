import { createCallsEndpoint } from './api/calls-endpoint.ts';
import type { Collections } from './api/document.ts';
import { createApiDoor } from './api/door.ts';
import { errorAnswer } from './api/errors.ts';
import { createRateLimit } from './api/rate-limit.ts';
import { callResource, directory } from './api/resources.ts';
import { createWebhooksEndpoint, webhookResource } from './api/webhooks-endpoint.ts';
import { type CallBook, createCallBook } from './calls/call-book.ts';
import type { Handler } from './http/exchange.ts';
import { createAuthorize, type OAuthClient } from './oauth/authorize.ts';
import { createGrants, type Grants } from './oauth/grants.ts';
import { createTokenEndpoint } from './oauth/token-endpoint.ts';
import type { Prospect } from './organisation.ts';
import type { OutreachClock } from './outreach-clock.ts';
import type { Switches } from './switches.ts';
import { createSubscriptions, type Subscriptions } from './webhooks/subscriptions.ts';

export interface Outreach {
  readonly handle: Handler;
  readonly calls: CallBook;
  readonly grants: Grants;
  readonly subscriptions: Subscriptions;
}

/** Outreach without its server: OAuth, API and calls, wired. */
export function createOutreach(ports: {
  readonly clock: OutreachClock;
  readonly switches: Switches;
  readonly client: OAuthClient;
  readonly prospects: readonly Prospect[];
  readonly onChange: () => void;
}): Outreach {
  const { clock, switches, client } = ports;
  const grants = createGrants({ clock, switches, clientId: client.clientId });
  const subscriptions = createSubscriptions(ports);
  const calls = createCallBook({
    clock,
    switches,
    onChange: (call, before) => {
      subscriptions.publish(call, before);
      ports.onChange();
    },
  });
  const fixed = directory(ports.prospects);
  const collections: Collections = (type) => {
    if (type === 'call') return calls.all().map(callResource);
    if (type === 'webhook') return subscriptions.all().map(webhookResource);
    return fixed[type] ?? [];
  };
  const api = createApiDoor({
    grants,
    switches,
    clock,
    collections,
    rate: createRateLimit(clock, switches),
    calls: createCallsEndpoint({ calls, clock, switches, collections }),
    webhooks: createWebhooksEndpoint(subscriptions),
  });
  const { authorize, consent } = createAuthorize({ client, grants, switches });
  const token = createTokenEndpoint({ client, grants, switches });

  return {
    calls,
    grants,
    subscriptions,
    handle(incoming) {
      calls.sweep();
      const { path } = incoming;
      if (path === '/oauth/authorize') return authorize(incoming);
      if (path === '/oauth/token') return token(incoming);
      if (path === '/accounts/consent') return consent(incoming);
      if (path === '/api/v2' || path.startsWith('/api/v2/')) return api(incoming);
      return errorAnswer(404, [{ id: 'resourceNotFound', detail: `There is nothing at '${path}'.` }]);
    },
  };
}
