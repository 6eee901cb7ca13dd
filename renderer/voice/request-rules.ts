import type { UA } from 'jssip';
import RequestSender from 'jssip/lib/RequestSender';
import type { IncomingResponse, OutgoingRequest } from 'jssip/lib/SIPMessage';

/** What is done with each request of a user agent that expects an answer, and with its ACK. */
export interface RequestRules {
  /** Right before it goes out, each time it does; may set headers. */
  prepare(request: OutgoingRequest): void;
  /** An answer came. True: the request is to be sent again, and nobody hears of this answer. `round` is the request's own. */
  sendAgain(request: OutgoingRequest, response: IncomingResponse, round: object): boolean;
}

const rules = new WeakMap<UA, RequestRules>();
let send: (() => void) | undefined;

/**
 * Puts rules between a user agent of JsSIP's and the wire. JsSIP answers one question for the password a request, and only
 * one by MD5; it has no place where more could be said. Every request of its passes here with its CSeq, its transaction and
 * whoever waits for it, so what is sent again stays JsSIP's own request.
 */
export function ruleRequests(ua: UA, own: RequestRules): void {
  rules.set(ua, own);
  if (send !== undefined) return;
  const { prototype } = RequestSender;
  const original = prototype.send;
  const receive = prototype._receiveResponse;
  send = original;

  prototype.send = function prepared(this: RequestSender): void {
    rules.get(this._ua)?.prepare(this._request);
    original.call(this);
  };
  prototype._receiveResponse = function again(this: RequestSender, response): void {
    if (rules.get(this._ua)?.sendAgain(this._request, response, this) !== true) {
      receive.call(this, response);
      return;
    }
    const request = this._request.clone();
    request.cseq += 1;
    request.setHeader('cseq', `${request.cseq} ${this._method}`);
    this._request = request;
    // JsSIP's dialogs and its registrar count CSeq by this.
    this._eventHandlers.onAuthenticated(request);
    this.send();
  };
}
