import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createGrowingFiles } from '../growing-files.ts';
import { decodeMuLaw } from '../practice/g711.ts';
import type { Recording } from '../tone-wav.ts';

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
const ETHERNET_BYTES = 14;
const UDP_BYTES = 8;
const RTP_BYTES = 12;
const PCMU_RATE = 8000;

/** The UDP ports that one telephone speaks RTP from, both included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Gives, each time it is asked, what a telephone was sent in each call that went through the relay, the oldest first: the PCMU of everybody in the call
 * but itself (ITU-T G.711, RFC 3551 payload type 0), without the pauses in which nothing came. It comes from the
 * relay's recordings, decrypted and before it decides whether to pass a packet on.
 */
export function relayedAudio(recordings: string, telephone: PortRange): () => readonly Recording[] {
  const isTelephone = (port: number): boolean => port >= telephone.first && port <= telephone.last;
  const heardIn = createGrowingFiles((file): readonly Recording[] => {
    const packets = [...rtpPackets(readFileSync(file))];
    if (!packets.some(({ from }) => isTelephone(from))) return [];
    const bytes = Buffer.concat(
      packets.filter(({ from }) => !isTelephone(from)).map(({ payload }) => payload),
    );
    return [{ rate: PCMU_RATE, samples: Int16Array.from(bytes, decodeMuLaw) }];
  });
  return () => pcapFiles(recordings).flatMap(heardIn);
}

function pcapFiles(recordings: string): readonly string[] {
  const folder = join(recordings, 'pcaps');
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .sort((a, b) => statSync(a).birthtimeMs - statSync(b).birthtimeMs);
}

/** PCMU packets of a libpcap file of Ethernet frames, as far as it has been written. */
function* rtpPackets(file: Buffer): Generator<{ from: number; payload: Buffer }> {
  let at = FILE_HEADER_BYTES;
  while (at + RECORD_HEADER_BYTES <= file.length) {
    const length = file.readUInt32LE(at + 8);
    const frame = file.subarray(at + RECORD_HEADER_BYTES, at + RECORD_HEADER_BYTES + length);
    at += RECORD_HEADER_BYTES + length;
    if (frame.length < length || length < ETHERNET_BYTES + 20) return;
    const ip = frame.subarray(ETHERNET_BYTES);
    const udp = ip.subarray(((ip[0] ?? 0) & 0x0f) * 4);
    const rtp = udp.subarray(UDP_BYTES);
    const [first = 0, second = 0] = rtp;
    // Version 2, payload type 0; the high bit is the marker.
    if (rtp.length < RTP_BYTES || first >> 6 !== 2 || (second & 0x7f) !== 0) continue;
    const withSources = RTP_BYTES + (first & 0x0f) * 4;
    const start = first & 0x10 ? withSources + 4 + rtp.readUInt16BE(withSources + 2) * 4 : withSources;
    yield { from: udp.readUInt16BE(0), payload: rtp.subarray(start) };
  }
}
