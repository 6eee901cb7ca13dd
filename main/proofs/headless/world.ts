import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretOf } from '../../../app/outreach/tokens.ts';
import type { OutreachSettings } from '../../../app/settings/settings.ts';
import { accountOf } from '../../secrets/open-secrets.ts';
import { createFileSecrets } from './file-secrets.ts';
import { type Headless, launchHeadless } from './launch.ts';

/** The Outreach of these tests, as far as its processes need it. */
export interface OutreachOfTheTest {
  readonly settings: OutreachSettings;
  signIn(): { accessToken: string; refreshToken: string; expiresIn: number };
}

/** One profile that is signed in, and one process after the other in it; the next one is loaded ahead. */
export interface World {
  readonly profile: string;
  current(): Headless;
  /** The next process in the same profile, started; the one before must be dead. */
  replace(): Headless;
  /** A sign-in as the keychain keeps it. @param now this world's time, in milliseconds since 1970 */
  newSignIn(now: number): string;
  close(): Promise<void>;
}

/** @param time how fast the processes live (`speed`) and the far end's `pace`, in their own milliseconds */
export async function openWorld(
  program: string,
  outreach: OutreachOfTheTest,
  time: { speed: number; pace: number },
): Promise<World> {
  const profile = mkdtempSync(join(tmpdir(), 'outdial-headless-'));
  const newSignIn = (now: number): string => {
    const { accessToken, refreshToken, expiresIn } = outreach.signIn();
    return secretOf({ accessToken, refreshToken, expiresAt: now + expiresIn * 1_000, scope: '' });
  };
  const since = Date.now();
  await createFileSecrets(profile).set(accountOf(outreach.settings.clientId, profile), newSignIn(since));
  const begin = (process: Headless): Headless => {
    process.start({ profile, settings: outreach.settings, since, ...time });
    return process;
  };
  let current: Headless | undefined;
  let ahead = launchHeadless(program);
  const replace = (): Headless => {
    current = begin(ahead);
    ahead = launchHeadless(program);
    return current;
  };
  return {
    profile,
    current: () => current ?? replace(),
    replace,
    newSignIn,
    async close() {
      for (const each of current === undefined ? [ahead] : [current, ahead]) {
        each.kill();
        await each.gone();
      }
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
