/** Only what JSON and JavaScript can hold whole is an integer id. */
const isInteger = (id: string): boolean => /^[1-9]\d*$/.test(id) && Number.isSafeInteger(Number(id));

/**
 * An answer's id of a call as Outdial keeps it: text. Outreach's ids are JSON integers, where JSON:API has strings
 * ("The values of the id and type members MUST be strings", section "Identification"): digits that came as a string are
 * kept in quotes, so that they go back as they came.
 */
export function keptCallId(id: number | string): string {
  return typeof id === 'string' && isInteger(id) ? `"${id}"` : String(id);
}

/** What a URL says for a kept id, or for a link's call-id. */
export function plainCallId(kept: string): string {
  return /^"\d+"$/.test(kept) ? kept.slice(1, -1) : kept;
}

/** What a document says for a kept id, or for a link's call-id, which is a string unless it is an integer. */
export function sentCallId(kept: string): number | string {
  return isInteger(kept) ? Number(kept) : plainCallId(kept);
}
