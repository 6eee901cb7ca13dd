import { NameAddrHeader } from 'jssip';
import type { IncomingResponse, OutgoingRequest } from 'jssip/lib/SIPMessage';

interface Header {
  readonly raw: string;
  readonly parsed?: NameAddrHeader | null | undefined;
}

/** JsSIP has this; its types leave it out. */
declare module 'jssip/lib/SIPMessage' {
  interface IncomingMessage {
    readonly headers: Record<string, Header[] | undefined>;
  }
}

/**
 * Makes JsSIP take an answer to REGISTER for what it says:
 * - 200 without the address that we registered, or with it rewritten, is a registration for as long as Expires says; JsSIP
 *   goes on waiting;
 * - 423 without a larger Min-Expires than we asked for is a refusal (RFC 3261 section 10.2.8); JsSIP asks again, at once and
 *   for ever.
 */
export function readRegistered(request: OutgoingRequest, response: IncomingResponse): void {
  const { status_code: status, headers } = response;
  const own = request.getHeader('Contact') ?? '';
  if (status === 423 && !(seconds(response.getHeader('Min-Expires')) > seconds(request.getHeader('Expires'))))
    delete headers['Min-Expires'];
  // Whoever unregisters with `*` or for good has nothing to look for.
  const [user] = /(?<=<sip:)[^@>]+(?=@)/.exec(own) ?? [];
  const [instance] = /[0-9a-f-]{36}/i.exec(own) ?? [];
  if (status < 200 || status > 299 || user === undefined || seconds(request.getHeader('Expires')) === 0)
    return;
  const known = response.getHeaders('Contact');
  if (known.some((raw) => raw.includes(user) || (instance !== undefined && raw.includes(instance)))) return;
  const raw = response.hasHeader('Expires') ? own.replace(/;\s*expires=\d+/i, '') : own;
  headers.Contact = [...(headers.Contact ?? []), { raw, parsed: NameAddrHeader.parse(raw) }];
}

function seconds(value: string | undefined): number {
  return Number.parseInt(value ?? '', 10);
}
