import { z } from 'zod';
import { parseSafely } from '../parse-safely.ts';
import { fail, ok, type Result } from '../result.ts';
import { bodyOf, type HttpAnswer } from './http-answer.ts';
import { listLinks, nextCursor } from './page-cursor.ts';
import { formOf } from './query.ts';

/** The organisation's own lists for logging a call; read only, because the API for voice extensions can't set either. */
export const CHOICE_LISTS = ['callDispositions', 'callPurposes'] as const;
export type ChoiceList = (typeof CHOICE_LISTS)[number];

const PAGE_SIZE = 100;
const LONGEST_NAME = 100;

const listBody = z.object({
  data: z.array(
    z.object({
      attributes: z.object({ name: z.string().nullish(), order: z.number().nullish() }),
    }),
  ),
  links: listLinks,
});

export interface ChoicePage {
  /** In the organisation's own order where it has one. */
  readonly choices: readonly { readonly name: string; readonly order: number }[];
  /** The cursor of the next page; absent on the last one. */
  readonly next?: string | undefined;
}

/** The path of one page of a list below `/api/v2`. */
export function choicePath(list: ChoiceList, after?: string): string {
  return `/${list}?${formOf({ 'page[size]': String(PAGE_SIZE), ...(after !== undefined && { 'page[after]': after }) })}`;
}

/**
 * Reads one page of a list. Of the link to the next page only the cursor is taken, so that no answer sends the sign-in
 * elsewhere. Fails with `not-a-list` for an answer that is none.
 */
export function choicePageOf(answer: HttpAnswer): Result<ChoicePage> {
  const body = bodyOf(answer);
  const parsed = parseSafely(listBody, body.kind === 'json' ? body.value : undefined);
  if (answer.status !== 200 || !parsed.success)
    return fail('not-a-list', `Outreach did not answer with a list (HTTP ${answer.status}).`);
  const choices = parsed.data.data.flatMap(({ attributes: { name, order } }) => {
    const line = (name ?? '').replace(/[\p{C}\s]+/gu, ' ').trim();
    return line === ''
      ? []
      : [{ name: line.slice(0, LONGEST_NAME), order: order ?? Number.MAX_SAFE_INTEGER }];
  });
  const next = nextCursor(parsed.data.links);
  return ok({ choices, ...(next !== undefined && { next }) });
}
