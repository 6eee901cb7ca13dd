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
const PCMU = 0;
const PCMU_RATE = 8000;
/** RFC 4733 section 2.3, and the keys by the numbers of section 3.2. */
const EVENT_BYTES = 4;
const KEYS = '0123456789*#ABCD';

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
  const heardIn = createGrowingFiles((file): readonly Recording[] => {
    const packets = sentTo(telephone, file);
    if (packets === undefined) return [];
    const audio = packets.filter(({ payloadType }) => payloadType === PCMU);
    const bytes = Buffer.concat(audio.map(({ payload }) => payload));
    return [{ rate: PCMU_RATE, samples: Int16Array.from(bytes, decodeMuLaw) }];
  });
  return () => pcapFiles(recordings).flatMap(heardIn);
}

/** The keys that a telephone was sent in the audio of all its calls (RFC 4733 section 2.3), in order, each once. */
export function relayedKeys(recordings: string, telephone: PortRange): string {
  const events = pcapFiles(recordings)
    .flatMap((file) => sentTo(telephone, file) ?? [])
    .filter(({ payloadType, payload }) => payloadType !== PCMU && payload.length === EVENT_BYTES);
  const byStart = new Map(events.map(({ timestamp, payload }) => [timestamp, payload[0] ?? 0]));
  return [...byStart.values()].map((event) => KEYS[event] ?? '').join('');
}

/** What others sent to the telephone in the call of one file; undefined where it was not in that call. */
function sentTo(telephone: PortRange, file: string): readonly RtpPacket[] | undefined {
  const packets = [...rtpPackets(readFileSync(file))];
  const isTelephone = ({ from }: RtpPacket): boolean => from >= telephone.first && from <= telephone.last;
  return packets.some(isTelephone) ? packets.filter((packet) => !isTelephone(packet)) : undefined;
}

function pcapFiles(recordings: string): readonly string[] {
  const folder = join(recordings, 'pcaps');
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .sort((a, b) => statSync(a).birthtimeMs - statSync(b).birthtimeMs);
}

interface RtpPacket {
  readonly from: number;
  readonly payloadType: number;
  readonly timestamp: number;
  readonly payload: Buffer;
}

/** RTP in a libpcap file of Ethernet frames, as far as it has been written. */
function* rtpPackets(file: Buffer): Generator<RtpPacket> {
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
    // The high bit is the marker; 72 to 76 are RTCP (RFC 5761 section 4).
    const payloadType = second & 0x7f;
    if (rtp.length < RTP_BYTES || first >> 6 !== 2 || (payloadType >= 72 && payloadType <= 76)) continue;
    const withSources = RTP_BYTES + (first & 0x0f) * 4;
    const start = first & 0x10 ? withSources + 4 + rtp.readUInt16BE(withSources + 2) * 4 : withSources;
    const timestamp = rtp.readUInt32BE(4);
    yield { from: udp.readUInt16BE(0), payloadType, timestamp, payload: rtp.subarray(start) };
  }
}
