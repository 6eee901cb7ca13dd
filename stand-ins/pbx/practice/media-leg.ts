import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from 'werift';
import { createHearing, type InboundAudio } from './hearing.ts';
import { createSpeaking, FRAME_SAMPLES, type Speech } from './speaking.ts';

const LOOPBACK = '127.0.0.1';
const PCMU = 0;

/** The media of one call: ICE, DTLS-SRTP, PCMU and RFC 4733, on loopback only. */
export interface MediaLeg {
  /** Takes an SDP offer (the first one or a re-INVITE's), gives the answer. Rejects when there is no common ground. */
  answer(offer: string): Promise<string>;
  /** The SDP offer of a call that goes out; what comes back goes to `accept`. */
  offer(): Promise<string>;
  accept(answer: string): Promise<void>;
  say(speech: Speech): void;
  digits(): string;
  inbound(): InboundAudio;
  close(): Promise<void>;
}

/** `onDigits` is told all digits so far after each key press. */
export function createMediaLeg(onDigits: (digits: string) => void): MediaLeg {
  const connection = new RTCPeerConnection({
    iceServers: [],
    iceUseIpv6: false,
    iceUseTcp: false,
    iceInterfaceAddresses: { udp4: LOOPBACK },
    iceAdditionalHostAddresses: [LOOPBACK],
    codecs: {
      audio: [
        new RTCRtpCodecParameters({
          mimeType: 'audio/PCMU',
          clockRate: 8000,
          channels: 1,
          payloadType: PCMU,
        }),
        new RTCRtpCodecParameters({ mimeType: 'audio/telephone-event', clockRate: 8000, payloadType: 126 }),
      ],
    },
  });
  const voice = new MediaStreamTrack({ kind: 'audio' });
  connection.addTrack(voice);
  const hearing = createHearing(onDigits);
  let sequence = 0;
  const speaking = createSpeaking((frame) => {
    sequence += 1;
    const header = new RtpHeader({
      payloadType: PCMU,
      sequenceNumber: sequence & 0xffff,
      timestamp: (sequence * FRAME_SAMPLES) >>> 0,
      marker: sequence === 1,
    });
    if (connection.connectionState === 'connected') voice.writeRtp(new RtpPacket(header, Buffer.from(frame)));
  });
  connection.onTrack.subscribe((track) => {
    track.onReceiveRtp.subscribe((packet) => {
      if (packet.header.payloadType !== PCMU) {
        hearing.telephoneEvent(packet.payload, packet.header.timestamp);
        return;
      }
      hearing.audio(packet.payload);
      speaking.hear(Uint8Array.from(packet.payload));
    });
  });
  return {
    async answer(offer) {
      await connection.setRemoteDescription({ type: 'offer', sdp: withEventsAtPcmuRate(offer) });
      await connection.setLocalDescription(await connection.createAnswer());
      return loopbackOnly(connection.localDescription?.sdp ?? '');
    },
    async offer() {
      await connection.setLocalDescription(await connection.createOffer());
      return loopbackOnly(connection.localDescription?.sdp ?? '');
    },
    accept: (answer) => connection.setRemoteDescription({ type: 'answer', sdp: answer }),
    say: speaking.say,
    digits: hearing.digits,
    inbound: hearing.inbound,
    async close() {
      speaking.close();
      await connection.close();
    },
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
