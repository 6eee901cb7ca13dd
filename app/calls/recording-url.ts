import { fail, ok, type Result } from '../result.ts';

/** Attribute limit of Outreach's API for `recordingUrl`. */
const LONGEST_URL = 255;

/** RFC 3986: a scheme, an authority, and after it only characters that a URL may have. */
const WEB_ADDRESS = /^(https?):\/\/([^/?#]+)(?:[/?#][\w\-.~:/?#[\]@!$&'()*+,;=%]*)?$/i;
const HOST = /^([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/i;

/**
 * Whether Outreach may be given this URL: "a link to a location that a user can click and listen to" (spec,
 * "Recording/Voicemail URL"), http or https, at most 255 characters, no credentials in it, and on one of `hosts` where
 * the administrator names them. The failure never holds the URL.
 */
export function judgeUrl(url: string, hosts: readonly string[]): Result<string> {
  const [, , authority = ''] = WEB_ADDRESS.exec(url) ?? [];
  if (authority === '') {
    return fail('url-not-web', 'The phone system gave an address that is not a web address (http or https).');
  }
  if (authority.includes('@')) {
    return fail(
      'url-credentials',
      'The address of the recording has a user name or password in it, which everybody in Outreach could read. ' +
        'Ask your IT admin to change it.',
    );
  }
  const [, name, port = '0'] = HOST.exec(authority) ?? [];
  const host = name?.toLowerCase();
  if (host === undefined || host.includes('..') || Number(port) > 65_535) {
    return fail('url-not-web', 'The phone system gave an address that is not a web address (http or https).');
  }
  if (hosts.length > 0 && !hosts.some((allowed) => allowed.toLowerCase() === host)) {
    return fail(
      'url-host',
      'The recording is on a server that recordings.hosts in the configuration does not name. Ask your IT admin.',
    );
  }
  if (url.length > LONGEST_URL) {
    return fail(
      'url-too-long',
      `The address of the recording has ${url.length < 2_048 ? url.length : 'more than 2000'} characters, and ` +
        `Outreach takes ${LONGEST_URL} at most. Ask your IT admin for shorter addresses.`,
    );
  }
  return ok(url);
}
