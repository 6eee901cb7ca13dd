import type {
  EndEvent,
  IceCandidateEvent,
  ReferEvent,
  RTCSession,
  RTCSessionEventMap,
} from 'jssip/lib/RTCSession';
import type { CarrierEvent } from '../../app/voice/carrier.ts';
import { type Breakage, endReasonOf, type LegEnding } from '../../app/voice/end-reason.ts';
import type { RelayTrouble } from '../../app/voice/relay-trouble.ts';
import { followForks } from './forks.ts';
import { createHold } from './hold.ts';
import type { Ice } from './ice.ts';
import { acceptLateAnswer, breakageOf, isAnswer } from './jssip-quirks.ts';
import { chooseRefresh, guarded, listenTo, ruleSession, sendKey } from './jssip-session.ts';
import { createKeypad } from './keypad.ts';
import { createLegMedia } from './leg-media.ts';
import type { Loudspeaker } from './loudspeaker.ts';
import { createMediaRecovery } from './media-recovery.ts';
import type { Microphone } from './microphone.ts';
import { pageClock } from './page-clock.ts';
import { createRenegotiation } from './renegotiation.ts';
import { insistOnRefresh } from './session-refresh.ts';
import { createTransfer } from './transfer.ts';

/** From the order to dial to the INVITE, in milliseconds; without network candidates it would never leave. */
const SET_UP_MILLISECONDS = 10_000;
/** RFC 3261 timer C: a proxy gives up ringing after three minutes, so do we. */
const RING_MILLISECONDS = 180_000;

export interface LegParts {
  readonly callId: string;
  readonly direction: 'outbound' | 'inbound';
  readonly microphone: Microphone;
  readonly loudspeaker: Loudspeaker;
  /** How keys are sent; RFC 4733 where nothing is said. */
  readonly dtmf: 'rfc4733' | 'info' | undefined;
  readonly ice: Ice;
  isConnected(): boolean;
  report(event: CarrierEvent): void;
  /** An INVITE that is to take the place of this leg's session (RFC 3891). */
  onReplaces(event: ReferEvent): void;
  /** Once, after `ended`. */
  onOver(): void;
}

export type Leg = ReturnType<typeof createLeg>;

