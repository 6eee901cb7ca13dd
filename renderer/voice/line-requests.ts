import type { UA } from 'jssip';
import type { OutgoingRequest } from 'jssip/lib/SIPMessage';
import { createAuthentication, type Rounds } from '../../app/voice/authentication.ts';
import { PLAIN_CHALLENGE } from '../../app/voice/plain-message.ts';
import { atLeast, createSessionIntervals, type IntervalRound } from '../../app/voice/session-interval.ts';
import { writeAsItCame } from './dialog-target.ts';
import { HASHES } from './hashes.ts';
import { readRegistered } from './registered-contact.ts';
import { type RequestRules, ruleRequests } from './request-rules.ts';

/** Rules for all requests of a line: who asks for the password is answered, and who wants longer sessions gets them. */
export function ruleLine(ua: UA, { username, password }: { username: string; password: string }): void {
  ruleRequests(ua, lineRules(ua, username, password));
}

function lineRules(ua: UA, username: string, password: string): RequestRules {
  const token = (): string => crypto.randomUUID().replaceAll('-', '');
  const authentication = createAuthentication({ username, password, hashes: HASHES, token });
  const intervals = createSessionIntervals();
  const rounds = new WeakMap<object, { asked: Rounds } & IntervalRound>();
  let serviceRoute: readonly string[] = [];
  /** What is in front of the registrar can't send requests back over the same connection by RFC 5626, or not say so. */
  let withoutOutbound = false;

  return {
    prepare(request) {
      const { method, call_id: sipCallId } = request;
      keepCSeq(request);
      if (withoutOutbound && method === 'REGISTER')
        request.setHeader('Contact', request.getHeader('Contact').replace(/;\s*reg-id=\d+/i, ''));
      writeAsItCame(request.ruri);
      // RFC 3608 section 6.1: where requests outside of a call go first.
      if (serviceRoute.length > 0 && method !== 'REGISTER' && !request.hasHeader('Route'))
        request.setHeader('Route', [...serviceRoute]);
      const least = intervals.leastOf(sipCallId);
      const expires = request.getHeader('Session-Expires');
      if (least !== undefined && expires !== undefined) {
        request.setHeader('Session-Expires', atLeast(expires, least));
        request.setHeader('Min-SE', String(least));
      }
      const body = request.body ?? '';
      const asked = { sipCallId, method, uri: String(request.ruri), body };
      for (const [name, values] of authentication.headers(asked)) request.setHeader(name, [...values]);
    },
    sendAgain(request, response, sender) {
      const round = rounds.get(sender) ?? { asked: new Map(), refusals: 0 };
      rounds.set(sender, round);
      const { call_id: sipCallId, method } = request;
      const { status_code: status } = response;
      if (status === 401 || status === 407) {
        const header = (name: string) => response.getHeaders(PLAIN_CHALLENGE + name);
        return isWanted(ua, request) && authentication.challenged(sipCallId, header, round.asked);
      }
      if (status === 422) {
        const asked = request.getHeader('Session-Expires') ?? '';
        const minSe = response.getHeader('Min-SE') ?? '';
        return isWanted(ua, request) && intervals.refused(sipCallId, asked, minSe, round);
      }
      // RFC 5626 section 4.2.1.
      if (status === 439 && method === 'REGISTER' && !withoutOutbound) {
        withoutOutbound = true;
        return true;
      }
      authentication.taken(sipCallId, (name) => response.getHeaders(name));
      if (method === 'REGISTER') readRegistered(request, response);
      if (method === 'REGISTER' && status >= 200 && status < 300)
        serviceRoute = response.getHeaders('Service-Route');
      return false;
    },
  };
}

/** A call that the rep has given up meanwhile must not begin to ring. */
function isWanted(ua: UA, request: OutgoingRequest): boolean {
  if (request.method !== 'INVITE' || request.to.hasParam('tag')) return true;
  return ua._sessions[request.call_id + String(request.from.getParam('tag'))] !== undefined;
}

/** JsSIP sends a re-INVITE that was answered 491 again with the number it had. */
function keepCSeq(request: OutgoingRequest): void {
  if (Number.parseInt(request.getHeader('CSeq'), 10) !== request.cseq)
    request.setHeader('CSeq', `${request.cseq} ${request.method}`);
}
