/** An HTTP answer as the rules need it; header names in lower case. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** What a body is, so that a proxy's page is never taken for Outreach's word. */
export type Body =
  | { readonly kind: 'empty' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'foreign' };

/** Reads a body as JSON. Anything that is neither empty nor JSON is `foreign`: a proxy's or a portal's page. */
export function bodyOf(answer: HttpAnswer): Body {
  if (answer.body.trim() === '') return { kind: 'empty' };
  if (nestsDeeply(answer.body)) return { kind: 'foreign' };
  try {
    const value: unknown = JSON.parse(answer.body);
    return { kind: 'json', value };
  } catch {
    return { kind: 'foreign' };
  }
}

/** Outreach's documents nest eight deep or so. Half a million levels take the parser a second, in which nothing else runs. */
const DEEPEST = 64;

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
  0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
];

function nestsDeeply(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length && depth <= DEEPEST; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted && code === BACKSLASH) at += 1;
    else if (code === QUOTE) quoted = !quoted;
    else if (!quoted && (code === OPEN_LIST || code === OPEN_OBJECT)) depth += 1;
    else if (!quoted && (code === CLOSE_LIST || code === CLOSE_OBJECT)) depth -= 1;
  }
  return depth > DEEPEST;
}

/** Longer than Outreach's hourly rate limit nobody needs to be waited for. */
export const LONGEST_RETRY_AFTER = 3_600_000;

/**
 * How long `Retry-After` asks to wait, in milliseconds, between 0 and one hour; undefined where it says nothing usable.
 * Source: RFC 9110 section 10.2.3 (seconds, or a date).
 *
 * @param now milliseconds since 1970, for the date form
 */
export function retryAfterOf(answer: HttpAnswer, now: number): number | undefined {
  const raw = answer.headers['retry-after'];
  const text = (typeof raw === 'string' ? raw : raw?.[0])?.trim();
  if (text === undefined || text === '') return undefined;
  const wait = /^\d+$/.test(text)
    ? Number(text) * 1000
    : /^[A-Z]/i.test(text)
      ? Date.parse(text) - now
      : Number.NaN;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), LONGEST_RETRY_AFTER) : undefined;
}