/** One call in the voice page: follows its JsSIP session and reports it, with exactly one `ended`. */
export function createLeg(parts: LegParts) {
  const { callId, direction, loudspeaker, report } = parts;
  const icecandidate = ({ candidate, ready }: IceCandidateEvent): void =>
    parts.ice.candidate(candidate, ready);
  let session: RTCSession | undefined;
  /** Counts the sessions this leg has followed: what an earlier one still says is of no interest. */
  let sessions = 0;
  let rang = false;
  let earlyMedia = false;
  let answered = false;
  let heardFromServer = false;
  let byUs = false;
  let breakage: Breakage | undefined;
  let over = false;
  let timer = direction === 'outbound' ? window.setTimeout(() => breakOff('set-up'), SET_UP_MILLISECONDS) : 0;
  const media = createLegMedia({ microphone: parts.microphone, loudspeaker });
  const renegotiation = createRenegotiation({ session: () => session, isConnected: parts.isConnected });
  const recovery = createMediaRecovery({
    renegotiation,
    connection: media.connection,
    isAnswered: () => answered,
    giveUp: () => breakOff('media'),
  });
  const keypad = createKeypad({
    clock: pageClock,
    sender: () => media.transceiver()?.sender,
    byInfo: () => parts.dtmf === 'info' || !media.takesTelephoneEvents(),
    info: (tone) => (session === undefined ? Promise.resolve(false) : sendKey(session, tone)),
    mediaConnected: media.connected,
    progress: (sent, done) => report({ type: 'digits', callId, sent, done }),
  });
  const hold = createHold({
    renegotiation,
    silence: media.silence,
    // Chromium stops receiving with an offer to hold, refused or not: so only what is sent says it (JsSIP's own way).
    mark: (held) => {
      if (session !== undefined) session._localHold = held;
    },
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

  function finish(answer: Pick<LegEnding, 'status' | 'phrase' | 'why'> = {}): void {
    if (over) return;
    over = true;
    window.clearTimeout(timer);
    transfer.legIsOver(!byUs && breakage === undefined);
    keypad.close();
    recovery.close();
    media.close();
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
  function noWay(trouble: RelayTrouble): void {
    if (!over) breakOff(trouble);
  }
  function hangUp(status?: number, extraHeaders: string[] = []): void {
    byUs = true;
    terminate(status, extraHeaders);
  }
  function failed({ cause, message, originator }: EndEvent): void {
    // JsSIP gives a text where it broke by itself.
    const said = typeof message === 'object' && message !== null ? message : undefined;
    const refusal = said !== undefined && 'status_code' in said && said.status_code >= 300 ? said : undefined;
    const canceledByCaller = direction === 'inbound' && String(originator) === 'remote';
    if (refusal === undefined && !byUs && !canceledByCaller)
      breakage ??= breakageOf(cause, parts.isConnected(), heardFromServer);
    const why = said?.getHeaders('Reason').join(',');
    finish({ status: refusal?.status_code, phrase: refusal?.reason_phrase, why });
  }

  const handlers: Partial<RTCSessionEventMap> = {
    peerconnection: ({ peerconnection }) => {
      // A transceiver without a track: the INVITE need not wait for the microphone.
      if (direction === 'outbound') peerconnection.addTransceiver('audio', { direction: 'sendrecv' });
      media.attach(peerconnection, recovery.stateChanged);
      parts.ice.follow(peerconnection, noWay);
    },
    icecandidate,
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
      begin();
    },
    sdp: ({ originator, type, sdp }) => {
      if (String(originator) === 'remote') hold.read(type, sdp);
    },
    replaces: parts.onReplaces,
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
  /** Somebody is on the phone now. */
  function begin(): void {
    answered = true;
    window.clearTimeout(timer);
    loudspeaker.stopRingback();
    report({ type: 'answered', callId });
    recovery.answered();
    hold.start();
  }
  function farEndHeld(): void {
    if (session !== undefined) session._remoteHold = false;
    media.apply();
  }
  function connectionReplaced(): void {
    void media.send();
    void renegotiation.offer();
  }
  function follow(followed: RTCSession): void {
    session = followed;
    sessions += 1;
    ruleSession(followed, { onReferNotify: transfer.read });
    insistOnRefresh(followed);
    if (direction === 'outbound')
      followForks(followed, { configuration: parts.ice.configuration, connectionReplaced });
    void media.send();
  }

  return {
    callId,
    direction,
    /** For the first session; it may have things to say before `follow`. */
    handlers: guarded(handlers, () => sessions <= 1),
    media,
    renegotiation,
    isOver: () => over,
    isAnswered: () => answered,
    isHeld: hold.isHeld,
    lineIsBack: recovery.lineIsBack,
    follow,
    session: () => session,
    /**
     * Another session takes the place of this leg's own as soon as it is answered (RFC 3891): for the rep it is the same
     * call. Where it comes to nothing, all stays as it is. JsSIP hangs up the replaced one itself.
     */
    goOnWith(successor: RTCSession): void {
      let connection: RTCPeerConnection | undefined;
      listenTo(successor, {
        icecandidate,
        peerconnection: (event) => {
          connection = event.peerconnection;
        },
        accepted: () => {
          if (over || connection === undefined) return successor.terminate();
          follow(successor);
          const own = sessions;
          listenTo(
            successor,
            guarded(handlers, () => sessions === own),
          );
          media.attach(connection, recovery.stateChanged);
          hold.startOver();
          void media.send();
          // It has taken the place of a call that was ringing.
          if (!answered) begin();
        },
      });
    },
    ring: loudspeaker.startRinging,
    beep: loudspeaker.startWaiting,
    stopRinging: loudspeaker.stopRinging,
    /** Opens the microphone for this leg; where that fails the leg is over. */
    async openMicrophone(): Promise<MediaStreamTrack | undefined> {
      try {
        return await media.openMicrophone();
      } catch {
        breakOff('microphone');
        return undefined;
      }
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
