import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/**
 * Below what Linux gives to connections by itself (32768 and up, ip_local_port_range): there any other program's
 * next connection would be on the port before the server that it was chosen for.
 */
const FIRST = 10_000;
const LAST = 32_000;

/**
 * So many ports that are free on loopback right now, for TCP and UDP both, each with the one above it free too:
 * baresip opens SIP over TLS there. Another program may still be faster.
 */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = 2 * randomInt(FIRST / 2, LAST / 2);
    if ((await isFree(port)) && (await isFree(port + 1))) ports.add(port);
  }
  return [...ports];
}

async function isFree(port: number): Promise<boolean> {
  return (await isFreeForTcp(port)) && (await isFreeForUdp(port));
}

function isFreeForTcp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function isFreeForUdp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => {
      socket.close();
      resolve(false);
    });
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)));
  });
}
