import type { Effect } from '../../app/calls/call-event.ts';
import type { Notice } from '../../app/ipc/snapshot-schema.ts';
import type { TelFailure } from '../../app/tel/tel-failure.ts';

/** The desk's words for the rep; the window adds nothing to them. */
type Words = Omit<Notice, 'id'>;

export function badLink(failure: TelFailure): Words {
  return {
    kind: 'error',
    code: `bad-link-${failure.code}`,
    title: 'A link was not dialed',
    message: `${failure.message} (at character ${failure.at + 1} of the link)`,
  };
}

export const alreadyEnded: Words = {
  kind: 'info',
  code: 'call-already-ended',
  title: 'This call is over already',
  message:
    'The same link came again after its call had ended, so it was not dialed again. Click Call in Outreach to make a new call.',
};

/** Told by a call's rules. */
export const callNotices: Readonly<Record<Extract<Effect, { type: 'notify' }>['about'], Words>> = {
  'unknown-to-outreach': {
    kind: 'warning',
    code: 'unknown-to-outreach',
    title: 'A link was not dialed',
    message:
      'Outreach does not know the call this link asks for. It may come from another page, or from another ' +
      'Outreach account than the one connected here. Click Call in Outreach again.',
  },
  'line-not-free': {
    kind: 'warning',
    code: 'line-not-free',
    title: 'The other call could not be put on hold',
    message: 'The phone system did not put it on hold or end it in time, so nothing was changed. Try again.',
  },
  'refused-by-outreach': {
    kind: 'warning',
    code: 'refused-by-outreach',
    title: 'A link was not dialed',
    message:
      'Outreach does not accept updates of this call any more, perhaps because the link was too late. ' +
      'Click Call in Outreach again.',
  },
};

/** @param why in the words of whatever looked at the number */
export function notForwarded(why: string): Words {
  return { kind: 'warning', code: 'not-forwarded', title: 'The call was not sent on', message: why };
}

export function notStored(error: unknown): Words {
  return {
    kind: 'error',
    code: 'not-stored',
    title: 'Calls are not being saved',
    message:
      `The disk refused it (${error instanceof Error ? error.message : String(error)}). Calls go on, and Outreach is ` +
      'still told, but what has not reached Outreach is lost when Outdial closes. Check that the disk is not full.',
  };
}
