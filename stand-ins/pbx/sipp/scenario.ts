/**
 * Steps of a telephone that follows a script, as sipp's XML: what it expects, says and waits for, in order. A message that
 * it does not expect makes the call fail, so the script is an assertion about the other side.
 */
export type Step = string;

export interface MessageParts {
  readonly headers?: readonly string[];
  /** What the session description says of the direction; without a direction there is no description at all. */
  readonly media?: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive' | undefined;
  /** The only codec of the description, by RTP payload type and name; PCMU unless said. */
  readonly codec?: string;
  /** Of the To header, for an answer that comes from another branch. */
  readonly tag?: string;
}

const TAG = 'far[call_number]';
/** 126 is Chromium's own number for keys: what was not offered, the relay takes out of an answer. */
const KEYS = 'a=rtpmap:126 telephone-event/8000\na=fmtp:126 0-15';

function withBody(lines: readonly string[], { media, codec = '0 PCMU/8000' }: MessageParts): string {
  const body =
    media === undefined
      ? ''
      : `v=0\no=sipp 1 [call_number] IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio [media_port] RTP/AVP ${codec.split(' ')[0]} 126\na=rtpmap:${codec}\n${KEYS}\na=${media}\n`;
  const type = media === undefined ? [] : ['Content-Type: application/sdp'];
  return `<![CDATA[\n\n${[...lines, ...type, 'Content-Length: [len]'].join('\n')}\n\n${body}]]>`;
}

/** Waits for a request; the first one of a call is kept, with its route and its caller. */
export function expectRequest(method: string, from: 'anew' | 'in dialog' = 'in dialog'): Step {
  if (from === 'in dialog') return `<recv request="${method}"/>`;
  const keep = (header: string, variable: string, occurrence = 1) =>
    `<ereg regexp=".*" search_in="hdr" header="${header}:" occurrence="${occurrence}" check_it="true" assign_to="${variable}"/>`;
  // Kamailio has two names on the way, one towards the browser and one towards us.
  const kept = [
    ...[keep('From', 'caller'), keep('To', 'callee'), keep('CSeq', 'order')],
    ...[keep('Via', 'path1'), keep('Via', 'path2', 2)],
    ...[keep('Record-Route', 'route1'), keep('Record-Route', 'route2', 2)],
  ];
  return `<recv request="${method}" rrs="true"><action>${kept.join('')}</action></recv>`;
}

/** A request that may come, or come again, and is not answered. */
export function mayGet(method: string): Step {
  return `<recv request="${method}" optional="true"/>`;
}

/** Answers the last request. */
export function reply(status: number, parts: MessageParts = {}): Step {
  const via = '[last_Via:]\n[last_Record-Route:]\n[last_From:]';
  const lines = [`SIP/2.0 ${status} Scripted`, via, `[last_To:];tag=${parts.tag ?? TAG}`];
  return answer([...lines, '[last_Call-ID:]', '[last_CSeq:]'], parts);
}

/** Answers the last request of the dialog: its To has our tag already. */
export function replyInDialog(status: number, parts: MessageParts = {}): Step {
  const lines = [`SIP/2.0 ${status} Scripted`, '[last_Via:]', '[last_From:]', '[last_To:]'];
  return answer([...lines, '[last_Call-ID:]', '[last_CSeq:]'], parts);
}

/** Answers the INVITE that began the call, whatever came since. */
export function replyToInvite(status: number, parts: MessageParts = {}): Step {
  const lines = [`SIP/2.0 ${status} Scripted`, 'Via:[$path1],[$path2]', 'Record-Route:[$route1],[$route2]'];
  const to = `To:[$callee];tag=${parts.tag ?? TAG}`;
  return answer([...lines, 'From:[$caller]', to, 'Call-ID: [call_id]', 'CSeq:[$order]'], parts);
}

function answer(lines: readonly string[], parts: MessageParts): Step {
  const contact = 'Contact: <sip:far@[local_ip]:[local_port]>';
  return `<send>${withBody([...lines, contact, ...(parts.headers ?? [])], parts)}</send>`;
}

