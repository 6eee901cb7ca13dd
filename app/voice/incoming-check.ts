import { readSipHead, type SipHead } from './sip-head.ts';

/** What may be required of us (RFC 3261 section 8.2.2.3): what JsSIP does, and no more. No 100rel. */
const SUPPORTED = new Set(['timer', 'replaces', 'outbound', 'gruu', 'ice']);
/** RFC 3261 section 8.1.1: once each, and nothing works without them. */
const NEEDED = ['to', 'from', 'call-id', 'cseq'];
const AT_MOST_ONCE = ['max-forwards', 'content-length', 'content-type'];
const LARGEST_SEQUENCE = 2 ** 31 - 1;

const PHRASES = {
  400: 'Bad Request',
  406: 'Not Acceptable',
  420: 'Bad Extension',
  505: 'Version Not Supported',
} as const;
type Refusal = keyof typeof PHRASES;

export type Verdict =
  | { readonly pass: true }
  /** `answer` is what is to be sent back; absent where there is nobody to answer to. */
  | { readonly pass: false; readonly answer?: string | undefined };

/**
 * Looks at a SIP message before JsSIP takes it. JsSIP rings for INVITEs that RFC 3261 has refused (RFC 4475: escruri,
 * multi01, sdp01; anything that requires an extension it lacks), answers 200 to requests whose CSeq is of another method
 * or whose SIP is of another version, and throws on an answer whose CSeq it can't read.
 */
export function checkIncoming(message: string): Verdict {
  // Keep-alives (RFC 5626 section 3.5.1) are JsSIP's.
  if (/^[\r\n]*$/.test(message)) return { pass: true };
  const head = readSipHead(message);
  if (head.start.startsWith('SIP/')) return { pass: isSoundAnswer(head) };
  const refusal = refusalOf(head);
  if (refusal === undefined) return { pass: true };
  return { pass: false, answer: answerTo(head, refusal) };
}

function isSoundAnswer(head: SipHead): boolean {
  if (head.status === undefined || head.headers('via').length !== 1) return false;
  return NEEDED.every((name) => head.headers(name).length === 1) && sequenceIsSound(head.header('cseq'));
}

function refusalOf(head: SipHead): Refusal | undefined {
  const [, method, uri = '', version] = /^(\S+) (\S+) (SIP\/\d+\.\d+)$/.exec(head.start) ?? [];
  if (version !== undefined && version !== 'SIP/2.0') return 505;
  // A URI in brackets, with spaces or with headers in it is none that a request may be sent to (section 19.1.1).
  if (method === undefined || /[<>"?]/.test(uri)) return 400;
  if (NEEDED.some((name) => head.headers(name).length !== 1) || head.headers('via').length === 0) return 400;
  if (AT_MOST_ONCE.some((name) => head.headers(name).length > 1)) return 400;
  if (!sequenceIsSound(head.header('cseq'), method)) return 400;
  if (!/^\d{0,9}$/.test(head.header('content-length'))) return 400;
  if (['to', 'from', 'contact'].some((name) => head.headers(name).some(isUnbalanced))) return 400;
  if (method !== 'ACK' && method !== 'CANCEL' && requiredButMissing(head).length > 0) return 420;
  return method === 'INVITE' && !takesSdp(head) ? 406 : undefined;
}

function sequenceIsSound(cseq: string, method?: string): boolean {
  const [, sequence, of] = /^(\d{1,10})\s+(\S+)$/.exec(cseq) ?? [];
  return sequence !== undefined && Number(sequence) <= LARGEST_SEQUENCE && (method ?? of) === of;
}

/** A quoted name that never ends would take the address for a part of it. */
function isUnbalanced(value: string): boolean {
  return (value.replace(/\\./g, '').split('"').length - 1) % 2 === 1;
}

function requiredButMissing(head: SipHead): readonly string[] {
  const tags = head.headers('require').flatMap((line) => line.split(','));
  return tags.map((tag) => tag.trim().toLowerCase()).filter((tag) => tag !== '' && !SUPPORTED.has(tag));
}

/** RFC 3261 section 20.1: without Accept, SDP is understood. */
function takesSdp(head: SipHead): boolean {
  const lines = head.headers('accept');
  if (lines.length === 0) return true;
  const types = lines
    .flatMap((line) => line.split(','))
    .map((type) => type.replace(/;.*/, '').trim().toLowerCase());
  return types.some((type) => type === 'application/sdp' || type === 'application/*' || type === '*/*');
}

/** RFC 3261 section 8.2.6; an ACK is never answered, nor what can't be told from another request. */
function answerTo(head: SipHead, status: Refusal): string | undefined {
  if (head.start.startsWith('ACK ') || head.headers('via').length === 0) return undefined;
  if (NEEDED.some((name) => head.headers(name).length === 0)) return undefined;
  const to = head.header('to');
  return [
    `SIP/2.0 ${status} ${PHRASES[status]}`,
    ...head.headers('via').map((via) => `Via: ${via}`),
    `To: ${/;\s*tag\s*=/i.test(to) ? to : `${to};tag=refused`}`,
    `From: ${head.header('from')}`,
    `Call-ID: ${head.header('call-id')}`,
    `CSeq: ${head.header('cseq')}`,
    ...(status === 420 ? [`Unsupported: ${requiredButMissing(head).join(', ')}`] : []),
    ...(status === 406 ? ['Accept: application/sdp'] : []),
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n');
}
