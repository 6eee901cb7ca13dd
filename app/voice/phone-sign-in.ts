import { z } from 'zod';
import { parseSafely } from '../parse-safely.ts';
import { fail, ok, type Result } from '../result.ts';
import { sipUser } from '../settings/sip-keys.ts';

/** How the rep is known to the phone system. */
export interface PhoneSignIn {
  readonly username: string;
  readonly password: string;
}

const signIn = z.object({ username: sipUser, password: z.string().min(1).max(512) });

/** The sign-in as one secret of the keychain. */
export function phoneSecretOf({ username, password }: PhoneSignIn): string {
  return JSON.stringify({ username, password });
}

/** Reads what `phoneSecretOf` wrote. Fails with `damaged-sign-in` on anything else; the secret is never in the message. */
export function readPhoneSecret(secret: string): Result<PhoneSignIn> {
  try {
    const parsed = parseSafely(signIn, JSON.parse(secret));
    if (parsed.success) return ok(parsed.data);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return fail(
    'damaged-sign-in',
    'The stored sign-in to the phone could not be read. Sign in to the phone again.',
  );
}

/** What a rep typed. Fails with `bad-username` where it can't be the part of a SIP address before the @. */
export function readPhoneSignIn(typed: PhoneSignIn): Result<PhoneSignIn> {
  // Phone systems hand out whole addresses; the part before the @ is the name.
  const name = /^(?:sips?:)?([^@]+)(?:@.*)?$/i.exec(typed.username.trim())?.[1] ?? '';
  const username = parseSafely(sipUser, name);
  if (username.success && typed.password !== '')
    return ok({ username: username.data, password: typed.password });
  return fail(
    'bad-username',
    'The user name is the extension or the part of your SIP address before the @, and the password can’t be empty.',
  );
}
