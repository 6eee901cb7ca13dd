import type { RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingRequest } from 'jssip/lib/SIPMessage';

/** JsSIP has this; its types leave it out. */
declare module 'jssip/lib/RTCSession' {
  interface RTCSession {
    _handleSessionTimersInIncomingRequest(request: IncomingRequest, headers: string[]): void;
  }
}

/** JsSIP refreshes after half of the interval; what is left is time for one more try (RFC 4028 section 7.2). */
const SECOND_TRY = 0.75;

/**
 * A refresh that failed, or found another offer on its way, is made up for by a re-INVITE. JsSIP leaves it at the one, and
 * the far end would hang up when the interval is over. Where the far end is to refresh, our answer requires it, which JsSIP
 * forgets (section 9).
 */
export function insistOnRefresh(session: RTCSession): void {
  const run = session._runSessionTimer.bind(session);
  const agree = session._handleSessionTimersInIncomingRequest.bind(session);
  let timer = 0;
  const stop = (): void => window.clearTimeout(timer);

  // JsSIP comes by here after each refresh that went well, the far end's included.
  session._runSessionTimer = () => {
    run();
    stop();
    const { refresher, currentExpires } = session._sessionTimers;
    if (!refresher) return;
    timer = window.setTimeout(
      () => {
        if (session.isReadyToReOffer()) session._sendReinvite();
      },
      currentExpires * SECOND_TRY * 1000,
    );
  };
  session._handleSessionTimersInIncomingRequest = (request, headers) => {
    agree(request, headers);
    if (!session._sessionTimers.refresher) headers.push('Require: timer');
  };
  session.on('ended', stop);
  session.on('failed', stop);
}
