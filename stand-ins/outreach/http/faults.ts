import { z } from 'zod';
import { errorAnswer, unauthorized } from '../api/errors.ts';
import { type Answer, jsonAnswer } from './exchange.ts';

/**
 * A fault on demand. It hits the next `times` requests that match (1 unless said otherwise), or a `share` of all that
 * match, drawn from a seeded sequence. The first rule that hits decides.
 */
export const faultRuleSchema = z.strictObject({
  method: z.string().optional(),
  /** Begins with this; `*` stands for anything. All of /api and /oauth where left out. */
  path: z.string().optional(),
  /** Part of the body as it was sent, e.g. `"ringing"`. */
  bodyIncludes: z.string().optional(),
  times: z.int().positive().optional(),
  share: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
  /** Lets this many matching requests pass first. */
  skip: z.int().nonnegative().optional(),
  /** Milliseconds to wait before the effect. */
  delayMs: z.number().nonnegative().optional(),
  /** Milliseconds to wait between the effect and the answer. */
  answerDelayMs: z.number().nonnegative().optional(),
  /** Ends the connection (TCP reset) before or after the effect. */
  reset: z.enum(['before', 'after']).optional(),
  /** Answers this instead; without `afterEffect` the request has none. */
  status: z.int().min(200).max(599).optional(),
  afterEffect: z.boolean().optional(),
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** Seconds, for the Retry-After header; alone it means 429. */
  retryAfter: z.number().nonnegative().optional(),
  /** Revokes every token before the request is looked at. */
  revokeTokens: z.boolean().optional(),
  /** Moves Outreach's clock before the request is looked at: milliseconds ahead of this machine's. */
  clockOffsetMs: z.number().optional(),
});
export type FaultRule = z.input<typeof faultRuleSchema>;

/** A fault on its way to one request. */
export interface Fault extends FaultRule {
  readonly words: string;
}

/** mulberry32: the same seed draws the same requests. */
function draw(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const escaped = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');

function inWords(rule: FaultRule): string {
  const parts = [
    rule.delayMs === undefined ? '' : `delay ${rule.delayMs} ms`,
    rule.answerDelayMs === undefined ? '' : `answer delayed ${rule.answerDelayMs} ms`,
    rule.reset === undefined ? '' : `reset ${rule.reset} the effect`,
    statusOf(rule) === undefined
      ? ''
      : `status ${statusOf(rule)}${rule.afterEffect ? ' after the effect' : ''}`,
    rule.revokeTokens ? 'tokens revoked' : '',
    rule.clockOffsetMs === undefined ? '' : `clock offset ${rule.clockOffsetMs} ms`,
  ];
  return parts.filter((part) => part !== '').join(', ') || 'nothing';
}

/** The status a rule answers with; undefined where it leaves the answer alone. */
export function statusOf(rule: FaultRule): number | undefined {
  return rule.status ?? (rule.retryAfter === undefined ? undefined : 429);
}

/** The answer of a fault: the rule's own body, or the one Outreach gives with this status. */
export function faultAnswer(rule: FaultRule): Answer {
  const status = statusOf(rule) ?? 500;
  const headers: Record<string, string> = { ...rule.headers };
  if (rule.retryAfter !== undefined) headers['retry-after'] = String(rule.retryAfter);
  if (typeof rule.body === 'string') return { status, headers, text: rule.body };
  if (rule.body !== undefined) return jsonAnswer(status, rule.body, headers);
  const usual = usualAnswer(status);
  return { ...usual, headers: { ...usual.headers, ...headers } };
}

function usualAnswer(status: number): Answer {
  switch (status) {
    case 401:
      return unauthorized();
    case 403:
      return errorAnswer(403, [{ id: 'unauthorizedRequest', detail: 'You are not authorized to do this.' }]);
    case 404:
      return errorAnswer(404, [{ id: 'resourceNotFound', detail: 'Could not find the resource.' }]);
    case 429:
      return errorAnswer(429, [
        { id: 'rateLimitExceeded', detail: 'You have exceeded your permitted rate limit.' },
      ]);
    case 503:
      return errorAnswer(503, [
        { id: 'scheduledServerMaintenance', detail: 'The API is under maintenance.' },
      ]);
    case 502:
    case 504: {
      const text = `<html><body><h1>${status} ${status === 502 ? 'Bad Gateway' : 'Gateway Time-out'}</h1></body></html>`;
      return { status, headers: { 'content-type': 'text/html' }, text };
    }
    default:
      return errorAnswer(status, [
        { id: 'internalServerError', detail: 'Something went wrong on our side.' },
      ]);
  }
}

export interface Faults {
  /** Throws (zod) on a rule with a wrong key or value. */
  add(rule: FaultRule): void;
  clear(): void;
  /** Rules still in force, and how often each has hit. */
  list(): readonly (FaultRule & { readonly hits: number })[];
  next(request: { readonly method: string; readonly path: string; readonly text: string }): Fault | undefined;
}

/** Rules in the order they were added. */
export function createFaults(): Faults {
  let active: { rule: FaultRule; left: number; skip: number; hits: number; chance: () => number }[] = [];
  return {
    add(given) {
      const rule = faultRuleSchema.parse(given);
      const left = rule.times ?? (rule.share === undefined ? 1 : Number.POSITIVE_INFINITY);
      active.push({ rule, left, skip: rule.skip ?? 0, hits: 0, chance: draw(rule.seed ?? 1) });
    },
    clear() {
      active = [];
    },
    list: () => active.map(({ rule, hits }) => ({ ...rule, hits })),
    next(request) {
      for (const entry of active) {
        const { rule } = entry;
        if (rule.method !== undefined && rule.method.toUpperCase() !== request.method) continue;
        if (rule.path !== undefined && !new RegExp(`^${escaped(rule.path)}`).test(request.path)) continue;
        if (rule.bodyIncludes !== undefined && !request.text.includes(rule.bodyIncludes)) continue;
        if (rule.share !== undefined && entry.chance() >= rule.share) continue;
        if (entry.skip > 0) {
          entry.skip -= 1;
          continue;
        }
        entry.left -= 1;
        entry.hits += 1;
        if (entry.left <= 0) active = active.filter((other) => other !== entry);
        return { ...rule, words: inWords(rule) };
      }
      return undefined;
    },
  };
}
