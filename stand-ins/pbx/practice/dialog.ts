import { newTag } from './reply.ts';
import type { SipHeader, SipRequest } from './sip-message.ts';

export interface DialogParts {
  readonly callId: string;
  /** From of our requests, with our tag. */
  readonly local: string;
  /** To of our requests; with the peer's tag as soon as there is one. */
  readonly remote: string;
  /** The request URI: the peer's contact. */
  readonly target: string;
  readonly contact: string;
}

export interface RequestParts {
  readonly headers?: readonly SipHeader[];
  readonly body?: string | undefined;
  /** Of an own transaction, unless told otherwise. */
  readonly branch?: string;
  readonly cseq?: number;
}

export type Dialog = ReturnType<typeof createDialog>;

/** Our side of one dialog (RFC 3261 section 12.2.1.1): writes requests with the next CSeq. */
export function createDialog(parts: DialogParts) {
  let { remote, target } = parts;
  let cseq = 0;
  return {
    callId: parts.callId,
    local: parts.local,
    remote: () => remote,
    contact: ['contact', `<${parts.contact}>`] satisfies SipHeader,
    /** The peer answered: with a tag, and perhaps from another address. */
    peerIs(nextRemote: string, nextTarget: string): void {
      remote = nextRemote;
      if (nextTarget !== '') target = nextTarget;
    },
    request(method: string, more: RequestParts = {}): SipRequest {
      if (more.cseq === undefined) cseq += 1;
      return {
        kind: 'request',
        method,
        uri: target,
        headers: [
          ['via', `SIP/2.0/WS practice.invalid;branch=${more.branch ?? `z9hG4bK${newTag()}`}`],
          ['max-forwards', '70'],
          ['from', parts.local],
          ['to', remote],
          ['call-id', parts.callId],
          ['cseq', `${more.cseq ?? cseq} ${method}`],
          ['contact', `<${parts.contact}>`],
          ...(more.headers ?? []),
        ],
        body: more.body ?? '',
      };
    },
  };
}
