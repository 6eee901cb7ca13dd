import type { AddressInfo } from 'node:net';
import { createServer as createPlainServer } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { createSelfSignedCertificate } from 'werift';
import { createFakeClock } from '../../app/testing/fake-clock.ts';
import type { CarrierEvent } from '../../app/voice/carrier.ts';
import { registrationFailureOf } from '../../app/voice/registration-failure.ts';
import { createSipCarrier } from './carrier.ts';
import { certificateIsBad } from './server-certificate.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});
function listen(server: Server | ReturnType<typeof createPlainServer>): Promise<number> {
  closers.push(() => server.close());
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
async function selfSigned(): Promise<number> {
  const { certPem, keyPem } = await createSelfSignedCertificate({ signature: 3, hash: 4 });
  return listen(
    createServer({ cert: certPem, key: keyPem }, (socket) => socket.on('error', () => socket.destroy())),
  );
}

describe('the phone server’s certificate', () => {
  it('is bad when nobody this computer knows has signed it', async () => {
    expect(await certificateIsBad(`wss://127.0.0.1:${await selfSigned()}/ws`)).toBe(true);
  });
  it('is not to blame where the server does not speak TLS', async () => {
    const port = await listen(createPlainServer((socket) => socket.end('no')));
    expect(await certificateIsBad(`wss://127.0.0.1:${port}/`)).toBe(false);
  });
  it.each(['wss://127.0.0.1:1/', 'ws://127.0.0.1:1/', 'nonsense'])(
    'is not to blame at %s',
    async (server) => {
      expect(await certificateIsBad(server)).toBe(false);
    },
  );

  it('is named by the carrier after the page could only say that the server is not reached', async () => {
    const server = `wss://127.0.0.1:${await selfSigned()}/ws`;
    const carrier = createSipCarrier({
      send: () => undefined,
      clock: createFakeClock(),
      account: { server, domain: 'example.com', username: 'u', password: 'p' },
      reloadPage: () => undefined,
      log: () => undefined,
    });
    const codes: string[] = [];
    const certificate = new Promise<void>((resolve) => {
      carrier.subscribe((event: CarrierEvent) => {
        if (event.type !== 'registration' || event.registration.status !== 'failed') return;
        codes.push(event.registration.failure.code);
        if (event.registration.failure.code === 'certificate') resolve();
      });
    });
    const failure = registrationFailureOf({ kind: 'transport' });
    carrier.report({ type: 'registration', registration: { status: 'failed', failure } });
    await certificate;
    expect(codes).toEqual(['server-unreachable', 'certificate']);
    carrier.close();
  });
});
