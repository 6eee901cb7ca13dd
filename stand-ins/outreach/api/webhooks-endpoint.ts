import { z } from 'zod';
import type { Answer, Incoming } from '../http/exchange.ts';
import type { Subscription, Subscriptions } from '../webhooks/subscriptions.ts';
import { readAttributes, readEnvelope, webUrl } from './body.ts';
import { apiAnswer, errorAnswer } from './errors.ts';
import type { Resource } from './resources.ts';

const webhookSchema = z.strictObject({
  url: webUrl(2048).refine((url) => url !== undefined, "can't be blank"),
  resource: z.string().max(255).default('*'),
  action: z.enum(['*', 'created', 'updated', 'destroyed']).default('*'),
  secret: z.string().max(255).optional(),
});

/** A webhook as the API shows it; its secret is never shown again. */
export function webhookResource({ id, url, resource, action, createdAt }: Subscription): Resource {
  return {
    type: 'webhook',
    id,
    attributes: { url, resource, action, active: true, createdAt },
    relationships: {},
  };
}

export interface WebhooksEndpoint {
  create(incoming: Incoming): Answer;
  remove(id: string): Answer;
}

/** POST and DELETE of webhooks; Outreach itself takes https only, the stand-in http as well, for receivers on loopback. */
export function createWebhooksEndpoint(subscriptions: Subscriptions): WebhooksEndpoint {
  return {
    create(incoming) {
      const envelope = readEnvelope(incoming.text, 'webhook');
      if (!envelope.ok) return errorAnswer(envelope.status, envelope.errors);
      const attributes = readAttributes(webhookSchema, envelope.value.attributes);
      if (!attributes.ok) return errorAnswer(attributes.status, attributes.errors);
      const { url = '', ...rest } = attributes.value;
      return apiAnswer(201, { data: webhookResource(subscriptions.add({ url, ...rest })) });
    },
    remove(id) {
      if (subscriptions.remove(Number(id))) return { status: 204, headers: {}, text: '' };
      return errorAnswer(404, [
        { id: 'resourceNotFound', detail: `Could not find 'webhook' with ID '${id}'.` },
      ]);
    },
  };
}
