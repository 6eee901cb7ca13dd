import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { build } from 'vite';

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
/** The policy the application serves its pages with. */
const POLICY = "default-src 'self'; connect-src 'self' ws: wss:; media-src 'self' blob: mediastream:";

export interface PageServer {
  /** Address of the page; loopback, so a secure context. */
  readonly url: string;
  /** Size of the scripts the page loads, in bytes. */
  readonly scriptBytes: number;
  close(): Promise<void>;
}

/** Builds one page of renderer/ as the product does and serves it under the product's policy. */
export async function servePage(root: string): Promise<PageServer> {
  const folder = await mkdtemp(join(tmpdir(), 'outdial-page-'));
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, modulePreload: { polyfill: false } },
  });
  const outputs = [built].flat().flatMap((result) => ('output' in result ? result.output : []));
  const scripts = outputs.map((file) => (file.type === 'chunk' ? Buffer.byteLength(file.code) : 0));

  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://page').pathname);
    const file = join(folder, path === '/' ? 'index.html' : path);
    readFile(file).then(
      (content) => {
        response.writeHead(200, {
          'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
          'content-security-policy': POLICY,
        });
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    scriptBytes: scripts.reduce((total, bytes) => total + bytes, 0),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
