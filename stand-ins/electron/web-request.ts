import type { WebRequest } from 'electron';

/** What the application's webRequest listeners can be told and can answer. */
export interface RequestDetails {
  readonly id: number;
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
  readonly webContentsId?: number;
  readonly referrer: string;
  readonly timestamp: number;
}
export interface RequestAnswer {
  readonly cancel?: boolean;
  readonly redirectURL?: string;
}
export interface HeadersAnswer {
  readonly cancel?: boolean;
  readonly requestHeaders?: Record<string, string | string[]>;
  readonly responseHeaders?: Record<string, string | string[]>;
  readonly statusLine?: string;
}
type Filter = { readonly urls: readonly string[]; readonly types?: readonly string[] };
type Listener<Answer> = (details: object, callback: (answer: Answer) => void) => void;
interface Registered<Answer> {
  readonly matches: (details: RequestDetails) => boolean;
  readonly listener: Listener<Answer>;
}

export interface WebRequestHost {
  readonly webRequest: Pick<WebRequest, 'onBeforeRequest' | 'onBeforeSendHeaders' | 'onHeadersReceived'>;
  /** Whether requests, and whether responses, have to be looked at at all. */
  listens(): { readonly requests: boolean; readonly responses: boolean };
  beforeRequest(details: RequestDetails): Promise<RequestAnswer>;
  beforeSendHeaders(details: RequestDetails & { requestHeaders: object }): Promise<HeadersAnswer>;
  headersReceived(
    details: RequestDetails & { responseHeaders: object; statusCode: number; statusLine: string },
  ): Promise<HeadersAnswer>;
}

/** One session's `webRequest`. @param changed Called when what must be intercepted changes. */
export function createWebRequest(changed: () => void): WebRequestHost {
  const before: { current?: Registered<RequestAnswer> } = {};
  const sending: { current?: Registered<HeadersAnswer> } = {};
  const received: { current?: Registered<HeadersAnswer> } = {};

  const register =
    <Answer>(slot: { current?: Registered<Answer> }) =>
    (...args: unknown[]): void => {
      const listener = args.at(-1) as Listener<Answer> | null;
      const filter = args.length > 1 ? (args[0] as Filter) : undefined;
      if (listener) slot.current = { listener, matches: matcher(filter) };
      else delete slot.current;
      changed();
    };
  const ask = <Answer extends object>(
    slot: { current?: Registered<Answer> },
    details: RequestDetails,
  ): Promise<Answer> =>
    new Promise((resolve) => {
      const found = slot.current;
      if (found?.matches(details)) found.listener(details, resolve);
      else resolve({} as Answer);
    });

  return {
    webRequest: {
      onBeforeRequest: register(before),
      onBeforeSendHeaders: register(sending),
      onHeadersReceived: register(received),
    },
    listens: () => ({
      requests: Boolean(before.current || sending.current),
      responses: Boolean(received.current),
    }),
    beforeRequest: (details) => ask(before, details),
    beforeSendHeaders: (details) => ask(sending, details),
    headersReceived: (details) => ask(received, details),
  };
}

function matcher(filter: Filter | undefined): (details: RequestDetails) => boolean {
  if (!filter) return () => true;
  const urls = filter.urls.map(readPattern);
  return ({ url, resourceType }) =>
    urls.some((test) => test(url)) && (!filter.types || filter.types.includes(resourceType));
}

/**
 * One URL pattern as Electron takes it: `<all_urls>`, or `scheme://host/path` where the scheme may be `*`,
 * the host may begin with `*.`, and `*` in the path stands for anything.
 */
export function readPattern(pattern: string): (url: string) => boolean {
  if (pattern === '<all_urls>') return () => true;
  const [, scheme = '', host = '', path = ''] =
    /^(\*|[a-z][a-z0-9+.-]*):\/\/([^/]*)(\/.*)?$/i.exec(pattern) ?? [];
  if (!scheme) throw new TypeError(`Invalid url pattern ${pattern}: Missing scheme separator.`);
  const quoted = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  const hostTest = new RegExp(
    `^${host.startsWith('*.') ? `(.*\\.)?${quoted(host.slice(2))}` : quoted(host)}$`,
    'i',
  );
  const pathTest = new RegExp(`^${quoted(path || '/*')}$`, 's');
  return (url) => {
    const [, itsScheme = '', itsHost = '', itsPath = ''] = /^([^:]*):\/\/([^/?#]*)([^#]*)/s.exec(url) ?? [];
    if (scheme === '*' ? !/^(https?|wss?)$/.test(itsScheme) : scheme.toLowerCase() !== itsScheme)
      return false;
    const withoutPort = host.includes(':') ? itsHost : itsHost.replace(/:\d+$/, '');
    return hostTest.test(withoutPort) && pathTest.test(itsPath.startsWith('/') ? itsPath : `/${itsPath}`);
  };
}
