import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from 'werift';
import type { AudioEnd } from './person.ts';
import { FRAME_SAMPLES } from './speaking.ts';

const LOOPBACK = '127.0.0.1';
const PCMU = 0;
const PCMU_CODEC = new RTCRtpCodecParameters({
  mimeType: 'audio/PCMU',
  clockRate: 8000,
  channels: 1,
  payloadType: PCMU,
});
const KEYS_CODEC = new RTCRtpCodecParameters({
  mimeType: 'audio/telephone-event',
  clockRate: 8000,
  payloadType: 126,
});

/** What this side says of itself in the next description; `legacy-hold`: the address 0.0.0.0 (RFC 3264 section 8.4). */
export type MediaDirection = 'sendrecv' | 'sendonly' | 'inactive' | 'legacy-hold';

/** The media of one call: ICE, DTLS-SRTP, PCMU and RFC 4733, on loopback only. What arrives are frames for somebody. */
export interface MediaLeg extends AudioEnd {
  /** Takes an SDP offer (the first one or a re-INVITE's), gives the answer. Rejects when there is no common ground. */
  answer(offer: string): Promise<string>;
  /** An SDP offer, of a call that goes out or of a re-INVITE; what comes back goes to `accept`. */
  offer(direction?: MediaDirection): Promise<string>;
  accept(answer: string): Promise<void>;
  close(): Promise<void>;
}

/** `onKey` is given each RFC 4733 packet. Without `keys` none are negotiated. Each `loses`th packet of sound gets lost. */
export function createMediaLeg(
  onKey: (payload: Uint8Array, timestamp: number) => void,
  { keys = true, loses = 0 }: { readonly keys?: boolean; readonly loses?: number | undefined } = {},
): MediaLeg {
  const connection = new RTCPeerConnection({
    iceServers: [],
    iceUseIpv6: false,
    iceUseTcp: false,
    iceInterfaceAddresses: { udp4: LOOPBACK },
    iceAdditionalHostAddresses: [LOOPBACK],
    codecs: { audio: keys ? [PCMU_CODEC, KEYS_CODEC] : [PCMU_CODEC] },
  });
  const voice = new MediaStreamTrack({ kind: 'audio' });
  connection.addTrack(voice);
  let listener: ((frame: Uint8Array) => void) | undefined;
  let sequence = 0;
  const sends = (): boolean => {
    const direction = connection.getTransceivers()[0]?.currentDirection;
    return direction === 'sendrecv' || direction === 'sendonly';
  };
  connection.onTrack.subscribe((track) => {
    track.onReceiveRtp.subscribe((packet) => {
      if (packet.header.payloadType === PCMU) listener?.(packet.payload);
      else onKey(packet.payload, packet.header.timestamp);
    });
  });
  return {
    async answer(offer) {
      await connection.setRemoteDescription({ type: 'offer', sdp: withEventsAtPcmuRate(offer) });
      await connection.setLocalDescription(await connection.createAnswer());
      return loopbackOnly(connection.localDescription?.sdp ?? '');
    },
    async offer(direction = 'sendrecv') {
      const sending = direction === 'legacy-hold' ? 'sendonly' : direction;
      connection.getTransceivers()[0]?.setDirection(sending);
      await connection.setLocalDescription(await connection.createOffer());
      const sdp = loopbackOnly(connection.localDescription?.sdp ?? '');
      return direction === 'legacy-hold' ? toNowhere(sdp) : sdp;
    },
    accept: (answer) => connection.setRemoteDescription({ type: 'answer', sdp: answer }),
    take(frame) {
      sequence += 1;
      if (loses > 0 && sequence % loses === 0) return;
      if (connection.connectionState !== 'connected' || !sends()) return;
      const header = new RtpHeader({
        payloadType: PCMU,
        sequenceNumber: sequence & 0xffff,
        timestamp: (sequence * FRAME_SAMPLES) >>> 0,
        marker: sequence === 1,
      });
      voice.writeRtp(new RtpPacket(header, Buffer.from(frame)));
    },
    onFrame(next) {
      listener = next;
    },
    close: () => connection.close(),
  };
}

/** werift takes the first telephone-event it sees; beside PCMU it must be the one at 8000, or durations are six times as long. */
function withEventsAtPcmuRate(sdp: string): string {
  return sdp.replace(/^a=rtpmap:\d+ telephone-event\/(?!8000\b)\d+\r?\n/gim, '');
}

/** The sockets listen on loopback alone; candidates that name other interfaces would lead nowhere. */
function loopbackOnly(sdp: string): string {
  return sdp
    .split('\r\n')
    .filter((line) => !line.startsWith('a=candidate:') || line.includes(` ${LOOPBACK} `))
    .join('\r\n');
}

/** Hold as it was before RFC 3264: no direction, and an address that leads nowhere. */
function toNowhere(sdp: string): string {
  return sdp
    .replace(/^m=audio 9 /m, 'm=audio 40000 ')
    .replace(/^c=IN IP4 \S+/gm, 'c=IN IP4 0.0.0.0')
    .replace(/^a=sendonly\r?\n/gm, 'a=sendrecv\r\n');
}
