import type { EndEvent, RTCSession, RTCSessionEventMap } from 'jssip/lib/RTCSession';
import type { CarrierEvent } from '../../app/voice/carrier.ts';
import { type Breakage, endReasonOf } from '../../app/voice/end-reason.ts';
import { createHold } from './hold.ts';
import { acceptLateAnswer, breakageOf, isAnswer } from './jssip-quirks.ts';
import { chooseRefresh, ruleSession } from './jssip-session.ts';
import { createKeypad } from './keypad.ts';
import { createLegMedia } from './leg-media.ts';
import type { Loudspeaker } from './loudspeaker.ts';
import type { Microphone } from './microphone.ts';
import { createRenegotiation } from './renegotiation.ts';
import { createTransfer } from './transfer.ts';

/** From the order to dial to the INVITE, in milliseconds; without network candidates it would never leave. */
const SET_UP_MILLISECONDS = 10_000;
/** RFC 3261 timer C: a proxy gives up ringing after three minutes, so do we. */
const RING_MILLISECONDS = 180_000;
/** Candidates of all interfaces come in one burst; what comes later is not waited for. In milliseconds. */
const CANDIDATE_BURST_MILLISECONDS = 10;

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
  /** Counts the sessions this leg has followed: what an earlier one still says is of no interest. */
  let sessions = 0;
  let track: MediaStreamTrack | undefined;
  let rang = false;
  let earlyMedia = false;
  let answered = false;
  let heardFromServer = false;
  let byUs = false;
  let breakage: Breakage | undefined;
  let over = false;
  let timer = direction === 'outbound' ? window.setTimeout(() => breakOff('set-up'), SET_UP_MILLISECONDS) : 0;
  const media = createLegMedia(loudspeaker);
  const renegotiation = createRenegotiation({ session: () => session, isConnected: parts.isConnected });
  const keypad = createKeypad({
    sender: () => media.transceiver()?.sender.dtmf ?? null,
    mediaConnected: media.connected,
    progress: (sent, done) => report({ type: 'digits', callId, sent, done }),
  });
  const hold = createHold({
    renegotiation,
    silence: media.silence,
    direct: media.direct,
    ownsCallId: () => direction === 'outbound',
    held: (held) => report({ type: 'held', callId, held }),
    heldByFarEnd: (held) => report({ type: 'held-by-far-end', callId, held }),
  });
  const transfer = createTransfer({
    session: () => session,
    report: (status, sipStatus) => report({ type: 'transfer', callId, status, sipStatus }),
    done: () => hangUp(),
  });

  function finish(answer: { status?: number; phrase?: string } = {}): void {
    if (over) return;
    over = true;
    window.clearTimeout(timer);
    transfer.legIsOver(!byUs && breakage === undefined);
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
  function hangUp(status?: number, extraHeaders: string[] = []): void {
    byUs = true;
    terminate(status, extraHeaders);
  }
  function failed({ cause, message, originator }: EndEvent): void {
    const refusal =
      message !== null && 'status_code' in message && message.status_code >= 300 ? message : null;
    const canceledByCaller = direction === 'inbound' && String(originator) === 'remote';
    if (refusal === null && !byUs && !canceledByCaller)
      breakage ??= breakageOf(cause, parts.isConnected(), heardFromServer);
    finish(refusal === null ? {} : { status: refusal.status_code, phrase: refusal.reason_phrase });
  }

  const handlers: Partial<RTCSessionEventMap> = {
    peerconnection: ({ peerconnection }) => {
      // A transceiver without a track: the INVITE need not wait for the microphone.
      if (direction === 'outbound') peerconnection.addTransceiver('audio', { direction: 'sendrecv' });
      media.attach(peerconnection, () => breakOff('media'));
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
    accepted: (event: object) => {
      if (isAnswer(event) && session !== undefined) chooseRefresh(session, event.response.getHeader('Allow'));
      answered = true;
      window.clearTimeout(timer);
      loudspeaker.stopRingback();
      report({ type: 'answered', callId });
      hold.start();
    },
    sdp: ({ originator, type, sdp }) => {
      if (String(originator) === 'remote') hold.read(type, sdp);
    },
    // JsSIP has just switched the microphone off or on, and would change the direction of our next offer.
    hold: () => farEndHeld(),
    unhold: () => farEndHeld(),
    ended: ({ cause, originator }) => {
      if (String(originator) !== 'remote' && !byUs) breakage ??= parts.isConnected() ? 'media' : 'transport';
      if (cause === 'No ACK') breakage ??= 'media';
      finish();
    },
    failed,
  };
  function farEndHeld(): void {
    if (session !== undefined) session._remoteHold = false;
    media.apply();
  }
  async function sendMicrophone(): Promise<void> {
    if (track !== undefined) await media.speak(track);
  }

  return {
    callId,
    handlers,
    media,
    renegotiation,
    isOver: () => over,
    isAnswered: () => answered,
    isHeld: hold.isHeld,
    follow(followed: RTCSession): void {
      session = followed;
      sessions += 1;
      ruleSession(followed, { onReferNotify: transfer.read });
      void sendMicrophone();
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
      await sendMicrophone();
      return track;
    },
    breakOff,
    hangUp,
    transfer: transfer.start,
    press: keypad.press,
    stopDigits: keypad.stop,
    mute(muted: boolean): void {
      media.mute(muted);
      report({ type: 'muted', callId, muted });
    },
    hold: hold.set,
  };
}
