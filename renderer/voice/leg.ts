import type { EndEvent, RTCSession, RTCSessionEventMap } from 'jssip/lib/RTCSession';
import type { CarrierEvent } from '../../app/voice/carrier.ts';
import { type Breakage, endReasonOf } from '../../app/voice/end-reason.ts';
import { acceptLateAnswer, breakageOf, isAnswer } from './jssip-quirks.ts';
import { createKeypad } from './keypad.ts';
import type { Loudspeaker } from './loudspeaker.ts';
import type { Microphone } from './microphone.ts';

/** From the order to dial to the INVITE, in milliseconds; without network candidates it would never leave. */
const SET_UP_MILLISECONDS = 10_000;
/** RFC 3261 timer C: a proxy gives up ringing after three minutes, so do we. */
const RING_MILLISECONDS = 180_000;
/** Candidates of all interfaces come in one burst; what comes later is not waited for. In milliseconds. */
const CANDIDATE_BURST_MILLISECONDS = 10;
const HOLD_AGAIN_MILLISECONDS = 100;

export interface LegParts {
  readonly callId: string;
  readonly direction: 'outbound' | 'inbound';
  readonly microphone: Microphone;
  readonly loudspeaker: Loudspeaker;
  isConnected(): boolean;
  report(event: CarrierEvent): void;
  /** Once, after `ended`. */
  onOver(): void;
}

export type Leg = ReturnType<typeof createLeg>;

