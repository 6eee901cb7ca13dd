import { z } from 'zod';
import { parseSafely } from '../parse-safely.ts';
import { fail, ok, type Result } from '../result.ts';

/** Where secrets are kept: the system's keychain, or memory where there is none. */
export interface SecretStore {
  /** Null where there is no such entry. Rejects when the keychain is absent, locked or does not answer in time. */
  get(account: string): Promise<string | null>;
  set(account: string, secret: string): Promise<void>;
  delete(account: string): Promise<void>;
}

/** One sign-in, as it is kept. A new sign-in or a refresh replaces it whole. */
const tokens = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1),
  /** When the access token ends by this machine's clock, in milliseconds since 1970. */
  expiresAt: z.number(),
  scope: z.string(),
  /** The scopes that were asked for; Outreach may have granted fewer. Absent in sign-ins of earlier versions. */
  asked: z.string().optional(),
  /** Who is signed in, by name and by Outreach's id; known after the first `GET /api/v2`. */
  user: z.string().optional(),
  userId: z.string().optional(),
});
export type Tokens = Readonly<z.infer<typeof tokens>>;

/** The sign-in as one secret of the keychain. */
export function secretOf(value: Tokens): string {
  return JSON.stringify(tokens.parse(value));
}

/** Reads what `secretOf` wrote. Fails with `damaged-sign-in` on anything else; the secret is never part of the message. */
export function readTokens(secret: string): Result<Tokens> {
  try {
    const parsed = parseSafely(tokens, JSON.parse(secret));
    if (parsed.success) return ok(parsed.data);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return fail(
    'damaged-sign-in',
    'The stored sign-in could not be read. Connect Outreach again; updates wait until then.',
  );
}

/** Whether the configuration now asks for a scope which this sign-in never asked for: only the rep can agree to it. */
export function lacksScopes(held: Tokens, wanted: readonly string[]): boolean {
  const asked = held.asked?.split(' ');
  return asked !== undefined && wanted.some((scope) => !asked.includes(scope));
}

/** Refreshed this long before its end, so that no call ever waits for it. */
const REFRESH_AHEAD = 10 * 60_000;

/** Outreach gives one access token per user and app in this time; sooner is a 429. */
export const MINTING_GAP = 60_000;

/** Whether an access token is good for a while (`fresh`), near its end (`ageing`), or past it by this machine's clock. */
export function ageOf(held: Tokens, now: number): 'fresh' | 'ageing' | 'over' {
  if (now >= held.expiresAt) return 'over';
  return now >= held.expiresAt - REFRESH_AHEAD ? 'ageing' : 'fresh';
}

/** When the next refresh is due, in milliseconds from `now`; short-lived tokens are refreshed at half their time. */
export function renewalIn(held: Tokens, now: number): number {
  const left = held.expiresAt - now;
  return Math.max(left - Math.min(REFRESH_AHEAD, left / 2), 0);
}
