import type { Result } from '../../../app/result.ts';

export type SipHeader = readonly [name: string, value: string];

export interface SipRequest {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
  readonly headers: readonly SipHeader[];
  readonly body: string;
}

export interface SipResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly phrase: string;
  readonly headers: readonly SipHeader[];
  readonly body: string;
}

export type SipMessage = SipRequest | SipResponse;

/** RFC 3261 section 7.3.3: the short names a peer may use. */
const COMPACT: Record<string, string> = {
  c: 'content-type',
  f: 'from',
  i: 'call-id',
  l: 'content-length',
  m: 'contact',
  t: 'to',
  v: 'via',
};
/** RFC 3261 section 8.1.1: without these there is nothing to answer to. */
const REQUIRED = ['via', 'from', 'to', 'call-id', 'cseq'];
const TOKEN = /^[A-Za-z0-9.!%*_+`'~-]+$/;

/**
 * Reads one SIP message, RFC 3261 section 7, as one WebSocket frame carries it (RFC 7118).
 * Fails with `malformed` when the start line, a header line or a required header is wrong; never throws.
 */
export function parseSipMessage(text: string): Result<SipMessage> {
  const split = text.indexOf('\r\n\r\n');
  const head = split < 0 ? text : text.slice(0, split);
  const body = split < 0 ? '' : text.slice(split + 4);
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const start = lines.shift() ?? '';
  const headers: SipHeader[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (!TOKEN.test(name)) return malformed('a header line has no name');
    headers.push([COMPACT[name] ?? name, line.slice(colon + 1).trim()]);
  }
  const missing = REQUIRED.find((name) => !headers.some(([present]) => present === name));
  if (missing !== undefined) return malformed(`there is no ${missing} header`);
  const status = /^SIP\/2\.0 ([1-6]\d\d) ?(.*)$/.exec(start);
  if (status !== null) {
    const [, code = '', phrase = ''] = status;
    return { ok: true, value: { kind: 'response', status: Number(code), phrase, headers, body } };
  }
  const request = /^([A-Z]{1,32}) (\S{1,512}) SIP\/2\.0$/.exec(start);
  if (request === null) return malformed('the start line is neither a request nor a response');
  const [, method = '', uri = ''] = request;
  return { ok: true, value: { kind: 'request', method, uri, headers, body } };
}

function malformed(what: string): Result<never> {
  return { ok: false, failure: { code: 'malformed', message: `Not a SIP message: ${what}.` } };
}

/** The first header of that name (long form, any case), or an empty string. */
export function headerOf(message: SipMessage, name: string): string {
  return message.headers.find(([present]) => present === name.toLowerCase())?.[1] ?? '';
}

/** Every header of that name, in order. */
export function headersOf(message: SipMessage, name: string): string[] {
  return message.headers.filter(([present]) => present === name.toLowerCase()).map(([, value]) => value);
}

/** The `tag` parameter of a From or To value, or an empty string. */
export function tagOf(address: string): string {
  return /;\s*tag=([^;,\s]+)/.exec(address.replace(/^.*>/, ''))?.[1] ?? '';
}

/** The URI of a name-addr or addr-spec (From, To, Contact, Refer-To). */
export function uriOf(address: string): string {
  return /<([^>]*)>/.exec(address)?.[1] ?? address.replace(/;.*$/, '').trim();
}

/** The user part of a SIP URI, percent-decoded where that is possible. */
export function userOf(uri: string): string {
  const user = /^sips?:([^@;?]*)@/i.exec(uri)?.[1] ?? '';
  return /%(?![0-9a-f]{2})/i.test(user) ? user : user.replace(/%([0-7][0-9a-f])/gi, decodeByte);
}

function decodeByte(_: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

/** `branch` of the topmost Via: names the transaction (RFC 3261 section 17.2.3). */
export function branchOf(message: SipMessage): string {
  return /;\s*branch=([^;,\s]+)/.exec(headerOf(message, 'via'))?.[1] ?? '';
}

/** Writes a message with its Content-Length. Line breaks in header values are dropped, never sent. */
export function formatSipMessage(message: SipMessage): string {
  const start =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.phrase}`;
  const lines = message.headers
    .filter(([name]) => name !== 'content-length')
    .map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, ' ')}`);
  const length = `content-length: ${Buffer.byteLength(message.body)}`;
  return `${[start, ...lines, length].join('\r\n')}\r\n\r\n${message.body}`;
}
