import { z } from 'zod';
import { parseSafely } from '../parse-safely.ts';
import { bodyOf, type HttpAnswer } from './http-answer.ts';

/** Where reps work in Outreach; seen in live use, not documented. */
export const DEFAULT_WEB_URL = 'https://web.outreach.io';

const callBody = z.object({
  data: z.object({
    relationships: z
      .object({ prospect: z.object({ data: z.object({ id: z.int().positive() }).nullish() }).nullish() })
      .nullish(),
  }),
});

/**
 * The page on which a rep logs a call: its prospect's, or the list of calls where Outreach names no prospect. No address
 * of a single call is known.
 * @param webUrl the origin, or an address with a path that comes before every page's
 * @param answer to GET /calls/{id}; undefined where there is none
 */
export function loggingPage(webUrl: string, answer: HttpAnswer | undefined): string {
  const base = webUrl.replace(/\/+$/, '');
  const body = answer?.status === 200 ? bodyOf(answer) : undefined;
  const call = parseSafely(callBody, body?.kind === 'json' ? body.value : undefined);
  const prospect = call.success ? call.data.data.relationships?.prospect?.data?.id : undefined;
  return prospect === undefined ? `${base}/calls` : `${base}/prospects/${prospect}/overview`;
}
