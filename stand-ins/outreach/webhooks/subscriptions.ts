import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { JSON_API } from '../api/errors.ts';
import { callResource, type Resource } from '../api/resources.ts';
import type { CallRecord } from '../calls/call-record.ts';
import type { OutreachClock } from '../outreach-clock.ts';
import type { Switches } from '../switches.ts';

export interface Subscription {
  readonly id: number;
  readonly url: string;
  readonly resource: string;
  readonly action: string;
  readonly secret?: string | undefined;
  readonly createdAt: string;
}

export interface Delivery {
  readonly webhookId: number;
  readonly eventName: string;
  readonly url: string;
  readonly tries: number;
  /** Status of the receiver's answer, or why there was none. */
  readonly outcome: number | string;
}

export interface Subscriptions {
  all(): readonly Subscription[];
  add(subscription: Omit<Subscription, 'id' | 'createdAt'>): Subscription;
  /** False where there is none with this id. */
  remove(id: number): boolean;
  /** Tells all who asked for it that a call is new (`before` null) or has changed. Returns at once. */
  publish(call: CallRecord, before: CallRecord | null): void;
  /** The last deliveries, oldest first. */
  deliveries(): readonly Delivery[];
  /** Breaks off what is under way. */
  close(): Promise<void>;
}

const TRIES = 4;

/** Only what is different from before, as the API's attributes. */
function changed(call: CallRecord, before: CallRecord | null): Resource['attributes'] {
  const { attributes } = callResource(call);
  if (before === null) return attributes;
  const old = callResource(before).attributes;
  return Object.fromEntries(
    Object.entries(attributes).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name])),
  );
}

/** Webhook subscriptions and their deliveries: signed, 5 s to answer, 4 tries, only the network's failures tried again. */
export function createSubscriptions(ports: {
  readonly clock: OutreachClock;
  readonly switches: Switches;
  readonly onChange: () => void;
}): Subscriptions {
  const { clock, switches } = ports;
  const subscriptions = new Map<number, Subscription>();
  const deliveries: Delivery[] = [];
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();
  let next = 1;

  async function post(subscription: Subscription, text: string): Promise<number> {
    const headers: Record<string, string> = { 'content-type': JSON_API, 'outreach-webhook-id': randomUUID() };
    if (subscription.secret !== undefined)
      headers['outreach-webhook-signature'] = createHmac('sha256', subscription.secret)
        .update(text)
        .digest('hex');
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(switches.webhookTimeoutMs)]);
    const answer = await fetch(subscription.url, {
      method: 'POST',
      body: text,
      headers,
      redirect: 'manual',
      signal,
    });
    await answer.body?.cancel();
    return answer.status;
  }

  async function deliver(subscription: Subscription, eventName: string, text: string): Promise<void> {
    let outcome: number | string = 'stopped';
    let tries = 0;
    while (tries < TRIES && !closing.signal.aborted) {
      tries += 1;
      try {
        outcome = await post(subscription, text);
        break;
      } catch (cause) {
        const error = cause as Error & { cause?: { code?: string } };
        outcome = error.cause?.code ?? error.name;
        if (tries < TRIES)
          await wait(switches.webhookRetryMs, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
    deliveries.push({ webhookId: subscription.id, eventName, url: subscription.url, tries, outcome });
    if (deliveries.length > 1000) deliveries.shift();
    ports.onChange();
  }

  return {
    all: () => [...subscriptions.values()],
    add(fields) {
      const subscription: Subscription = {
        ...fields,
        id: next,
        createdAt: new Date(clock.now()).toISOString(),
      };
      next += 1;
      subscriptions.set(subscription.id, subscription);
      ports.onChange();
      return subscription;
    },
    remove: (id) => subscriptions.delete(id),
    publish(call, before) {
      const action = before === null ? 'created' : 'updated';
      const attributes = changed(call, before);
      for (const subscription of subscriptions.values()) {
        if (!['*', 'call'].includes(subscription.resource) || !['*', action].includes(subscription.action))
          continue;
        const eventName = `call.${action}`;
        const meta = { deliveredAt: new Date(clock.now()).toISOString(), eventName };
        const text = JSON.stringify({ data: { type: 'call', id: call.id, attributes }, meta });
        const delivery = deliver(subscription, eventName, text).finally(() => underWay.delete(delivery));
        underWay.add(delivery);
      }
    },
    deliveries: () => deliveries,
    async close() {
      closing.abort();
      await Promise.all(underWay);
    },
  };
}
