import { NETWORKS, type Network } from '../../app/voice/quality.ts';
import type { FarEndReport, MediaSample, ReceivedSoFar } from '../../app/voice/quality-sample.ts';

/** One object of a stats report (W3C webrtc-stats); which members it has depends on its type. */
interface Stat {
  readonly id: string;
  readonly type: string;
  readonly kind?: unknown;
  readonly [member: string]: unknown;
}

/** What of a sample the connection itself knows. */
export type Reading = Omit<MediaSample, 'at' | 'muted'>;

/** Reads a leg's audio off its connection, with one getStats. Rejects where the connection is closed meanwhile. */
export async function readMedia(connection: RTCPeerConnection): Promise<Reading> {
  const stats = new Map<string, Stat>();
  (await connection.getStats()).forEach((stat: Stat) => {
    stats.set(stat.id, stat);
  });
  const [audio] = connection.getTransceivers();
  const direction = audio?.currentDirection ?? 'sendrecv';
  const track = audio?.sender.track ?? null;
  const path = pathOf(stats);
  return {
    receives: direction === 'sendrecv' || direction === 'recvonly',
    sends: direction === 'sendrecv' || direction === 'sendonly',
    reached: connection.iceConnectionState === 'connected' || connection.iceConnectionState === 'completed',
    microphone: track !== null && track.readyState === 'live' && !track.muted,
    mayPause: hasComfortNoise(connection.remoteDescription) && hasComfortNoise(connection.localDescription),
    received: receivedOf(stats),
    packetsSent: numberOf(audioOf(stats, 'outbound-rtp'), 'packetsSent'),
    farEnd: farEndOf(audioOf(stats, 'remote-inbound-rtp')),
    pathRoundTrip: numberOf(path, 'currentRoundTripTime'),
    network: networkOf(stats.get(String(path?.localCandidateId))),
  };
}

/** RFC 3389: static payload type 13, or any that is mapped to CN. */
function hasComfortNoise(description: RTCSessionDescription | null): boolean {
  return /^m=audio \d+ \S+(?: \d+)* 13(?: |\r|$)|^a=rtpmap:\d+ CN\//im.test(description?.sdp ?? '');
}

function audioOf(stats: ReadonlyMap<string, Stat>, type: string): Stat | undefined {
  let newest: Stat | undefined;
  // Another SSRC of the far end is another stream: the one that still receives counts.
  for (const stat of stats.values()) {
    if (stat.type !== type || stat.kind !== 'audio') continue;
    const later = numberOf(stat, 'lastPacketReceivedTimestamp') ?? 0;
    if (newest === undefined || later > (numberOf(newest, 'lastPacketReceivedTimestamp') ?? 0)) newest = stat;
  }
  return newest;
}

function numberOf(stat: Stat | undefined, member: string): number | undefined {
  const value = stat?.[member];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function receivedOf(stats: ReadonlyMap<string, Stat>): ReceivedSoFar | undefined {
  const stat = audioOf(stats, 'inbound-rtp');
  if (stat === undefined) return undefined;
  const of = (member: string): number => numberOf(stat, member) ?? 0;
  return {
    packets: of('packetsReceived'),
    lost: of('packetsLost'),
    discarded: of('packetsDiscarded'),
    jitter: numberOf(stat, 'jitter'),
    samples: of('totalSamplesReceived'),
    concealedSamples: Math.max(0, of('concealedSamples') - of('silentConcealedSamples')),
    bufferDelay: of('jitterBufferDelay'),
    emitted: of('jitterBufferEmittedCount'),
    energy: of('totalAudioEnergy'),
    duration: of('totalSamplesDuration'),
    codec: codecOf(stats.get(String(stat.codecId))),
  };
}

function codecOf(stat: Stat | undefined): string | undefined {
  return typeof stat?.mimeType === 'string' ? stat.mimeType.replace(/^audio\//i, '').slice(0, 40) : undefined;
}

function farEndOf(stat: Stat | undefined): FarEndReport | undefined {
  if (stat === undefined) return undefined;
  return {
    fractionLost: numberOf(stat, 'fractionLost'),
    jitter: numberOf(stat, 'jitter'),
    roundTrip: numberOf(stat, 'roundTripTime'),
  };
}

function pathOf(stats: ReadonlyMap<string, Stat>): Stat | undefined {
  const transport = [...stats.values()].find(({ type }) => type === 'transport');
  return stats.get(String(transport?.selectedCandidatePairId));
}

function networkOf(candidate: Stat | undefined): Network | undefined {
  return NETWORKS.find((network) => network === candidate?.networkType);
}
