import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** RFC 8489 section 5, 6, 14.2. */
const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const MAGIC_COOKIE = 0x2112a442;
const XOR_MAPPED_ADDRESS = 0x0020;
const IPV4 = 1;
const HEADER_BYTES = 20;

/** A STUN server on loopback that sees everybody at the same address, as if a router were between. */
export interface StunServer {
  /** As `sip.iceServers` has it. */
  readonly ice: { readonly urls: string };
  close(): void;
}

/** Starts it; everybody is seen at `address` (IPv4) and the port that they really have. */
export async function startStun(address: string): Promise<StunServer> {
  const socket = createSocket('udp4');
  socket.on('message', (request, { address: from, port }) => {
    if (request.length < HEADER_BYTES || request.readUInt16BE(0) !== BINDING_REQUEST) return;
    const answer = Buffer.alloc(HEADER_BYTES + 12);
    answer.writeUInt16BE(BINDING_SUCCESS, 0);
    answer.writeUInt16BE(12, 2);
    request.copy(answer, 4, 4, HEADER_BYTES);
    answer.writeUInt16BE(XOR_MAPPED_ADDRESS, 20);
    answer.writeUInt16BE(8, 22);
    answer.writeUInt8(IPV4, 25);
    answer.writeUInt16BE(port ^ (MAGIC_COOKIE >>> 16), 26);
    const seen = Buffer.from(address.split('.').map(Number)).readUInt32BE();
    answer.writeUInt32BE((seen ^ MAGIC_COOKIE) >>> 0, 28);
    socket.send(answer, port, from);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    ice: { urls: `stun:127.0.0.1:${socket.address().port}` },
    close: () => void socket.close(),
  };
}
