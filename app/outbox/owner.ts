import type { Failure } from '../result.ts';

/** Whose call it is: the user of Outreach's who was connected when it began. */
export interface Owner {
  /** Outreach's id of the user. */
  readonly id: string;
  readonly name?: string | undefined;
}

/**
 * Why an update is held back: it is of a call of somebody else's, and Outreach would have it under the wrong name.
 * Undefined where it may leave: the owner or the one who is connected is not known, or they are the same.
 *
 * @param owner of the call
 * @param connected who is signed in now
 */
export function heldBack(owner: Owner | undefined, connected: Owner | undefined): Failure | undefined {
  if (owner === undefined || connected === undefined || owner.id === connected.id) return undefined;
  const [whose, as] = owner.name === undefined ? ['another user', 'that user'] : [owner.name, owner.name];
  return {
    code: 'another-sign-in',
    message: `This call belongs to the sign-in of ${whose}. Connect Outreach as ${as} to send it.`,
  };
}
