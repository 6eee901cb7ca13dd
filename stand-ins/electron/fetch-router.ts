import type { Protocol } from 'devtools-protocol/types/protocol.d.ts';
import { type Cdp, debug } from './cdp.ts';
import { netErrorName } from './net-errors.ts';
import type { PageHost } from './page-host.ts';
import { serve } from './protocol.ts';
import type { Registry } from './registry.ts';
import type { SchemeMap } from './scheme-map.ts';
import type { SessionHost, Sessions } from './session.ts';
import type { RequestDetails } from './web-request.ts';

type Paused = Protocol.Fetch.RequestPausedEvent;

export interface FetchRouter {
  /** Tells Chromium what to hold for us; called at the start and whenever listeners come or go. */
  update(): void;
}

/** Chromium's resource types in Electron's words. */
const TYPES: Readonly<Record<string, string>> = {
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
  CSPViolationReport: 'cspReport',
  Media: 'media',
  WebSocket: 'webSocket',
};

/**
 * Every request that Chromium holds for us goes through here, whatever window or partition it belongs to:
 * navigations are asked of the page's listeners, requests of the session's webRequest, and those for a
 * handled scheme are answered by its handler.
 */
export function createFetchRouter(
  cdp: Cdp,
  registry: Registry,
  sessions: Sessions,
  schemes: SchemeMap,
): FetchRouter {
  let lastId = 0;

  const fail = (requestId: string, errorReason: Protocol.Network.ErrorReason): void =>
    cdp.tell('Fetch.failRequest', { requestId, errorReason });

  const detailsOf = (paused: Paused, page: PageHost | undefined, url: string): RequestDetails => {
    lastId += 1;
    const isDocument = paused.resourceType === 'Document';
    const frame = page?.frames.isMain(paused.frameId) ? 'mainFrame' : 'subFrame';
    return {
      id: lastId,
      url,
      method: paused.request.method,
      resourceType: isDocument ? frame : (TYPES[paused.resourceType] ?? 'other'),
      referrer: paused.request.headers.Referer ?? '',
      timestamp: Date.now(),
      ...(page ? { webContentsId: page.contents.id } : {}),
    };
  };

  const answer = async (paused: Paused, session: SessionHost, url: string): Promise<boolean> => {
    const scheme = url.slice(0, url.indexOf(':'));
    const handler = session.protocol.handler(scheme);
    if (!handler) {
      if (!schemes.has(scheme)) return false;
      fail(paused.requestId, 'Failed');
      return true;
    }
    const { method, headers, postData } = paused.request;
    const body = method === 'GET' || method === 'HEAD' ? {} : { body: postData ?? '' };
    const served = await serve(handler, new Request(url, { method, headers, ...body }), schemes);
    cdp.tell('Fetch.fulfillRequest', {
      requestId: paused.requestId,
      responseCode: served.status,
      responseHeaders: served.headers,
      body: served.body.toString('base64'),
    });
    return true;
  };

  const request = async (paused: Paused): Promise<void> => {
    const { requestId } = paused;
    const page = registry.pageOfFrame(paused.frameId);
    const session = page?.session ?? sessions.default;
    const url = schemes.fromChromium(paused.request.url + (paused.request.urlFragment ?? ''));
    const redirect = paused.redirectedRequestId !== undefined;
    const details = detailsOf(paused, page, url);
    if (isFavicon(paused)) {
      fail(requestId, 'Aborted');
      return;
    }
    if (page && paused.resourceType === 'Document') {
      if (!page.navigation.allows({ frameId: paused.frameId, url, redirect })) {
        fail(requestId, 'Aborted');
        if (page.frames.isMain(paused.frameId)) page.navigation.failed(url, 'ERR_ABORTED');
        return;
      }
    }
    const { cancel, redirectURL } = await session.webRequest.beforeRequest(details);
    if (cancel) {
      fail(requestId, 'BlockedByClient');
      if (page?.frames.isMain(paused.frameId)) page.navigation.failed(url, 'ERR_BLOCKED_BY_CLIENT');
      return;
    }
    if (redirectURL !== undefined) {
      const responseHeaders = [{ name: 'Location', value: schemes.toChromium(redirectURL) }];
      cdp.tell('Fetch.fulfillRequest', { requestId, responseCode: 307, responseHeaders });
      return;
    }
    const { headers } = paused.request;
    const changed = await session.webRequest.beforeSendHeaders({
      ...details,
      requestHeaders: { ...headers },
    });
    if (changed.cancel) {
      fail(requestId, 'BlockedByClient');
    } else if (!(await answer(paused, session, url))) {
      cdp.tell('Fetch.continueRequest', {
        requestId,
        ...(changed.requestHeaders ? { headers: entries(changed.requestHeaders) } : {}),
      });
    }
  };

  const response = async (paused: Paused): Promise<void> => {
    const { requestId } = paused;
    const page = registry.pageOfFrame(paused.frameId);
    const session = page?.session ?? sessions.default;
    const url = schemes.fromChromium(paused.request.url);
    if (paused.responseErrorReason) {
      const isMain = paused.resourceType === 'Document' && page?.frames.isMain(paused.frameId);
      if (isMain) page?.navigation.failed(url, netErrorName(paused.responseErrorReason));
      cdp.tell('Fetch.continueRequest', { requestId });
      return;
    }
    const responseHeaders: Record<string, string[]> = {};
    for (const { name, value } of paused.responseHeaders ?? []) {
      responseHeaders[name] = [...(responseHeaders[name] ?? []), value];
    }
    const statusCode = paused.responseStatusCode ?? 0;
    const statusLine = `HTTP/1.1 ${statusCode} ${paused.responseStatusText ?? ''}`.trim();
    const changed = await session.webRequest.headersReceived({
      ...detailsOf(paused, page, url),
      ...{ responseHeaders, statusCode, statusLine },
    });
    if (changed.cancel) fail(requestId, 'BlockedByClient');
    else if (changed.responseHeaders) {
      cdp.tell('Fetch.continueResponse', {
        requestId,
        responseCode: Number(/\s(\d{3})/.exec(changed.statusLine ?? '')?.[1] ?? statusCode),
        responseHeaders: entries(changed.responseHeaders),
      });
    } else cdp.tell('Fetch.continueRequest', { requestId });
  };

  cdp.on('Fetch.requestPaused', (paused) => {
    const answered = paused.responseStatusCode !== undefined || paused.responseErrorReason !== undefined;
    (answered ? response(paused) : request(paused)).catch((error: unknown) => {
      process.stderr.write(`Electron stand-in: a request handler failed: ${error}\n`);
      fail(paused.requestId, 'Failed');
    });
  });

  let last = '';
  return {
    update() {
      const listens = sessions.all().map(({ webRequest }) => webRequest.listens());
      const all = listens.some(({ requests }) => requests);
      const patterns: Protocol.Fetch.RequestPattern[] = [
        ...(all
          ? [{ urlPattern: '*' }]
          : [
              { urlPattern: '*', resourceType: 'Document' as const },
              ...schemes.schemes().map((scheme) => ({ urlPattern: `https://*.${scheme}.invalid/*` })),
            ]),
        ...(listens.some(({ responses }) => responses)
          ? [{ urlPattern: '*', requestStage: 'Response' as const }]
          : [{ urlPattern: 'http*', resourceType: 'Document' as const, requestStage: 'Response' as const }]),
      ];
      const text = JSON.stringify(patterns);
      if (text === last) return;
      last = text;
      debug(`intercepting ${text}`);
      cdp.tell('Fetch.enable', { patterns });
    },
  };
}

/** Chrome asks for these by itself; Electron does not. */
function isFavicon({ resourceType, request }: Paused): boolean {
  return resourceType === 'Other' && new URL(request.url).pathname === '/favicon.ico';
}

function entries(headers: Readonly<Record<string, string | string[]>>): { name: string; value: string }[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((one) => ({ name, value: one })),
  );
}
