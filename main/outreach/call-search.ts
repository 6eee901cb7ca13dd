import { callSearchPath, latestCallsPath } from '../../app/outreach/call-request.ts';
import type { SearchPage } from '../../app/outreach/inbound-answer.ts';
import type { Delivery } from '../../app/outreach/outreach.ts';

/** 500 calls: more than a rep makes in two days. */
const MOST_PAGES = 5;

/**
 * Searches the call that was made with this `vendorCallId`; accepted without `id` where there is none. Nothing says that
 * calls can be filtered by this attribute: where Outreach refuses the filter, or passes over it and lists other calls,
 * the latest ones are looked through, page by page: the rep's own where it can tell them, else everybody's.
 *
 * @param page asks for one page of calls, by its path below `/api/v2`
 * @param userId of the rep, where it is known
 */
export async function searchCall(
  vendorCallId: string,
  page: (path: string) => Promise<SearchPage>,
  userId: string | undefined,
): Promise<Delivery> {
  async function among(user: string | undefined): Promise<Delivery> {
    let after: string | undefined;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const { delivery, next } = await page(latestCallsPath(user, after));
      if (delivery.outcome !== 'accepted' || delivery.id !== undefined || next === undefined) return delivery;
      after = next;
    }
    return { outcome: 'accepted' };
  }

  const { delivery, others } = await page(callSearchPath(vendorCallId));
  if (delivery.outcome !== 'refused' && !others) return delivery;
  const own = userId === undefined ? undefined : await among(userId);
  return own === undefined || own.outcome === 'refused' ? among(undefined) : own;
}
