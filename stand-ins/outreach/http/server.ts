import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Whole body as text; undefined where it is larger than `limit` bytes or the client went away. */
export async function readBody(request: IncomingMessage, limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) return undefined;
      chunks.push(chunk);
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ECONNRESET') return undefined;
    throw cause;
  }
  return Buffer.concat(chunks).toString('utf8');
}

export interface LoopbackServer {
  url(): string;
  listening(): boolean;
  /** Listens again, on the port it had. */
  start(): Promise<void>;
  /** Refuses new connections and resets the open ones. */
  stop(): Promise<void>;
}

/** Listens on 127.0.0.1 only; port 0 takes a free one and keeps it across stop and start. */
export async function listenOnLoopback(
  port: number,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    handle(request, response).catch((cause: unknown) => {
      console.error('The stand-in for Outreach failed on a request:', cause);
      if (response.headersSent) response.destroy();
      else
        response
          .writeHead(500, { 'content-type': 'text/plain' })
          .end('The stand-in has a bug: see its output.');
    });
  });
  // Longer than any pause between two calls' updates, so that no request meets a connection that is just being closed.
  server.keepAliveTimeout = 65_000;
  let bound = port;
  const start = async () => {
    if (server.listening) return;
    server.listen(bound, '127.0.0.1');
    await once(server, 'listening');
    bound = (server.address() as AddressInfo).port;
  };
  await start();
  return {
    url: () => `http://127.0.0.1:${bound}`,
    listening: () => server.listening,
    start,
    async stop() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
