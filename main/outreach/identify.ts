import type { Owner } from '../../app/outbox/owner.ts';
import type { Session } from './session.ts';

/**
 * Finds out who is connected where the stored sign-in does not say: an earlier version kept no id, or Outreach did not
 * answer just after the rep had connected. Asked once for each access token, beside everything else.
 *
 * @param read whose token it is
 * @returns the function that ends it
 */
export function identifyUser(
  session: Pick<Session, 'view' | 'owner' | 'subscribe' | 'accessToken' | 'identified'>,
  read: (accessToken: string) => Promise<Owner | undefined>,
): () => void {
  let asked: string | undefined;
  let closed = false;

  async function look(): Promise<void> {
    const { status, user } = session.view();
    if (status !== 'connected') asked = undefined;
    else if (session.owner() === undefined || user === undefined) await ask();
  }

  async function ask(): Promise<void> {
    const access = await session.accessToken();
    if (closed || !access.ok || access.token === asked) return;
    asked = access.token;
    const user = await read(access.token);
    if (user !== undefined && !closed) await session.identified(access.token, user);
  }

  const end = session.subscribe(() => void look());
  return () => {
    closed = true;
    end();
  };
}
