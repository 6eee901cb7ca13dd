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
  try {
    const value: unknown = JSON.parse(answer.body);
    return { kind: 'json', value };
  } catch {
    return { kind: 'foreign' };
  }
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
