/** What a challenge is called in a plain message: a name that JsSIP does not read. */
const CHALLENGE = /^(?:www|proxy)-authenticate$/;
export const PLAIN_CHALLENGE = 'outdial-';

const SDP = 'application/sdp';

/**
 * A SIP message as JsSIP can take it. JsSIP drops a message, without an answer, over a header that it can't read, and takes
 * SDP for something else when its Content-Type is not spelled exactly so. Here
 * - a challenge is called `outdial-www-authenticate` or `outdial-proxy-authenticate`: JsSIP drops some, and reads only MD5;
 * - `Content-Type: Application/SDP; charset=utf-8` is `application/sdp` (RFC 3261 sections 7.3.1 and 20.15);
 * - of a multipart body, the SDP is what counts (RFC 5621 section 3.1);
 * - a `tel:` address in From and To is a `sip:` one with `user=phone` (RFC 3261 section 19.1.6), and a name there that is
 *   no token has its quotes: `Doe, Zoë <sip:…>`; a call to a `sips:` address is one to `sip:`, over whatever it came;
 * - a status line without a reason, or with characters in it that do not belong there, has none of these.
 * Everything else stays as it came.
 */
export function plainMessage(message: string): string {
  const end = message.indexOf('\r\n\r\n');
  if (end < 0) return message;
  const [start = '', ...lines] = message.slice(0, end).split(/\r\n(?![ \t])/);
  const body = message.slice(end + 4);
  const type = lines.map(headerOf).find(({ name }) => name === 'content-type' || name === 'c');
  const part = type === undefined ? undefined : sdpPart(type.value, body);
  // Over WebSocket a message is a frame: the length need not be said (RFC 7118 section 5.3).
  const said = part === undefined ? lines : lines.filter((line) => !/^(?:content-length|l)\s*:/i.test(line));
  const plain = said.map((line) => plainLine(line, part));
  return `${[plainStart(start), ...plain].join('\r\n')}\r\n\r\n${part ?? body}`;
}

function plainLine(line: string, part: string | undefined): string {
  const { name, value } = headerOf(line);
  if (CHALLENGE.test(name)) return `${PLAIN_CHALLENGE}${line}`;
  if (/^(?:to|t)$/.test(name)) return plainAddress(line).replace(/<sips:/i, '<sip:');
  if (/^(?:from|f)$/.test(name)) return plainAddress(line);
  if (name === 'content-type' || name === 'c')
    return part !== undefined || isSdp(value) ? `Content-Type: ${SDP}` : line;
  return line;
}

function headerOf(line: string): { name: string; value: string } {
  const colon = Math.max(line.indexOf(':'), 0);
  return { name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1) };
}

function isSdp(type: string): boolean {
  return /^\s*application\s*\/\s*sdp\s*(?:;|$)/i.test(type);
}

/** The SDP in a multipart body (RFC 2046 section 5.1.1); undefined where there is none. */
function sdpPart(type: string, body: string): string | undefined {
  if (!/^\s*multipart\s*\//i.test(type)) return undefined;
  const [, quoted, bare] = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) return undefined;
  for (const part of `\r\n${body}`.split(`\r\n--${boundary}`).slice(1)) {
    const split = part.indexOf('\r\n\r\n');
    const headers = part.slice(0, Math.max(split, 0)).split(/\r\n(?![ \t])/);
    const sdp = headers.map(headerOf).some(({ name, value }) => name === 'content-type' && isSdp(value));
    if (split >= 0 && sdp) return `${part.slice(split + 4)}\r\n`;
  }
  return undefined;
}

/** `sip:` with `user=phone` for `tel:`, and quotes around a name that needs them (RFC 3261 section 25.1). */
function plainAddress(line: string): string {
  return line
    .replace(/^([^:]*:\s*)([^"<>]*[^"<>\w\s.!%*+`'~-][^"<>]*?)\s*</, '$1"$2" <')
    .replace(/^([^:]*:\s*)(tel:[^;\s]*)/i, '$1<$2>')
    .replace(/^((?:[^"<]|"(?:[^"\\]|\\.)*")*<)tel:([^;<>]*)[^<>]*>/i, (_, before: string, number: string) => {
      const user = number.replace(/[\s().-]/g, '').replaceAll('#', '%23');
      return `${before}sip:${user}@tel.invalid;user=phone>`;
    });
}

/** RFC 3261 section 25.1: a reason has no quotes, brackets and the like, and may be missing. */
function plainStart(start: string): string {
  const [, status, reason = ''] = /^(SIP\/2\.0 \d{3})(?: (.*))?$/.exec(start) ?? [];
  return status === undefined ? start : `${status} ${reason.replace(/["#<>[\]\\^`{|}%]/g, ' ')}`;
}
