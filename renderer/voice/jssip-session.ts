import type { RTCSession, RTCSessionEventMap } from 'jssip/lib/RTCSession';
import type { IncomingRequest, IncomingResponse } from 'jssip/lib/SIPMessage';
import type { URI } from 'jssip/lib/URI';
import { dtmfRelay } from '../../app/voice/dtmf.ts';
import type { ReplacedDialog } from '../../app/voice/refer.ts';
import { retarget, retargetByUpdate } from './dialog-target.ts';
import { receiveEarlyReplaces } from './early-replaces.ts';
import { answerOutOfTurn } from './out-of-turn.ts';

/** What becomes of a request inside a dialog. */
interface RequestHandlers {
  onSuccessResponse?(response: IncomingResponse): void;
  onErrorResponse?(response?: IncomingResponse): void;
  onTransportError?(): void;
  onRequestTimeout?(): void;
  onDialogError?(response?: IncomingResponse): void;
}
interface RequestOptions {
  readonly extraHeaders?: readonly string[];
  readonly body?: string;
  readonly eventHandlers?: RequestHandlers;
}

/** JsSIP has all of these; its types leave them out. */
declare module 'jssip/lib/RTCSession' {
  interface RTCSession {
    _dialog?: {
      readonly id: { readonly call_id: string; readonly local_tag: string; readonly remote_tag: string };
      readonly uac_pending_reply: boolean;
      _remote_target: URI;
      /** The CSeq of the next ACK. */
      _outgoing_ack_seqnum: number;
    };
    _localHold: boolean;
    _remoteHold: boolean;
    readonly _sessionTimers: {
      refreshMethod: string;
      readonly running: boolean;
      readonly refresher: boolean;
      /** In seconds. */
      readonly currentExpires: number;
    };
    receiveRequest(request: IncomingRequest): void;
    removeListener(event: string, listener: () => void): unknown;
    sendRequest(method: string, options?: RequestOptions): unknown;
    _sendReinvite(options?: {
      eventHandlers?: { succeeded?(): void; failed?(response?: IncomingResponse): void };
      rtcOfferConstraints?: RTCOfferOptions | undefined;
    }): void;
    _runSessionTimer(): void;
  }
}
declare module 'jssip/lib/SIPMessage' {
  interface IncomingRequest {
    reply(status: number, phrase?: string | null, extraHeaders?: readonly string[], ...more: unknown[]): void;
  }
  interface IncomingResponse {
    readonly cseq: number;
  }
}

export interface SessionRules {
  /** A NOTIFY of a transfer; false where there is none. */
  onReferNotify(notify: IncomingRequest): boolean;
}

/**
 * Changes what JsSIP does inside a call where a rep would lose it:
 * - A re-INVITE or UPDATE without an answer, or lost with its connection, ends the call in JsSIP. The audio goes on
 *   without it, so here it has only failed. 481 ends the call (RFC 5057 section 5.1).
 * - A re-INVITE's answer from another address is heard, and the next request goes to the old one; so it does after an UPDATE.
 * - A re-INVITE that was sent again after 491 has its ACK with the number of the first one.
 * - A refresh by UPDATE that the far end does not take is sent by re-INVITE from then on (RFC 4028 section 7.4).
 * - JsSIP answers 491 to an offer that crosses its own, and then takes it all the same.
 * - Audio without a way through the network ends the call in JsSIP; here other ways are looked for first.
 * - A REFER is declined: whoever is on the phone must not make this phone dial (docs/threat-model.md).
 * - A NOTIFY without Event throws in JsSIP, and one with another id than expected is refused.
 */
