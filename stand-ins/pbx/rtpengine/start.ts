import { createSocket } from 'node:dgram';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startChild } from '../kamailio/child.ts';
import type { Place } from '../netns/place.ts';
import { until } from '../until.ts';

const ASK_AGAIN_MILLISECONDS = 100;
const FIRST_PORT = 40_000;
const LAST_PORT = 60_000;
const BLOCK = 400;

/** The media relay between browsers (ICE, DTLS-SRTP) and telephones that only know plain RTP. */
export interface Rtpengine {
  /** Folder of what it recorded, for `relayedAudio`. */
  readonly recordings: string;
  close(): Promise<void>;
}

/**
 * Starts Debian's rtpengine without its kernel module, as any user; `ngPort` (UDP) is where Kamailio
 * tells it what to relay. Rejects with its own words when it ends before it answers.
 */
export async function startRtpengine(folder: string, ngPort: number, place: Place): Promise<Rtpengine> {
  const recordings = join(folder, 'recordings');
  mkdirSync(recordings, { recursive: true });
  const { address, mediaAddress = address } = place;
  const ports = await reservePorts();
  const child = startChild(
    'rtpengine',
    [
      '--config-file=none',
      '--table=-1',
      '--foreground',
      '--log-stderr',
      '--log-level=5',
      `--interface=${mediaAddress}`,
      `--listen-ng=${address}:${ngPort}`,
      '--num-threads=1',
      `--port-min=${ports.first}`,
      `--port-max=${ports.last}`,
      '--delete-delay=1',
      `--recording-dir=${recordings}`,
      '--recording-method=pcap',
      '--recording-format=eth',
      `--pidfile=${join(folder, 'rtpengine.pid')}`,
    ],
    join(folder, 'rtpengine.log'),
    'TERM',
    place.prefix,
  );
  await until('rtpengine answers', async () => {
    if (!child.running()) throw new Error(`rtpengine ended: ${child.log().slice(-800)}`);
    return (await answersPing(address, ngPort)) || undefined;
  }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  async function close(): Promise<void> {
    await child.stop();
    ports.release();
  }
  return { recordings, close };
}

/**
 * Ports for the media of one relay. rtpengine binds them so that a second relay could bind them as well, and would get the
 * first one's packets: whoever uses a block holds the TCP port that it begins with.
 */
async function reservePorts(): Promise<{ first: number; last: number; release(): void }> {
  for (let first = FIRST_PORT; first < LAST_PORT; first += BLOCK) {
    const holder = createServer();
    const held = await new Promise<boolean>((resolve) => {
      holder.once('error', () => resolve(false));
      holder.listen(first, '127.0.0.1', () => resolve(true));
    });
    if (held) return { first, last: first + BLOCK - 1, release: () => void holder.close() };
  }
  throw new Error('All ports for media relays are taken: are other tests still running?');
}

/** rtpengine's control protocol "ng": a cookie and a bencoded dictionary in one datagram. */
function answersPing(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const done = (answered: boolean): void => {
      clearTimeout(timer);
      socket.close();
      resolve(answered);
    };
    const timer = setTimeout(() => done(false), ASK_AGAIN_MILLISECONDS);
    socket.once('error', () => done(false));
    socket.once('message', (data) => done(data.includes('pong')));
    socket.send('1 d7:command4:pinge', port, address);
  });
}
