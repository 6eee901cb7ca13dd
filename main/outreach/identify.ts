import type { Clock } from '../../app/clock.ts';
import type { Owner } from '../../app/outbox/owner.ts';
import { pauseAfter } from '../../app/outbox/pauses.ts';
import type { Session } from './session.ts';

/** Without an answer after so many tries, half a minute or so, Outreach counts as not saying it. */
const TRIES = 6;

/**
 * Finds out who is connected where the stored sign-in does not say: an earlier version kept no id, or Outreach did not
 * answer just after the rep had connected. Asked for each access token and after each outage, beside everything else,
 * until there is an answer. That there is none in time is an answer too: updates must not wait for it for ever.
 *
 * @param read whose token it is; `untold` where Outreach does not say, undefined where it did not answer
 * @returns the function that ends it
 */
export function identifyUser(
  session: Pick<Session, 'view' | 'owner' | 'subscribe' | 'accessToken' | 'identified'>,
  clock: Clock,
  read: (accessToken: string) => Promise<Owner | 'untold' | undefined>,
): () => void {
  let asked: string | undefined;
  let endPause = (): void => undefined;
  let closed = false;

  async function look(): Promise<void> {
    const { status, user } = session.view();
    if (status !== 'connected') {
      asked = undefined;
      endPause();
    } else if (session.owner() === undefined || user === undefined) await ask();
  }

  async function ask(): Promise<void> {
    const access = await session.accessToken();
    if (closed || !access.ok || access.token === asked) return;
    asked = access.token;
    endPause();
    await tryFor(access.token, 1);
  }

  async function tryFor(token: string, tries: number): Promise<void> {
    const who = await read(token);
    if (closed || asked !== token) return;
    if (who !== undefined || tries === TRIES) await session.identified(token, who ?? 'untold');
    else endPause = clock.after(pauseAfter(tries, 0), () => void tryFor(token, tries + 1));
  }

  const end = session.subscribe(() => void look());
  return () => {
    closed = true;
    endPause();
    end();
  };
}
