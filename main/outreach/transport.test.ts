import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createTransport, type TimeLimits, type Transport } from './transport.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function transport(limits: Partial<TimeLimits> = {}): Transport {
  const created = createTransport({ version: '1.2.3', limits });
  ends.push(() => created.close());
  return created;
}

async function server(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const listening = createServer(handle);
  return listen(listening);
}

async function listen(listening: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  ends.push(() => {
    if ('closeAllConnections' in listening) listening.closeAllConnections();
    return new Promise((resolve) => listening.close(resolve));
  });
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return `http://127.0.0.1:${address.port}`;
}

const patch = (url: string) => ({
  method: 'PATCH' as const,
  url: `${url}/calls/1`,
  headers: { 'content-type': 'application/vnd.api+json' },
  body: '{"data":{}}',
});

test('sends what it is given, once, and says who it is', async () => {
  const seen: string[] = [];
  const url = await server((request, response) => {
    request.setEncoding('utf8').on('data', (body: string) => {
      const { 'content-type': type, 'user-agent': agent, 'accept-encoding': encoding } = request.headers;
      seen.push(`${request.method} ${request.url} ${type} ${agent} ${encoding} ${body}`);
      response.writeHead(200, { 'x-ratelimit-remaining': '9999' }).end('{"data":1}');
    });
  });
  const outcome = await transport().request(patch(url));
  expect(seen).toEqual(['PATCH /calls/1 application/vnd.api+json Outdial/1.2.3 undefined {"data":{}}']);
  expect(outcome).toMatchObject({
    kind: 'answer',
    answer: { status: 200, body: '{"data":1}', headers: { 'x-ratelimit-remaining': '9999' } },
  });
});

test('the next request needs no new connection', async () => {
  const ports = new Set<number | undefined>();
  const url = await server((request, response) => {
    ports.add(request.socket.remotePort);
    request.resume().on('end', () => response.end('{}'));
  });
  const warm = transport();
  for (let request = 0; request < 5; request += 1) await warm.request(patch(url));
  expect(ports.size).toBe(1);
});

test.each([400, 401, 404, 422, 429, 500, 503])('%d is an answer, and is not tried again', async (status) => {
  let requests = 0;
  const url = await server((request, response) => {
    requests += 1;
    request.resume();
    response.writeHead(status, { 'retry-after': '0' }).end('{"errors":[]}');
  });
  expect(await transport().request(patch(url))).toMatchObject({ kind: 'answer', answer: { status } });
  expect(requests).toBe(1);
});

test('a redirect is an answer, and is not followed: the token stays with its host', async () => {
  let foreign = 0;
  const other = await server((_request, response) => {
    foreign += 1;
    response.end();
  });
  const url = await server((_request, response) => response.writeHead(307, { location: other }).end());
  expect(await transport().request(patch(url))).toMatchObject({ kind: 'answer', answer: { status: 307 } });
  expect(foreign).toBe(0);
});

test('nobody listens: nothing has left', async () => {
  const url = await server(() => {});
  await Promise.all(ends.splice(0).map((end) => end()));
  expect(await transport().request(patch(url))).toMatchObject({
    kind: 'unreachable',
    failure: { code: 'unreachable', message: expect.stringContaining('ECONNREFUSED') },
  });
});

test('a name that does not exist: nothing has left', async () => {
  const outcome = await transport().request(patch('http://outreach.invalid'));
  expect(outcome).toMatchObject({ kind: 'unreachable', failure: { code: 'unreachable' } });
});

test('a certificate nobody vouches for, or none at all: nothing has left', async () => {
  const plain = await server(() => {});
  const outcome = await transport().request(patch(plain.replace('http:', 'https:')));
  expect(outcome).toMatchObject({ kind: 'unreachable' });
});

test('a TLS handshake that never ends: nothing has left', async () => {
  const url = await listen(createTcpServer((socket) => ends.push(() => socket.destroy())));
  const outcome = await transport({ secureConnect: 100 }).request(patch(url.replace('http:', 'https:')));
  expect(outcome).toMatchObject({ kind: 'unreachable' });
});

test('a reset after the request was read: nobody knows', async () => {
  const url = await server((request) => request.on('data', () => request.socket.resetAndDestroy()));
  expect(await transport().request(patch(url))).toMatchObject({
    kind: 'unknown',
    failure: { code: 'no-answer', message: expect.stringContaining('ECONNRESET') },
  });
});

test('a kept-alive connection that was cut meanwhile: nobody knows', async () => {
  let requests = 0;
  const url = await server((request, response) => {
    requests += 1;
    if (requests > 1) request.socket.resetAndDestroy();
    else request.resume().on('end', () => response.end('{}'));
  });
  const warm = transport();
  expect(await warm.request(patch(url))).toMatchObject({ kind: 'answer' });
  expect(await warm.request(patch(url))).toMatchObject({ kind: 'unknown' });
});

test('no answer in time: nobody knows', async () => {
  const url = await server((request) => request.resume());
  const outcome = await transport({ response: 100 }).request(patch(url));
  expect(outcome).toMatchObject({ kind: 'unknown', failure: { code: 'no-answer' } });
});

test('an answer that trickles without end is cut off by the whole time', async () => {
  const url = await server((request, response) => {
    request.resume();
    response.writeHead(200).write('{');
    const trickle = setInterval(() => response.write(' '), 20);
    ends.push(() => clearInterval(trickle));
  });
  expect(await transport({ request: 200 }).request(patch(url))).toMatchObject({ kind: 'unknown' });
});

test('an answer over 1 MB is not read', async () => {
  let written = 0;
  const url = await server((request, response) => {
    request.resume();
    const piece = Buffer.alloc(65_536, 'a');
    const more = () => {
      while (!response.destroyed && written < 2 ** 30) {
        written += piece.length;
        if (!response.write(piece)) return;
      }
    };
    response.on('drain', more).on('error', () => undefined);
    more();
  });
  const outcome = await transport().request(patch(url));
  expect(outcome).toMatchObject({ kind: 'unknown', failure: { code: 'answer-too-large' } });
  expect(written).toBeLessThan(100_000_000);
});

test('a compressed answer is not unpacked', async () => {
  const url = await server((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(Buffer.from([31, 139, 8, 0]));
  });
  const outcome = await transport().request(patch(url));
  expect(outcome).toMatchObject({ kind: 'answer', answer: { status: 200 } });
});

test('close ends what is on its way', async () => {
  const arrived = Promise.withResolvers<void>();
  const url = await server((request) => {
    request.resume();
    arrived.resolve();
  });
  const closing = transport();
  const outcome = closing.request(patch(url));
  await arrived.promise;
  closing.close();
  expect(await outcome).toMatchObject({ kind: 'unknown' });
});
