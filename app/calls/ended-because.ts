import type { EndReason } from '../voice/carrier.ts';
import type { Call, Closing } from './call.ts';

/** A call that rang here and was taken by somebody else: of a ring group, say. */
export function wasTakenElsewhere({ direction, closing, endReason }: Call): boolean {
  if (direction !== 'inbound' || closing !== undefined) return false;
  return endReason?.cause === 'caller-canceled' && endReason.status === 200;
}

/** Why a call ended, in words a rep understands; undefined while it is up. Never contains a number but a SIP status. */
export function endedBecause(call: Call): string | undefined {
  if (call.phase !== 'ended') return undefined;
  if (call.closing !== undefined) return ofClosing(call, call.closing);
  if (call.endReason === undefined) return undefined;
  return call.answeredAt === undefined
    ? beforeAnswer(call, call.endReason)
    : afterAnswer(call, call.endReason);
}

function ofClosing(call: Call, closing: Closing): string {
  switch (closing) {
    case 'hung-up':
      return 'You hung up';
    case 'declined':
      return 'You chose not to dial';
    case 'lapsed':
      return 'Not dialed: the question was not answered';
    case 'ring-time-out':
      if (call.direction === 'outbound') return 'No answer';
      return call.inbound?.ignored === true ? 'You ignored it' : 'You did not answer';
    case 'rejected':
      return 'You rejected it';
    case 'forwarded':
      return 'You sent it to another number';
    case 'transferred':
      return 'You transferred it';
    case 'line-busy':
      return 'Another call was ringing';
    case 'setup-time-out':
      return 'The phone system did not get through';
    case 'unknown-to-outreach':
      return 'Not dialed: Outreach does not know this call';
    case 'refused-by-outreach':
      return 'Not dialed: Outreach no longer accepts this call';
    case 'closed':
      return call.dialedAt === undefined ? 'Not dialed: Outdial was closed' : 'Outdial was closed';
    case 'cut-off':
      return 'Outdial or the computer stopped during the call';
    default:
      return closing satisfies never;
  }
}

function afterAnswer({ transfer }: Call, reason: EndReason): string {
  if (reason.cause === 'connection-lost') return 'The connection was lost';
  return transfer?.status === 'trying'
    ? 'The other side hung up during the transfer'
    : 'The other side hung up';
}

function beforeAnswer(call: Call, reason: EndReason): string {
  switch (reason.cause) {
    case 'callee-rejected':
      return withStatus(reason.status === 603 ? 'Declined' : 'Busy', reason, [486, 603]);
    case 'caller-canceled':
      if (wasTakenElsewhere(call)) return 'Somebody else answered';
      return call.direction === 'outbound' ? 'Canceled' : 'The caller hung up';
    case 'timed-out':
      return call.ringingAt === undefined ? withStatus('Not available', reason, []) : 'No answer';
    case 'setup-failed':
      return setupFailed(reason);
    case 'hung-up':
      return 'The other side hung up';
    case 'connection-lost':
      return 'The connection to the phone system was lost';
    default:
      return reason.cause satisfies never;
  }
}

/** The SIP statuses a rep meets (RFC 3261, section 21), in plain words. */
const STATUS_WORDS: Readonly<Record<number, string>> = {
  401: 'The phone system did not accept the sign-in',
  403: 'The phone system does not allow this call',
  404: 'The number does not exist',
  407: 'The phone system did not accept the sign-in',
  408: 'The phone system did not answer',
  410: 'The number is no longer in use',
  480: 'Not available',
  484: 'The number is incomplete',
  488: 'The phone system could not agree on the audio',
  500: 'The phone system failed',
  502: 'The phone system failed',
  503: 'The phone system is overloaded or down',
  504: 'The phone system did not answer',
  604: 'The number does not exist',
};

function setupFailed(reason: EndReason): string {
  const known = reason.status === undefined ? undefined : STATUS_WORDS[reason.status];
  if (known !== undefined) return withStatus(known, reason, []);
  // The carrier's own words are best where no server spoke: no microphone, not registered.
  if (reason.status === undefined && reason.text !== undefined) return `The call failed: ${reason.text}`;
  return withStatus('The call failed', reason, []);
}

/** Adds the status for whoever has to look into it, except where the words say all of it. */
function withStatus(words: string, reason: EndReason, plain: readonly number[]): string {
  if (reason.status === undefined || plain.includes(reason.status)) return words;
  return `${words} (${reason.status})`;
}
