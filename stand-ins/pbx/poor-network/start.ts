import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { createMediaPath, type Side } from './media-path.ts';
import { createPassage, type Impairment, seededRandom } from './passage.ts';

/** A network between the voice page and a phone system that loses and delays what passes: SIP and media. */
export interface PoorNetwork {
  /** The server's address as the page is to know it. */
  readonly server: string;
  /** From now on what the rep sends and what reaches the rep is treated so; `{}` is a good network. */
  become(impairments: Readonly<Record<Side, Impairment>>): void;
  close(): Promise<void>;
}

/**
 * Starts it before the phone system at `server` (`ws://…`), as a good network. Needs no privileges: SIP passes through a
 * WebSocket proxy, and descriptions in it name relays for the media. The same `seed` loses the same of a row of packets.
 */
export async function startPoorNetwork(server: string, seed: number): Promise<PoorNetwork> {
  let now: Readonly<Record<Side, Impairment>> = { rep: {}, 'far-end': {} };
  const random = seededRandom(seed);
  const passages = {
    rep: createPassage(() => now.rep, random),
    'far-end': createPassage(() => now['far-end'], random),
  };
  const media = createMediaPath(passages);
  const proxy = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    handleProtocols: (protocols) => (protocols.has('sip') ? 'sip' : false),
  });
  await new Promise<void>((resolve) => proxy.once('listening', resolve));

  proxy.on('connection', (near) => {
    const far = new WebSocket(server, 'sip');
    const opened = new Promise<void>((resolve) => far.once('open', () => resolve()));
    const over = (): void => {
      near.terminate();
      far.terminate();
    };
    for (const [from, to, side] of [
      [near, far, 'rep'],
      [far, near, 'far-end'],
    ] as const) {
      let steps: Promise<void> = opened;
      from.on('message', (data) => {
        const text = String(data);
        passages[side].piece(() => {
          steps = steps.then(async () => {
            const passed = await withMediaPath(text, (sdp) => media.rewrite(sdp, side));
            if (to.readyState === to.OPEN) to.send(passed);
          });
        });
      });
      from.on('error', over);
      from.on('close', over);
    }
  });

  const address = new URL(server);
  address.port = String((proxy.address() as AddressInfo).port);
  return {
    server: address.toString(),
    become(impairments) {
      now = impairments;
    },
    async close() {
      passages.rep.close();
      passages['far-end'].close();
      media.close();
      for (const socket of proxy.clients) socket.terminate();
      await new Promise<void>((resolve) => proxy.close(() => resolve()));
    },
  };
}

/** The SIP message with another description in it, and the length that goes with it (RFC 3261 section 20.14). */
async function withMediaPath(text: string, rewrite: (sdp: string) => Promise<string>): Promise<string> {
  const end = text.indexOf('\r\n\r\n');
  const [head, body] = [text.slice(0, end), text.slice(end + 4)];
  if (end < 0 || !body.startsWith('v=')) return text;
  const sdp = await rewrite(body);
  const length = Buffer.byteLength(sdp);
  return `${head.replace(/^(Content-Length|l)[ \t]*:.*$/im, `$1: ${length}`)}\r\n\r\n${sdp}`;
}
