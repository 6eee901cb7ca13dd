import { z } from 'zod';
import { CALL_STATES } from '../calls/call.ts';
import { parseSafely } from '../parse-safely.ts';
import { keptCallId } from './call-id.ts';
import { deliveryOf } from './delivery.ts';
import { bodyOf, type HttpAnswer } from './http-answer.ts';
import type { Delivery } from './outreach.ts';
import { listLinks, nextCursor } from './page-cursor.ts';

const call = z.object({
  type: z.literal('call'),
  id: z.union([z.int().positive(), z.string().min(1).max(255)]),
  attributes: z.object({ state: z.string().nullish(), vendorCallId: z.string().nullish() }),
});
const made = z.object({ data: call });
const listed = z.object({ data: z.array(call), links: listLinks });

/** One page of the calls among which one is searched. */
export interface SearchPage {
  /** Accepted with an `id` where the call is on this page. */
  readonly delivery: Delivery;
  /** Whether other calls are on it, and not the searched one. */
  readonly others: boolean;
  /** The cursor of the next page; absent on the last one. */
  readonly next?: string | undefined;
}

/**
 * What the answer to POST /calls means: `deliveryOf`, with the id of the call that was made. Accepted without an id:
 * something was made, and the answer does not say what.
 */
export function creationOf(answer: HttpAnswer, now: number): Delivery {
  const delivery = deliveryOf(answer, now);
  if (delivery.outcome !== 'accepted') return delivery;
  const body = parseSafely(made, jsonOf(answer));
  return body.success ? named(body.data.data) : { outcome: 'accepted' };
}

/**
 * What the answer to a search for a call means: the first one listed with exactly this `vendorCallId`, whatever the
 * server made of the filter. A list that can't be read says nothing: it is asked for again.
 */
export function searchPageOf(answer: HttpAnswer, vendorCallId: string, now: number): SearchPage {
  const delivery = deliveryOf(answer, now);
  if (delivery.outcome !== 'accepted') return { delivery, others: false };
  const body = parseSafely(listed, jsonOf(answer));
  if (!body.success) return { delivery: { outcome: 'unknown', failure: UNREADABLE }, others: false };
  const { data, links } = body.data;
  const found = data.find(({ attributes }) => attributes.vendorCallId === vendorCallId);
  if (found !== undefined) return { delivery: named(found), others: false };
  const next = nextCursor(links);
  return { delivery: { outcome: 'accepted' }, others: data.length > 0, ...(next !== undefined && { next }) };
}

function named({ id, attributes }: z.infer<typeof call>): Delivery {
  const state = CALL_STATES.find((known) => known === attributes.state);
  return { outcome: 'accepted', id: keptCallId(id), state };
}

function jsonOf(answer: HttpAnswer): unknown {
  const body = bodyOf(answer);
  return body.kind === 'json' ? body.value : undefined;
}

const UNREADABLE = {
  code: 'no-answer',
  message: 'Outreach’s list of calls could not be read. It is asked for again.',
} as const;
