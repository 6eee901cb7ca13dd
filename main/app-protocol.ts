import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import { WINDOWS, type WindowName } from '../app/ipc/contract.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wav': 'audio/wav',
};

/** Must run before the application is ready: `app://` gets an origin, fetch and a code cache of its own. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Each window is an origin of its own, so that what one may do says nothing about the other. */
export function pageUrl(window: WindowName): string {
  return `app://${window}/index.html`;
}

export function pageOrigin(window: WindowName): string {
  return `app://${window}`;
}

/**
 * Serves the built pages: `app://<window>/…` from that window's folder, `/assets/` from the shared one.
 *
 * @param folder the built pages, `out/renderer`
 * @param sipServers the only addresses beyond its own files that a page (the voice page) may connect to
 */
export function servePages(folder: string, sipServers: readonly string[]): void {
  protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url);
    const window = WINDOWS.find((name) => name === host);
    const file = window && fileOf(folder, window, pathname);
    if (!window || !file) return new Response('Not found', { status: 404 });
    try {
      return new Response(new Uint8Array(await readFile(file)), {
        headers: {
          'content-type': CONTENT_TYPES[extname(file)] ?? 'application/octet-stream',
          'content-security-policy': contentSecurityPolicy(window, sipServers),
          'x-content-type-options': 'nosniff',
        },
      });
    } catch {
      return new Response('Not found', { status: 404 });
    }
  });
}

/** Null for a path that leads out of the folder. */
function fileOf(folder: string, window: WindowName, pathname: string): string | null {
  // The build's own names need no percent-encoding; what carries one was not written by our pages.
  if (pathname.includes('%')) return null;
  const root = pathname.startsWith('/assets/') ? folder : join(folder, window);
  const file = normalize(join(root, pathname));
  return file.startsWith(root + sep) ? file : null;
}

function contentSecurityPolicy(window: WindowName, sipServers: readonly string[]): string {
  const own = [
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  if (window === 'voice')
    own.push(
      ['connect-src', "'self'", ...new Set(sipServers.map((server) => new URL(server).origin))].join(' '),
      "media-src 'self' blob: mediastream:",
    );
  return own.join('; ');
}
