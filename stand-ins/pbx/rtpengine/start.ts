import { createSocket } from 'node:dgram';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../kamailio/child.ts';
import type { Place } from '../netns/place.ts';
import { until } from '../until.ts';

const ASK_AGAIN_MILLISECONDS = 100;

/** The media relay between browsers (ICE, DTLS-SRTP) and telephones that only know plain RTP. */
export interface Rtpengine {
  /** Folder of what it recorded, for `heardThroughRelay`. */
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
  const { address } = place;
  const child = startChild(
    'rtpengine',
    [
      '--config-file=none',
      '--table=-1',
      '--foreground',
      '--log-stderr',
      '--log-level=5',
      `--interface=${address}`,
      `--listen-ng=${address}:${ngPort}`,
      '--num-threads=1',
      '--port-min=40000',
      '--port-max=59999',
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
    await child.stop();
    throw error;
  });
  return { recordings, close: child.stop };
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