/** Sends a request in the dialog of an INVITE that came from the other side. */
export function request(method: string, parts: MessageParts = {}): Step {
  const lines = [
    `${method} [next_url] SIP/2.0`,
    'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
    '[routes]',
    `From:[$callee];tag=${TAG}`,
    'To:[$caller]',
    'Call-ID: [call_id]',
    `CSeq: [cseq] ${method}`,
    'Max-Forwards: 70',
    'Contact: <sip:far@[local_ip]:[local_port]>',
    ...(parts.headers ?? []),
  ];
  return `<send${method === 'ACK' ? '' : ' retrans="500"'}>${withBody(lines, parts)}</send>`;
}

/** Waits for the answer to our own request; others with a lower status may come before. */
export function expectAnswer(status: number): Step {
  return `<recv response="100" optional="true"/><recv response="180" optional="true"/><recv response="${status}" rrs="true"/>`;
}

/** The method of `Sipp.goOn`: one that no phone system sends in a call. */
export const GO_ON = 'PUBLISH';

/** Waits until the test says `goOn`: what it looks at meanwhile may take as long as it takes. */
export function untilTold(): Step {
  return `<recv request="${GO_ON}"/>`;
}

/** Does nothing for so long, in milliseconds; what comes in meanwhile waits. */
export function pause(milliseconds: number): Step {
  return `<pause milliseconds="${milliseconds}"/>`;
}

/** The whole script. */
export function scenario(steps: readonly Step[]): string {
  const known = ['caller', 'callee', 'order', 'path1', 'path2', 'route1', 'route2'].filter((name) =>
    steps.some((step) => step.includes(`assign_to="${name}"`)),
  );
  const used = known.length === 0 ? '' : `<Reference variables="${known.join(',')}"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<scenario name="script">\n${steps.join('\n')}\n${used}</scenario>\n`;
}

const CALLER = 'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]';
/** The branch of the INVITE is that of its CANCEL, too (RFC 3261 section 9.1). */
const CALLER_OF_INVITE =
  'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=z9hG4bKinvite[pid]n[call_number]';

/** Calls `user` through the phone system that sipp was given. */
export function invite(user: string, parts: MessageParts & { readonly from?: string } = {}): Step {
  const from = parts.from ?? '"Sipp Caller" <sip:sipp@sip.test>';
  const lines = [
    `INVITE sip:${user}@sip.test SIP/2.0`,
    CALLER_OF_INVITE,
    `From: ${from};tag=[pid]c[call_number]`,
    `To: <sip:${user}@sip.test>`,
    'Call-ID: [call_id]',
    'CSeq: 1 INVITE',
    'Max-Forwards: 70',
    'Contact: <sip:sipp@[local_ip]:[local_port]>',
    ...(parts.headers ?? []),
  ];
  return `<send retrans="500">${withBody(lines, parts)}</send>`;
}

/** The caller's next request after the answer, in the dialog that began with `invite(user)`. */
export function callerRequest(method: string, user: string, parts: MessageParts = {}): Step {
  const lines = [
    `${method} [next_url] SIP/2.0`,
    CALLER,
    '[routes]',
    'From: "Sipp Caller" <sip:sipp@sip.test>;tag=[pid]c[call_number]',
    `To: <sip:${user}@sip.test>[peer_tag_param]`,
    'Call-ID: [call_id]',
    `CSeq: ${method === 'ACK' ? 1 : 2} ${method}`,
    'Max-Forwards: 70',
    'Contact: <sip:sipp@[local_ip]:[local_port]>',
    ...(parts.headers ?? []),
  ];
  return `<send${method === 'ACK' ? '' : ' retrans="500"'}>${withBody(lines, parts)}</send>`;
}

/** Takes back the call before it was answered. */
export function cancel(user: string): Step {
  const lines = [
    `CANCEL sip:${user}@sip.test SIP/2.0`,
    CALLER_OF_INVITE,
    'From: "Sipp Caller" <sip:sipp@sip.test>;tag=[pid]c[call_number]',
    `To: <sip:${user}@sip.test>`,
    'Call-ID: [call_id]',
    'CSeq: 1 CANCEL',
    'Max-Forwards: 70',
  ];
  return `<send retrans="500">${withBody(lines, {})}</send>`;
}
