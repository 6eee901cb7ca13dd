/**
 * What the rep does with calls that were dialled, beside talking and hanging up.
 * - `transferred`                blind
 * - `connected with each other`  an attended transfer of the two calls that are up
 */
export const REP_STORIES = ['transferred', 'connected with each other', 'conference'] as const;
export type RepStory = (typeof REP_STORIES)[number];
