import { countryCodeLength } from './country-code.ts';
import { LONGEST_GLOBAL } from './telephone-subscriber.ts';

/** The shortest numbers of E.164 in use (Niue, Tokelau) have a country code of three digits and four more. */
const SHORTEST_GLOBAL = 7;

/** `1-234-555-6789`: the North American plan's country code, area code, exchange and line, each on its own. */
const NORTH_AMERICAN = /^[-.(]*1[-.()]+[2-9]\d\d[-.()]+[2-9]\d\d[-.]+\d{4}$/;

export interface PlusEvidence {
  /** A space stands where a + would: form decoding turns + into a space. */
  readonly spaceBefore: boolean;
  /** The link says that Outreach wrote it, and names a call. */
  readonly fromOutreach: boolean;
}

/**
 * What a link's number without + and without phone-context means: `as-written`, `lost` (it was a global number and
 * its + was lost on the way), or `doubtful` (it may have been either, and dialling it could reach a stranger).
 *
 * - A number from a web page (`tel:5551234`) is as written: pages write local numbers all the time.
 * - Outreach writes RFC 3966, in which a number without + has a phone-context. So one without both is damaged, unless
 *   it can't be a global number anyway: fewer than 7 digits, more than 15, or starting with 0.
 * - The + is proved where the number reads `1-NXX-NXX-XXXX`, because with and without + it is the same subscriber;
 *   and where a space stands in the place of Outreach's + and the first group, if there are groups, is a country code.
 * - All else is doubtful: `206-734-2564` with a + would ring in Egypt, not in Seattle.
 */
export function judgeMissingPlus(
  written: string,
  digits: string,
  evidence: PlusEvidence,
): 'as-written' | 'lost' | 'doubtful' {
  if (!evidence.spaceBefore && !evidence.fromOutreach) return 'as-written';
  if (digits.length < SHORTEST_GLOBAL || digits.length > LONGEST_GLOBAL || digits.startsWith('0'))
    return 'as-written';
  if (NORTH_AMERICAN.test(written)) return 'lost';
  if (!evidence.spaceBefore || !evidence.fromOutreach) return 'doubtful';
  const groups = written.split(/[-.()]+/).filter((group) => group !== '');
  return groups.length === 1 || groups[0]?.length === countryCodeLength(digits) ? 'lost' : 'doubtful';
}
