import type { Failure } from '../result.ts';

/** Whose call it is: the user of Outreach's who was connected when it began. */
export interface Owner {
  /** Outreach's id of the user. */
  readonly id: string;
  readonly name?: string | undefined;
}

/**
 * Who is connected, as far as it is known; undefined where nobody is.
 * - `asked`   somebody is, and Outreach has yet to say who: it takes a moment after a sign-in
 * - `untold`  somebody is, and Outreach does not say who
 */
export type Connected = Owner | 'asked' | 'untold' | undefined;

/**
 * Why an update is held back: it is of a call of somebody else's, and Outreach would have it under the wrong name; or it
 * has yet to be seen whether it is. Undefined where it may leave: they are the same, or one of them can't be known. What
 * Outreach does not say must not keep anything for ever: it takes no update after the hour, and the record of an outbound
 * call is that of the rep who clicked, whoever's sign-in brings the update.
 *
 * @param owner of the call
 * @param connected who is signed in now
 */
export function heldBack(owner: Owner | undefined, connected: Connected): Failure | undefined {
  if (owner === undefined || connected === undefined || connected === 'untold') return undefined;
  if (connected === 'asked') return NOT_SAID_YET;
  if (owner.id === connected.id) return undefined;
  const [whose, as] = owner.name === undefined ? ['another user', 'that user'] : [owner.name, owner.name];
  return {
    code: 'another-sign-in',
    message: `This call belongs to the sign-in of ${whose}. Connect Outreach as ${as} to send it.`,
  };
}

const NOT_SAID_YET: Failure = {
  code: 'who-is-connected',
  message:
    'Outreach has not said yet who is connected. The update follows as soon as it is known whose it is.',
};
