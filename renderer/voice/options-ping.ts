import { readSipHead } from '../../app/voice/sip-head.ts';

export interface OptionsPingParts {
  readonly socket: { readonly via_transport: string };
  readonly username: string;
  readonly domain: string;
  send(message: string): boolean;
}

/** Asks the server for a sign of life: an OPTIONS outside of any call (RFC 3261 section 11). */
export function createOptionsPing(parts: OptionsPingParts) {
  const sipCallId = `keep-alive-${crypto.randomUUID()}`;
  const tag = crypto.randomUUID().slice(0, 8);
  let sequence = 0;

  return {
    send(): void {
      sequence += 1;
      const { socket, username, domain } = parts;
      const lines = [
        `OPTIONS sip:${domain} SIP/2.0`,
        `Via: SIP/2.0/${socket.via_transport} ${tag}.invalid;branch=z9hG4bK${tag}${sequence}`,
        'Max-Forwards: 70',
        `To: <sip:${domain}>`,
        `From: <sip:${encodeURIComponent(username)}@${domain}>;tag=${tag}`,
        `Call-ID: ${sipCallId}`,
        `CSeq: ${sequence} OPTIONS`,
        'Accept: application/sdp',
        'User-Agent: Outdial',
        'Content-Length: 0',
      ];
      parts.send(`${lines.join('\r\n')}\r\n\r\n`);
    },
    /** Whether a message is the server's answer, whatever it says. */
    isAnswer(message: string): boolean {
      return message.startsWith('SIP/2.0 ') && readSipHead(message).header('call-id') === sipCallId;
    },
  };
}
