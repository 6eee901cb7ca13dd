/** JsSIP's own way from a request to its answers; its types leave it out. */
declare module 'jssip/lib/RequestSender' {
  import type { UA } from 'jssip';
  import type { IncomingResponse, OutgoingRequest } from 'jssip/lib/SIPMessage';

  export default class RequestSender {
    readonly _ua: UA;
    readonly _method: string;
    _request: OutgoingRequest & { clone(): OutgoingRequest & RequestSender['_request'] };
    readonly _eventHandlers: { onAuthenticated(request: OutgoingRequest): void };
    send(): void;
    _receiveResponse(response: IncomingResponse): void;
  }
}