/** One call in the voice page: follows its JsSIP session and reports it, with exactly one `ended`. */
export function createLeg(parts: LegParts) {
  const { callId, direction, loudspeaker, microphone, report } = parts;
  let session: RTCSession | undefined;
  let track: MediaStreamTrack | undefined;
  let wantsMuted = false;
  let wantsHeld = false;
  let rang = false;
  let earlyMedia = false;
  let answered = false;
  let heardFromServer = false;
  let byUs = false;
  let breakage: Breakage | undefined;
  let over = false;
  let mediaIsUp: () => void = () => undefined;
  const mediaConnected = new Promise<void>((resolve) => {
    mediaIsUp = resolve;
  });
  let timer = direction === 'outbound' ? window.setTimeout(() => breakOff('set-up'), SET_UP_MILLISECONDS) : 0;
  const keypad = createKeypad({
    sender: () => audioSender()?.dtmf ?? null,
    mediaConnected,
    progress: (sent, done) => report({ type: 'digits', callId, sent, done }),
  });

  function audioSender(): RTCRtpSender | undefined {
    return session?.connection?.getTransceivers()[0]?.sender;
  }
  function finish(answer: { status?: number; phrase?: string } = {}): void {
    if (over) return;
    over = true;
    window.clearTimeout(timer);
    keypad.close();
    loudspeaker.close();
    if (track !== undefined) microphone.release(track);
    report({
      type: 'ended',
      callId,
      reason: endReasonOf({ direction, rang, answered, byUs, breakage, ...answer }),
    });
    parts.onOver();
  }
  function terminate(status?: number, extraHeaders: string[] = []): void {
    if (session !== undefined) {
      if (!session.isEnded())
        session.terminate(status === undefined ? {} : { status_code: status, extraHeaders });
      acceptLateAnswer(session);
    }
    finish();
  }
  function breakOff(what: Breakage): void {
    breakage ??= what;
    terminate();
  }

  const handlers: Partial<RTCSessionEventMap> = {
    peerconnection: ({ peerconnection }) => {
      // A transceiver without a track: the INVITE need not wait for the microphone.
      if (direction === 'outbound') peerconnection.addTransceiver('audio', { direction: 'sendrecv' });
      peerconnection.addEventListener('track', ({ track: voice }) =>
        loudspeaker.play(new MediaStream([voice])),
      );
      peerconnection.addEventListener('connectionstatechange', () => {
        if (peerconnection.connectionState === 'connected') mediaIsUp();
        if (peerconnection.connectionState === 'failed') breakOff('media');
      });
    },
    icecandidate: ({ candidate, ready }) => {
      if (candidate.protocol === 'udp') window.setTimeout(ready, CANDIDATE_BURST_MILLISECONDS);
    },
    sending: ({ request }) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => breakOff('ring-time'), RING_MILLISECONDS);
      report({ type: 'dialing', callId, sipCallId: request.call_id });
    },
    progress: (event: object) => {
      if (!isAnswer(event)) return;
      heardFromServer = true;
      const withMedia = event.response.body !== '' && event.response.body !== null;
      if (rang && (earlyMedia || !withMedia)) return;
      rang = true;
      earlyMedia = withMedia;
      if (withMedia) loudspeaker.stopRingback();
      else loudspeaker.startRingback();
      report({ type: 'ringing', callId, earlyMedia });
    },
    accepted: () => {
      answered = true;
      window.clearTimeout(timer);
      loudspeaker.stopRingback();
      report({ type: 'answered', callId });
    },
    ended: ({ cause, originator }) => {
      if (String(originator) !== 'remote' && !byUs) breakage ??= parts.isConnected() ? 'media' : 'transport';
      if (cause === 'No ACK') breakage ??= 'media';
      finish();
    },
    failed: failed,
  };

  function failed({ cause, message, originator }: EndEvent): void {
    const refusal =
      message !== null && 'status_code' in message && message.status_code >= 300 ? message : null;
    const canceledByCaller = direction === 'inbound' && String(originator) === 'remote';
    if (refusal === null && !byUs && !canceledByCaller)
      breakage ??= breakageOf(cause, parts.isConnected(), heardFromServer);
    finish(refusal === null ? {} : { status: refusal.status_code, phrase: refusal.reason_phrase });
  }
  return {
    callId,
    handlers,
    isOver: () => over,
    follow(followed: RTCSession): void {
      session = followed;
      if (track !== undefined) void attachTrack();
    },
    session: () => session,
    ring: loudspeaker.startRinging,
    stopRinging: loudspeaker.stopRinging,
    /** Opens the microphone for this leg; where that fails the leg is over. */
    async openMicrophone(): Promise<MediaStreamTrack | undefined> {
      try {
        const opened = await microphone.take();
        if (over) microphone.release(opened);
        else track = opened;
      } catch {
        breakOff('microphone');
      }
      if (over) return undefined;
      await attachTrack();
      return track;
    },
    breakOff,
    hangUp(status?: number, extraHeaders: string[] = []): void {
      byUs = true;
      terminate(status, extraHeaders);
    },
    press: keypad.press,
    stopDigits: keypad.stop,
    mute(muted: boolean): void {
      wantsMuted = muted;
      applyMute();
      report({ type: 'muted', callId, muted });
    },
    hold(held: boolean): void {
      wantsHeld = held;
      applyHold();
    },
  };

  async function attachTrack(): Promise<void> {
    if (direction === 'outbound' && track !== undefined) await audioSender()?.replaceTrack(track);
    applyMute();
  }
  /** JsSIP refuses while another re-INVITE is on its way: then what is wanted waits for it. */
  function applyHold(): void {
    if (over || session === undefined || session.isOnHold().local === wantsHeld) return;
    const held = wantsHeld;
    const done = (): void => {
      report({ type: 'held', callId, held });
      applyHold();
    };
    const begun = held ? session.hold({}, done) : session.unhold({}, done);
    if (!begun && answered) window.setTimeout(applyHold, HOLD_AGAIN_MILLISECONDS);
  }
  /** JsSIP keeps its own mute state and uses it when a hold ends: both must say the same. */
  function applyMute(): void {
    if (wantsMuted) session?.mute({ audio: true });
    else session?.unmute({ audio: true });
    if (track !== undefined) track.enabled = !wantsMuted && session?.isOnHold().local !== true;
  }
}
