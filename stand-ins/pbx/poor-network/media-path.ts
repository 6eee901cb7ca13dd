import { createSocket, type Socket } from 'node:dgram';
import type { Passage } from './passage.ts';

const LOOPBACK = '127.0.0.1';
/** RFC 8839 section 5.1: foundation, component, transport, priority, address and port. */
const CANDIDATE = /^a=candidate:(\S+ \d+ )(\S+) (\d+) (\S+) (\d+)(.*)$/gm;

export type Side = 'rep' | 'far-end';

/** The way that media takes: whoever reads a description that passed here sends to this relay instead. */
export interface MediaPath {
  /** The description that `side` gave, as the other side is to read it. */
  rewrite(sdp: string, side: Side): Promise<string>;
  close(): void;
}

/**
 * A relay for UDP on loopback. Each address of one side gets a socket here that stands for it: what the other side sends
 * to that socket leaves from the one that stands for its sender, so that ICE (RFC 8445) sees a network and no relay.
 */
export function createMediaPath(passages: Record<Side, Passage>): MediaPath {
  const standing = new Map<string, Promise<Socket>>();
  let closed = false;

  function standFor(address: string, port: number, side: Side): Promise<Socket> {
    const name = `${address}:${port}`;
    const known = standing.get(name) ?? open(address, port, side);
    standing.set(name, known);
    return known;
  }
  async function open(address: string, port: number, side: Side): Promise<Socket> {
    const socket = createSocket('udp4');
    const other = side === 'rep' ? 'far-end' : 'rep';
    // Whoever closed its port has a datagram come back as an error: on a network nobody hears of it.
    socket.on('error', () => undefined);
    socket.on('message', (data, from) => {
      passages[other].datagram(() => {
        void standFor(from.address, from.port, other).then((sender) => {
          if (!closed) sender.send(data, port, address);
        });
      });
    });
    await new Promise<void>((resolve) => socket.bind(0, LOOPBACK, resolve));
    return socket;
  }

  return {
    async rewrite(sdp, side) {
      const found = [...sdp.matchAll(CANDIDATE)].filter(
        ([, , transport]) => transport?.toLowerCase() === 'udp',
      );
      const lines = new Map<string, string>();
      for (const [line, start, transport, priority, address = '', port, rest] of found) {
        const { port: own } = (await standFor(address, Number(port), side)).address();
        lines.set(line, `a=candidate:${start}${transport} ${priority} ${LOOPBACK} ${own}${rest}`);
      }
      return sdp.replace(CANDIDATE, (line) => lines.get(line) ?? line);
    },
    close() {
      closed = true;
      for (const each of standing.values()) void each.then((socket) => socket.close());
    },
  };
}
