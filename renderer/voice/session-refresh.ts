import type { RTCSession } from 'jssip/lib/RTCSession';

/** JsSIP refreshes after half of the interval; what is left is time for one more try (RFC 4028 section 7.2). */
const SECOND_TRY = 0.75;

/**
 * A refresh that failed, or found another offer on its way, is made up for by a re-INVITE. JsSIP leaves it at the one, and
 * the far end would hang up when the interval is over.
 */
export function insistOnRefresh(session: RTCSession): void {
  const run = session._runSessionTimer.bind(session);
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
  session.on('ended', stop);
  session.on('failed', stop);
}
