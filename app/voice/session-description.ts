/** Where media goes, as the side that wrote the description sees it (RFC 3264 section 5.1). */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

const DIRECTION = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m;
/** Port 9 stands for "not known yet" (RFC 8840 section 4.1.1): then the address 0.0.0.0 says nothing. */
const NO_PORT_YET = 9;

/**
 * The direction of the first audio stream in an SDP text; `sendrecv` where none is said (RFC 4566 section 6). The
 * address 0.0.0.0 is the older way to hold (RFC 3264 section 8.4), unless candidates are still to come.
 */
export function audioDirection(sdp: string): Direction {
  const [session = '', ...sections] = sdp.replace(/\r/g, '').split(/^(?=m=)/m);
  const audio = sections.find((section) => section.startsWith('m=audio ')) ?? '';
  const said = DIRECTION.exec(audio)?.[1] ?? DIRECTION.exec(session)?.[1];
  const direction = said === 'sendonly' || said === 'recvonly' || said === 'inactive' ? said : 'sendrecv';
  const port = Number(/^m=audio (\d+)/.exec(audio)?.[1] ?? 0);
  const address = /^c=IN IP4 (\S+)/m.exec(audio)?.[1] ?? /^c=IN IP4 (\S+)/m.exec(session)?.[1];
  if (address !== '0.0.0.0' || port === NO_PORT_YET) return direction;
  return direction === 'recvonly' || direction === 'inactive' ? 'inactive' : 'sendonly';
}

/** Whether the side that wrote this does not want to hear the other: it holds (RFC 3264 section 8.4). */
export function isHolding(sdp: string): boolean {
  const direction = audioDirection(sdp);
  return direction === 'sendonly' || direction === 'inactive';
}

/** Whether the side that wrote this takes keys in the audio stream (RFC 4733). */
export function takesTelephoneEvents(sdp: string): boolean {
  return /^a=rtpmap:\d+ telephone-event\//im.test(sdp);
}

/** By what the sender of this is known to ICE and DTLS (RFC 8839, RFC 8122): another text is another far end, or a new start. */
export function transportOf(sdp: string): string {
  return [...new Set(sdp.match(/^a=(?:ice-ufrag|ice-pwd|fingerprint):.*\S/gm))].join('\n');
}
