import type { RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingResponse } from 'jssip/lib/SIPMessage';
import type { URI } from 'jssip/lib/URI';
import { transportOf } from '../../app/voice/session-description.ts';
import { retarget } from './dialog-target.ts';

/** A dialog of JsSIP's with one of the phones that rang. It can send on after JsSIP has forgotten it. */
interface ForkDialog {
  _remote_target: URI;
  sendRequest(method: string): unknown;
  terminate(): void;
  update(response: IncomingResponse, type: 'UAC'): void;
}

/** JsSIP has all of these; its types leave them out. */
declare module 'jssip/lib/RTCSession' {
  interface RTCSession {
    readonly _earlyDialogs: Record<string, ForkDialog>;
    _createDialog(response: IncomingResponse, type: 'UAC', early: true): boolean;
    _createRTCConnection(configuration: RTCConfiguration): void;
    _receiveInviteResponse(response: IncomingResponse): void;
  }
}
declare module 'jssip/lib/SIPMessage' {
  interface IncomingMessage {
    readonly call_id: string;
    readonly from_tag: string;
    readonly to_tag: string;
  }
}

export interface ForkParts {
  readonly configuration: RTCConfiguration;
  /** The session's connection is a fresh one, which the far end does not know yet. */
  connectionReplaced(): void;
}

/**
 * Follows a call of ours that may ring in several places (RFC 3261 sections 13.2.2.4 and 12.2.1.2). Without this JsSIP
 * - hangs up the call that was answered first when a second phone answers as well;
 * - keeps the media that was heard before the answer, and stays silent where another phone answered;
 * - goes on with the address that rang, where another one answered in the same dialog;
 * - takes a phone that has just stopped ringing (199, RFC 6228) for one that rings;
 * - ends a call whose answer has its SDP in the early media only.
 */
export function followForks(session: RTCSession, parts: ForkParts): void {
  const receive = session._receiveInviteResponse.bind(session);
  const others = new Map<string, ForkDialog>();
  /** The SDP of early media, by tag. */
  const said = new Map<string, string>();
  let answeredBy: string | undefined;
  let heard: string | undefined;

  function hangUpOther(response: IncomingResponse): void {
    const before = others.get(response.to_tag);
    if (before !== undefined) return void before.sendRequest('ACK');
    const id = response.call_id + response.from_tag + response.to_tag;
    // JsSIP would end the good call over an answer that it can make no dialog of.
    if (!response.hasHeader('Contact') || !session._createDialog(response, 'UAC', true)) return;
    const dialog = session._earlyDialogs[id];
    if (dialog === undefined) return;
    delete session._earlyDialogs[id];
    others.set(response.to_tag, dialog);
    confirm(dialog, response);
    dialog.sendRequest('ACK');
    dialog.sendRequest('BYE');
    // What this phone still says is not about the call that goes on.
    dialog.terminate();
  }
  function forget(response: IncomingResponse): void {
    const id = response.call_id + response.from_tag + response.to_tag;
    session._earlyDialogs[id]?.terminate();
    delete session._earlyDialogs[id];
  }
  /** One offer has one answer in a browser; the far end hears of the new connection by a re-INVITE. */
  function replaceConnection(): void {
    const { connection } = session;
    session._createRTCConnection(parts.configuration);
    connection.close();
    session.on('accepted', parts.connectionReplaced);
  }

  session._receiveInviteResponse = (response) => {
    const { status_code: status, to_tag: tag } = response;
    const answers = status >= 200 && status < 300;
    if (status === 199 && !session.isEnded()) return forget(response);
    if (status < 200 && response.body) said.set(tag, response.body);
    if (answers && !response.body) response.body = said.get(tag) ?? '';
    const { body } = response;
    if (status < 200 && body) heard ??= transportOf(body);
    if (answers && answeredBy !== undefined && tag !== answeredBy) return hangUpOther(response);
    if (answers && answeredBy === undefined && !session.isEnded()) {
      const early = session._earlyDialogs[response.call_id + response.from_tag + tag];
      if (early !== undefined) confirm(early, response);
      if (heard !== undefined && body && transportOf(body) !== heard) replaceConnection();
    }
    if (answers) answeredBy = tag;
    receive(response);
  };
}

function confirm(dialog: ForkDialog, response: IncomingResponse): void {
  dialog.update(response, 'UAC');
  retarget(dialog, response);
}
