import type { UA } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingRequest } from 'jssip/lib/SIPMessage';
import { acceptLateAnswer } from './jssip-quirks.ts';

/** JsSIP has these; its types leave them out. */
declare module 'jssip/lib/RTCSession' {
  interface RTCSession {
    readonly _ua: UA;
    emit(event: 'replaces', replaces: ReferEvent): boolean;
    init_incoming(request: IncomingRequest, announced: (session: RTCSession) => void): void;
  }
}

/**
 * An INVITE that is to take the place of a call which is still ringing (RFC 3891 section 3); false for any other request.
 * One that we have dialled may be replaced: somebody else has picked it up. One that rings here may not: 481. JsSIP answers 403
 * to both.
 */
export function receiveEarlyReplaces(session: RTCSession, request: IncomingRequest): boolean {
  if (request.method !== 'INVITE' || !request.hasHeader('Replaces') || !session.isInProgress()) return false;
  if (String(session.direction) === 'incoming') {
    request.reply(481);
    return true;
  }
  session.emit('replaces', {
    request,
    accept(announced: (successor: RTCSession) => void) {
      const successor: RTCSession = Reflect.construct(session.constructor, [session._ua]);
      // The phones that ring go on until the successor is up.
      successor.on('confirmed', () => {
        if (session.isEnded()) return;
        session.terminate();
        acceptLateAnswer(session);
      });
      successor.init_incoming(request, announced);
    },
    reject: () => request.reply(486),
  });
  return true;
}
