import type { RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingRequest } from 'jssip/lib/SIPMessage';

/** RFC 3261 section 14.2 and RFC 3311 section 5.2: up to ten seconds, so that two do not meet again. */
const LONGEST_RETRY_SECONDS = 10;

/** JsSIP has these; its types leave them out. */
declare module 'jssip/lib/RTCSession' {
  interface RTCSession {
    readonly _late_sdp: boolean;
  }
}

/**
 * Answers what comes inside of a call before it is up, or while the last offer waits for its ACK; false where JsSIP is to
 * answer. JsSIP says 403 to it, which tells a phone system that the call is forbidden:
 * - UPDATE without an offer (who is on the phone now, or that the call is still there): 200;
 * - an offer while our own waits for its answer: 491; while theirs does, or before the ACK: 500 with Retry-After;
 * - INFO without a body (Cisco's way to ask whether we live): 200, in a call as well (RFC 2976 section 2.2).
 */
export function answerOutOfTurn(session: RTCSession, request: IncomingRequest): boolean {
  const { method } = request;
  if (method === 'INFO' && !request.body) return replied(request, 200);
  if (method !== 'UPDATE' && method !== 'INVITE') return false;
  if (session.status === session.C.STATUS_CONFIRMED) return false;
  if (method === 'UPDATE' && !request.body) return replied(request, 200, [`Contact: ${session.contact}`]);
  const isOurs = session.isEstablished() ? session._late_sdp : String(session.direction) === 'outgoing';
  if (isOurs) return replied(request, 491);
  const seconds = Math.floor(Math.random() * (LONGEST_RETRY_SECONDS + 1));
  return replied(request, 500, [`Retry-After: ${seconds}`]);
}

function replied(request: IncomingRequest, status: number, headers: readonly string[] = []): boolean {
  request.reply(status, null, headers);
  return true;
}
