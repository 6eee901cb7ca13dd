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
  const whose = owner.name === undefined ? 'another user' : owner.name;
  return {
    code: ANOTHER_SIGN_IN,
    message: `This call belongs to the sign-in of ${whose}. Connect Outreach as ${whose} to send it.`,
  };
}

export const ANOTHER_SIGN_IN = 'another-sign-in';
