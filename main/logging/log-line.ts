/** Longer lines are cut: an error may carry a whole answer of a server's. */
const LONGEST = 2_000;

/** Ids of Outdial's own, which are the one thing with long numbers a log needs. */
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const UUID_OR_NUMBER = new RegExp(`\\b${UUID}\\b|\\+?\\d(?:[ ().-]{0,3}\\d){6,}`, 'gi');
const BEARER = /\b(bearer|digest|basic)\s+[^\s,;]+/gi;

/**
 * One line of the log. The last net, behind every caller's care: what came from outside can't begin a line of its own,
 * turn the reading direction or drive a terminal, and phone numbers and credentials that got into an error's text
 * don't stay. A stack's lines become one.
 */
export function logLine(text: string): string {
  return text
    .slice(0, LONGEST)
    .replace(/[\s\p{C}\u2028\u2029]+/gu, ' ')
    .replace(BEARER, '$1 …')
    .replace(UUID_OR_NUMBER, (found) => (new RegExp(`^${UUID}$`, 'i').test(found) ? found : '…'));
}
