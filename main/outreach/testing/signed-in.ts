import type { CallState } from '../../../app/calls/call.ts';
import type { Clock } from '../../../app/clock.ts';
import type { CallUpdate } from '../../../app/outbox/entry.ts';
import { secretOf } from '../../../app/outreach/tokens.ts';
import type { OutreachSettings } from '../../../app/settings/settings.ts';
import { createMemorySecrets } from '../../secrets/memory.ts';
import { accountOf } from '../../secrets/open-secrets.ts';
import { systemClock } from '../../system-clock.ts';
import { type Outreach, openOutreach } from '../open-outreach.ts';
import { createOutboxInMemory } from './outbox-in-memory.ts';

/** What these tests need of an Outreach. */
export interface OutreachToSignInTo {
  readonly settings: OutreachSettings;
  signIn(): { accessToken: string; refreshToken: string; expiresIn: number };
}

const PROFILE = '/profile';

/** Pauses are a tenth as long: a POST in doubt rests for ten seconds before it is looked for. */
const hurried: Clock = { ...systemClock, after: (wait, task) => systemClock.after(wait / 10, task) };

/** Everything Outdial has to do with this Outreach, signed in some time ago, with an outbox in memory. The caller closes what is opened. */
export async function signedIn({ settings, signIn }: OutreachToSignInTo) {
  const outbox = createOutboxInMemory();
  const store = createMemorySecrets();
  const { accessToken, refreshToken, expiresIn } = signIn();
  const tokens = {
    accessToken,
    refreshToken,
    expiresAt: Date.now() + expiresIn * 1000,
    scope: '',
    user: 'Rep',
  };
  await store.set(accountOf(settings.clientId, PROFILE), secretOf(tokens));
  const secrets = { store, keptIn: () => 'keychain' as const, warning: () => undefined, onBack: () => {} };
  const lines: string[] = [];
  const open = (): Outreach =>
    openOutreach({
      ...{ settings, store: outbox.store, secrets, clock: hurried, random: () => 0 },
      ...{ log: (line) => void lines.push(line), version: '0.0.0-test', userDataPath: PROFILE },
    });
  return { outbox, lines, open };
}

/** These states of a call, a millisecond apart. @param from milliseconds since 1970 */
export function statesFrom(from: number, states: readonly CallState[]): readonly CallUpdate[] {
  return states.map((state, index) => ({ kind: 'state', state, stateChangedAt: from + index }));
}