export function ruleSession(session: RTCSession, rules: SessionRules): void {
  const send = session.sendRequest.bind(session);
  const receive = session.receiveRequest.bind(session);
  const terminate = session.terminate.bind(session);
  session.terminate = (options) => {
    if (options?.cause !== 'RTP Timeout') terminate(options);
  };
  session.sendRequest = (method, options = {}) => {
    if (method !== 'INVITE' && method !== 'UPDATE') return send(method, options);
    const { eventHandlers: handlers = {} } = options;
    const failed = (response?: IncomingResponse): void => {
      if (method === 'UPDATE' && response !== undefined) refreshByInvite(session, response.status_code);
      handlers.onErrorResponse?.(response);
    };
    return send(method, {
      ...options,
      eventHandlers: {
        ...handlers,
        onSuccessResponse(response) {
          if (session._dialog !== undefined) retarget(session._dialog, response);
          // RFC 3261 section 13.2.2.4.
          if (session._dialog !== undefined && method === 'INVITE')
            session._dialog._outgoing_ack_seqnum = response.cseq;
          handlers.onSuccessResponse?.(response);
        },
        onErrorResponse: failed,
        onTransportError: () => failed(),
        onRequestTimeout: () => failed(),
        onDialogError: (response) =>
          response?.status_code === 408 ? failed(response) : handlers.onDialogError?.(response),
      },
    });
  };
  session.receiveRequest = (request) => {
    if (request.method === 'REFER') return request.reply(603);
    if (request.method === 'NOTIFY') return request.reply(answerToNotify(request, rules));
    if (request.method === 'UPDATE') retargetByUpdate(session, request);
    if (receiveEarlyReplaces(session, request) || answerOutOfTurn(session, request)) return undefined;
    const offers = request.method === 'INVITE' || (request.method === 'UPDATE' && Boolean(request.body));
    const crosses = offers && !request.hasHeader('Replaces');
    if (crosses && session._dialog?.uac_pending_reply === true) return undefined;
    return receive(request);
  };
}

/** RFC 6665 section 4.1.3: 489 for an event nobody here knows, 481 for a transfer nobody here began. */
function answerToNotify(notify: IncomingRequest, rules: SessionRules): number {
  const isRefer = /^\s*refer\b/i.test(notify.getHeader('Event') ?? 'refer');
  if (!isRefer) return 489;
  return rules.onReferNotify(notify) ? 200 : 481;
}

/** RFC 3311: these say that UPDATE itself is not known; anything else would refuse a re-INVITE as well. */
function refreshByInvite(session: RTCSession, status: number): void {
  if (session.isEnded() || session._sessionTimers.refreshMethod === 'INVITE') return;
  if (status !== 405 && status !== 501 && status !== 489) return;
  session._sessionTimers.refreshMethod = 'INVITE';
  if (session.isReadyToReOffer()) session._sendReinvite();
}

/** RFC 4028 section 7.4: UPDATE only where the far end's Allow names it. */
export function chooseRefresh(session: RTCSession, allow: string | undefined): void {
  session._sessionTimers.refreshMethod = /\bUPDATE\b/i.test(allow ?? '') ? 'UPDATE' : 'INVITE';
}

/** The dialog of an answered call, for Replaces; undefined while it has none. */
export function dialogOf(session: RTCSession): ReplacedDialog | undefined {
  const id = session.isEstablished() ? session._dialog?.id : undefined;
  return id && { callId: id.call_id, localTag: id.local_tag, remoteTag: id.remote_tag };
}

/**
 * Sends one key as INFO, in a call or in early media; resolves with whether the far end took it. Never rejects; SIP's own
 * time-out ends the wait.
 */
export function sendKey(session: RTCSession, tone: string): Promise<boolean> {
  return new Promise((resolve) => {
    const refused = (): void => resolve(false);
    const sent = session.sendRequest('INFO', {
      extraHeaders: ['Content-Type: application/dtmf-relay'],
      body: dtmfRelay(tone),
      eventHandlers: {
        onSuccessResponse: () => resolve(true),
        onErrorResponse: refused,
        onTransportError: refused,
        onRequestTimeout: refused,
        onDialogError: refused,
      },
    });
    if (sent === undefined) resolve(false);
  });
}

/** The same handlers, deaf while `isCurrent` says no. */
export function guarded(
  handlers: Partial<RTCSessionEventMap>,
  isCurrent: () => boolean,
): Partial<RTCSessionEventMap> {
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      (...values: unknown[]) => {
        if (isCurrent()) Reflect.apply(handler, undefined, values);
      },
    ]),
  );
}

/** Listens to a session that JsSIP made itself: its types know no way to attach a map of handlers. */
export function listenTo(session: RTCSession, handlers: Partial<RTCSessionEventMap>): void {
  for (const [name, handler] of Object.entries(handlers)) Reflect.apply(session.on, session, [name, handler]);
}
