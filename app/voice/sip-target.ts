import { fail, ok, type Result } from '../result.ts';

const NUMBER = /^\+?[0-9A-Fa-f*#]{1,64}$/;
const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

/**
 * The SIP URI that dials `number` at `domain`: `sip:+12025550100@example.com`. `number` is E.164 with `+`, or a
 * local number of digits, `*`, `#` and RFC 3966's hex digits; `#` is escaped as RFC 3261 section 19.1.2 asks.
 * Anything else fails with `bad-number` or `bad-domain`, so nothing can be smuggled into a request line.
 */
export function sipTarget(number: string, domain: string): Result<string> {
  if (!NUMBER.test(number)) return fail('bad-number', 'The number has characters that cannot be dialed.');
  if (!HOST.test(domain)) {
    return fail('bad-domain', 'The SIP domain is not a host name: correct sip.domain in the configuration.');
  }
  return ok(`sip:${number.replaceAll('#', '%23')}@${domain}`);
}
