/** What this phone takes. A REFER is declined, and there is nothing to subscribe to. */
const ALLOW = 'Allow: INVITE,ACK,CANCEL,BYE,UPDATE,MESSAGE,OPTIONS,INFO,NOTIFY';

/**
 * A SIP message of JsSIP's as it goes out. JsSIP says the same Allow everywhere, with methods that are refused here, and
 * none where phone systems look for it:
 * - Allow names what is taken, and stands in the 2xx to an INVITE as well (RFC 3261 section 13.3.1.1): without it a phone
 *   system may not send UPDATE (RFC 3311 section 4);
 * - an ACK has neither Allow nor Supported, a CANCEL no Allow (section 20, table 2);
 * - Max-Forwards begins at 70 (section 8.1.1.6);
 * - a reason phrase names no library.
 * Everything else, keep-alives too, stays as it is.
 */
export function outgoingMessage(message: string): string {
  const end = message.indexOf('\r\n\r\n');
  if (end <= 0) return message;
  const [start = '', ...lines] = message.slice(0, end).split('\r\n');
  const kept = lines.flatMap((line) => outgoingLine(line, start));
  const isAnswer = /^SIP\/2\.0 2/.test(start);
  const toInvite = lines.some((line) => /^CSeq:\s*\d+\s+INVITE$/i.test(line));
  if (isAnswer && toInvite && !kept.includes(ALLOW)) kept.push(ALLOW);
  const named = start.replace(/^(SIP\/2\.0 500) JsSIP\b.*/, '$1 Server Internal Error');
  return `${[named, ...kept].join('\r\n')}${message.slice(end)}`;
}

function outgoingLine(line: string, start: string): readonly string[] {
  if (line.startsWith('Allow:')) return /^(?:ACK|CANCEL) /.test(start) ? [] : [ALLOW];
  if (line.startsWith('Supported:')) return start.startsWith('ACK ') ? [] : [line];
  return [line === 'Max-Forwards: 69' ? 'Max-Forwards: 70' : line];
}
