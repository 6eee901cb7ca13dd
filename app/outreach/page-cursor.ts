import { z } from 'zod';

const link = z.union([z.string(), z.object({ href: z.string() })]).nullish();

/** The `links` beside a list; a link is a text or an object with one (JSON:API, "Links"). What can't be read is none. */
export const listLinks = z
  .object({ next: link.catch(undefined) })
  .nullish()
  .catch(undefined);

/**
 * The cursor in a list's `links.next`: the value of `page[after]`; undefined on the last page. Nothing else of the link
 * is used, so that no answer sends the sign-in elsewhere.
 */
export function nextCursor(links: z.infer<typeof listLinks>): string | undefined {
  const next = links?.next ?? '';
  const address = typeof next === 'string' ? next : next.href;
  const cursor = /[?&]page(?:\[|%5B)after(?:\]|%5D)=([^&#]{1,1024})/i.exec(address)?.[1];
  if (cursor === undefined) return undefined;
  try {
    return decodeURIComponent(cursor);
  } catch {
    // A cursor that is not percent-encoded rightly is none: the list ends here.
    return undefined;
  }
}
