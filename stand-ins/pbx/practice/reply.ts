import { randomBytes } from 'node:crypto';
import {
  headerOf,
  headersOf,
  type SipHeader,
  type SipRequest,
  type SipResponse,
  tagOf,
} from './sip-message.ts';

export const SERVER = 'Outdial Practice PBX';

export const newTag = (): string => randomBytes(6).toString('hex');

const PHRASES: Record<number, string> = {
  100: 'Trying',
  180: 'Ringing',
  183: 'Session Progress',
  200: 'OK',
  202: 'Accepted',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  407: 'Proxy Authentication Required',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  482: 'Loop Detected',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  500: 'Server Internal Error',
};

export interface ReplyParts {
  readonly phrase?: string;
  /** Our tag for the To header, where the request has none yet. */
  readonly tag?: string;
  readonly headers?: readonly SipHeader[];
  readonly sdp?: string | undefined;
}

/** The answer to a request as RFC 3261 section 8.2.6 builds it: Via, From, To, Call-ID and CSeq are its own. */
export function replyTo(request: SipRequest, status: number, parts: ReplyParts = {}): SipResponse {
  const to = headerOf(request, 'to');
  const tagged = tagOf(to) === '' && status > 100 ? `${to};tag=${parts.tag ?? newTag()}` : to;
  return {
    kind: 'response',
    status,
    phrase: parts.phrase ?? PHRASES[status] ?? 'Answer',
    headers: [
      ...headersOf(request, 'via').map((via): SipHeader => ['via', via]),
      ['from', headerOf(request, 'from')],
      ['to', tagged],
      ['call-id', headerOf(request, 'call-id')],
      ['cseq', headerOf(request, 'cseq')],
      ['server', SERVER],
      ...(parts.headers ?? []),
      ...(parts.sdp === undefined ? [] : [['content-type', 'application/sdp'] satisfies SipHeader]),
    ],
    body: parts.sdp ?? '',
  };
}
