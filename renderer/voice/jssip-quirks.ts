import type { WebSocketInterface } from 'jssip';
import type { OutgoingEvent, RTCSession } from 'jssip/lib/RTCSession';
import type { Breakage } from '../../app/voice/end-reason.ts';

/**
 * What broke, where a session failed without a SIP refusal and without our asking. JsSIP says "Canceled" for
 * a lost connection, for a time-out and for failed ICE alike, as if the user had hung up.
 */
export function breakageOf(cause: string, connected: boolean, heardFromServer: boolean): Breakage {
  if (!connected) return 'transport';
  if (cause === 'WebRTC Error' || cause === 'Internal Error') return 'set-up';
  if (cause === 'No Answer' || cause === 'Expires') return 'ring-time';
  return cause === 'Canceled' && !heardFromServer ? 'no-response' : 'media';
}

/**
 * Shows each SIP message to `read` before JsSIP takes it. JsSIP gives nobody the answer to a BYE, and the leg is over when
 * it comes; it sets the socket's `ondata` itself, on every connection.
 */
export function readIncoming(socket: WebSocketInterface, read: (message: string) => void): void {
  let take: (data: unknown) => void = () => undefined;
  Object.defineProperty(socket, 'ondata', {
    get: () => (data: unknown) => {
      if (typeof data === 'string') read(data);
      take(data);
    },
    set(next: typeof take) {
      take = next;
    },
  });
}

/** `progress` of an outgoing call carries the server's answer; of an incoming one, null. */
export function isAnswer(event: object): event is OutgoingEvent {
  return 'response' in event && event.response !== null;
}

/**
 * JsSIP ignores a 200 that crosses our CANCEL on the wire, and the far end would talk to nobody until it
 * gives up. With this mark JsSIP acknowledges it and hangs up at once (RFC 3261 section 9.1).
 */
export function acceptLateAnswer(session: RTCSession): void {
  if (!session.isEstablished()) Object.assign(session, { _is_canceled: true });
}
