import { randomBytes } from 'node:crypto';
import { newTag } from './reply.ts';
import type { SipRequest } from './sip-message.ts';

/** RFC 3428: a MESSAGE outside of any call, to the address `uri` at which `username` is registered; the body is JSON. */
export function textMessage(username: string, domain: string, uri: string, json: string): SipRequest {
  return {
    kind: 'request',
    method: 'MESSAGE',
    uri,
    headers: [
      ['via', `SIP/2.0/WS practice.invalid;branch=z9hG4bK${newTag()}`],
      ['max-forwards', '70'],
      ['from', `<sip:recorder@${domain}>;tag=${newTag()}`],
      ['to', `<sip:${username}@${domain}>`],
      ['call-id', randomBytes(12).toString('hex')],
      ['cseq', '1 MESSAGE'],
      ['content-type', 'application/json'],
    ],
    body: json,
  };
}
