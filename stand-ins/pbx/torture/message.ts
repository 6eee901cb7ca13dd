/** One of RFC 4475's messages. */
export interface TortureMessage {
  /** Its name in the RFC. */
  readonly name: string;
  /** What arrives: text, or bytes where it is no text. */
  readonly wire: string | Uint8Array;
  /** `may-ring`: an INVITE that is valid, or that a phone may be lenient about; everything else must not ring. */
  readonly verdict: 'may-ring' | 'must-not-ring';
}

/** The session description that the RFC's INVITEs carry. */
export const sdp = (host = '192.0.2.1', time = '0 0'): string => `v=0
o=mhandley 29739 7272939 IN IP4 ${host}
s=-
c=IN IP4 ${host}
t=${time}
m=audio 49217 RTP/AVP 0 12
m=video 3227 RTP/AVP 31
a=rtpmap:31 LPC
`;

/** The lines of a message as they go over the wire, with CRLF. */
export function wireOf(lines: string): string {
  return lines.replace(/\n/g, '\r\n');
}

export const mayRing = (name: string, lines: string): TortureMessage => ({
  name,
  wire: wireOf(lines),
  verdict: 'may-ring',
});
export const mustNotRing = (name: string, lines: string): TortureMessage => ({
  name,
  wire: wireOf(lines),
  verdict: 'must-not-ring',
});
