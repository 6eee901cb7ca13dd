import { z } from 'zod';
import type { Caller } from '../calls/call.ts';
import { parseSafely } from '../parse-safely.ts';
import { bodyOf, type HttpAnswer } from './http-answer.ts';
import { formOf } from './query.ts';

/** Which prospect has this number, with all that the rep is shown while it rings. */
export function callerPath(number: string): string {
  return `/phoneNumbers?${formOf({ 'filter[number]': number, include: 'prospect', 'page[size]': '10' })}`;
}

/**
 * The number as Outreach's `filter[number]` finds it: E.164. Undefined for what can't be one, such as an extension or a
 * hidden number. `00` and a North American `1` before ten digits are what phone systems put in the place of `+`.
 *
 * @param from the user part of the caller's SIP address
 */
export function searchedNumber(from: string): string | undefined {
  const bare = from.replace(/[\s().-]/g, '');
  const number = /^1[2-9]\d{2}[2-9]\d{6}$/.test(bare) ? `+${bare}` : bare.replace(/^00/, '+');
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : undefined;
}

const text = z.string().nullish();
const callerBody = z.object({
  included: z
    .array(
      z.object({
        type: z.string(),
        attributes: z.object({
          firstName: text,
          lastName: text,
          name: text,
          title: text,
          company: text,
          callOptedOut: z.boolean().nullish(),
        }),
      }),
    )
    .optional(),
});

/**
 * Who calls, from the answer to `callerPath`; undefined where Outreach does not know the number, or the answer can't be
 * read. Where several prospects have it, the first one is named, and one that opted out speaks for all.
 */
export function callerOf(answer: HttpAnswer): Caller | undefined {
  const body = bodyOf(answer);
  const parsed = parseSafely(callerBody, body.kind === 'json' ? body.value : undefined);
  if (answer.status !== 200 || !parsed.success) return undefined;
  const prospects = (parsed.data.included ?? []).filter(({ type }) => type === 'prospect');
  const first = prospects[0]?.attributes;
  if (first === undefined) return undefined;
  const full = [first.firstName, first.lastName].filter((part) => part).join(' ');
  return {
    name: shown(full || first.name),
    title: shown(first.title),
    company: shown(first.company),
    doNotCall: prospects.some(({ attributes }) => attributes.callOptedOut === true),
  };
}

const LONGEST = 100;

function shown(words: string | null | undefined): string | undefined {
  const line = (words ?? '').replace(/[\p{C}\s]+/gu, ' ').trim();
  return line === '' ? undefined : line.slice(0, LONGEST);
}
