import { fail, ok, type Result } from '../result.ts';
import { shownWords } from './masked.ts';
import { fieldsOf } from './query.ts';

/** What the sign-in expects to come back. */
export interface ExpectedRedirect {
  readonly redirectUri: string;
  readonly state: string;
}

/**
 * Whether `url`, as a browser writes it, is `redirectUri` with anything behind it: a query (also where `redirectUri`
 * has one of its own) or a fragment.
 */
export function leadsTo(url: string, redirectUri: string): boolean {
  return plain(addressOf(url)) === plain(addressOf(redirectUri));
}

/**
 * Reads the address Outreach sends the browser to after consent; the result is the code to exchange.
 * Failures: `not-the-redirect`, `wrong-state` (RFC 6749 section 10.12: the answer to somebody else's sign-in),
 * `sign-in-denied` (the rep said no), `sign-in-refused`, `no-code`.
 */
export function readRedirect(url: string, expected: ExpectedRedirect): Result<string> {
  if (!leadsTo(url, expected.redirectUri)) {
    return fail('not-the-redirect', 'The sign-in ended at an address that is not outreach.redirectUri.');
  }
  const [withoutFragment = ''] = url.split('#');
  const fields = fieldsOf(withoutFragment.split('?').slice(1).join('?'));
  if (expected.state === '' || fields.get('state') !== expected.state) {
    return fail(
      'wrong-state',
      'This answer belongs to another sign-in and was not used. Connect Outreach again.',
    );
  }
  const error = fields.get('error');
  if (error === 'access_denied') {
    return fail('sign-in-denied', 'Outreach was not connected because access was not granted.');
  }
  if (error !== undefined) {
    return fail('sign-in-refused', `Outreach refused the sign-in (${shownWords(error)}). Try again.`);
  }
  const code = fields.get('code');
  if (code === undefined || code === '') {
    return fail('no-code', 'Outreach ended the sign-in without saying how. Connect Outreach again.');
  }
  return ok(code);
}

/** Without query and fragment. */
function addressOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? '';
}

/** Browsers write scheme and host in lower case, leave a default port out, and never leave the path empty. */
function plain(address: string): string {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)(.*)$/i.exec(address);
  if (!parts) return address;
  const [, scheme = '', host = '', path = ''] = parts;
  const protocol = scheme.toLowerCase();
  const defaultPort = protocol === 'https' ? ':443' : protocol === 'http' ? ':80' : '';
  const lower = host.toLowerCase();
  const bare =
    defaultPort !== '' && lower.endsWith(defaultPort) ? lower.slice(0, -defaultPort.length) : lower;
  return `${protocol}://${bare}${path === '' ? '/' : path}`;
}
