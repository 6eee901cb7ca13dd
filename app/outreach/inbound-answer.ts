import { z } from 'zod';
import { CALL_STATES } from '../calls/call.ts';
import { parseSafely } from '../parse-safely.ts';
import { deliveryOf } from './delivery.ts';
import { bodyOf, type HttpAnswer } from './http-answer.ts';
import type { Delivery } from './outreach.ts';

const call = z.object({
  type: z.literal('call'),
  id: z.union([z.int().positive(), z.string().min(1).max(255)]),
  attributes: z.object({ state: z.string().nullish(), vendorCallId: z.string().nullish() }),
});
const made = z.object({ data: call });
const listed = z.object({ data: z.array(call) });

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
export function searchOf(answer: HttpAnswer, vendorCallId: string, now: number): Delivery {
  const delivery = deliveryOf(answer, now);
  if (delivery.outcome !== 'accepted') return delivery;
  const body = parseSafely(listed, jsonOf(answer));
  if (!body.success) return { outcome: 'unknown', failure: UNREADABLE };
  const found = body.data.data.find(({ attributes }) => attributes.vendorCallId === vendorCallId);
  return found === undefined ? { outcome: 'accepted' } : named(found);
}

function named({ id, attributes }: z.infer<typeof call>): Delivery {
  const state = CALL_STATES.find((known) => known === attributes.state);
  return { outcome: 'accepted', id: String(id), state };
}

function jsonOf(answer: HttpAnswer): unknown {
  const body = bodyOf(answer);
  return body.kind === 'json' ? body.value : undefined;
}

const UNREADABLE = {
  code: 'no-answer',
  message: 'Outreach’s list of calls could not be read. It is asked for again.',
} as const;
