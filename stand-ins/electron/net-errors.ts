/** The numbers of Chromium's network errors that navigations end in. */
const NUMBERS: Readonly<Record<string, number>> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_TIMED_OUT: -7,
  ERR_ACCESS_DENIED: -10,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_BLOCKED_BY_RESPONSE: -27,
  ERR_CONNECTION_CLOSED: -100,
  ERR_CONNECTION_RESET: -101,
  ERR_CONNECTION_REFUSED: -102,
  ERR_CONNECTION_ABORTED: -103,
  ERR_CONNECTION_FAILED: -104,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INTERNET_DISCONNECTED: -106,
  ERR_ADDRESS_UNREACHABLE: -109,
  ERR_CERT_AUTHORITY_INVALID: -202,
  ERR_INVALID_URL: -300,
  ERR_UNKNOWN_URL_SCHEME: -302,
  ERR_TOO_MANY_REDIRECTS: -310,
  ERR_UNSAFE_PORT: -312,
};

/** The number behind a name such as `ERR_ABORTED`; -2 (failed) for one that is not known here. */
export function netErrorNumber(name: string): number {
  return NUMBERS[name] ?? -2;
}

/** DevTools' `ConnectionRefused` as Chromium's `ERR_CONNECTION_REFUSED`. */
export function netErrorName(reason: string): string {
  return `ERR_${reason.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}`;
}

/** What `loadURL` rejects with. */
export function loadError(name: string, url: string): Error {
  const errno = netErrorNumber(name);
  return Object.assign(new Error(`${name} (${errno}) loading '${url}'`), { code: name, errno, url });
}
