import { takesTelephoneEvents } from '../../app/voice/session-description.ts';
import type { Loudspeaker } from './loudspeaker.ts';
import type { Microphone } from './microphone.ts';

export interface LegMediaParts {
  readonly microphone: Microphone;
  readonly loudspeaker: Loudspeaker;
}

export type LegMedia = ReturnType<typeof createLegMedia>;

/**
 * What one leg sends and lets be heard: the rep's microphone, or a mix in its place; silence while it is held.
 * JsSIP switches the sender's track on and off as well: `apply` has the last word.
 */
export function createLegMedia({ microphone, loudspeaker }: LegMediaParts) {
  let connection: RTCPeerConnection | undefined;
  let speech: MediaStreamTrack | undefined;
  let closed = false;
  let voice: MediaStreamTrack | undefined;
  let mix: MediaStreamTrack | undefined;
  let muted = false;
  let silent = false;
  let tracksChanged: () => void = () => undefined;
  let mediaIsUp: () => void = () => undefined;
  const connected = new Promise<void>((resolve) => {
    mediaIsUp = resolve;
  });

  const transceiver = (): RTCRtpTransceiver | undefined => connection?.getTransceivers()[0];
  function apply(): void {
    if (speech !== undefined) speech.enabled = !muted && !silent;
    if (mix !== undefined) mix.enabled = !silent;
    if (voice !== undefined) voice.enabled = !silent;
  }
  async function send(): Promise<void> {
    const track = mix ?? speech;
    const sender = transceiver()?.sender;
    if (track !== undefined && sender !== undefined && sender.track !== track)
      await sender.replaceTrack(track);
    apply();
  }

  /** Sends this microphone from now on; resolves when it is sent. */
  async function speak(track: MediaStreamTrack): Promise<void> {
    speech = track;
    await send();
    tracksChanged();
  }

  return {
    /** Resolves once media flows: keys pressed before would be lost. */
    connected,
    transceiver,
    connection: () => connection,
    /** The rep's voice, once the microphone is open. */
    speech: () => speech,
    /** The far end's voice, once there is one. */
    voice: () => voice,
    apply,
    isMuted: () => muted,
    /** Told when microphone or voice are other tracks than before. */
    onTracks(listener: (() => void) | undefined): void {
      tracksChanged = listener ?? (() => undefined);
    },
    /**
     * Takes a connection as its own, a fresh one or one that is up; `changed` is told of each of its states.
     */
    attach(to: RTCPeerConnection, changed: () => void): void {
      connection = to;
      const hear = (track: MediaStreamTrack): void => {
        if (connection !== to) return;
        const isNew = voice !== track;
        voice = track;
        loudspeaker.play(new MediaStream([track]));
        apply();
        if (isNew) tracksChanged();
      };
      const look = (): void => {
        if (connection !== to) return;
        if (to.connectionState === 'connected') mediaIsUp();
        changed();
      };
      to.addEventListener('track', ({ track }) => hear(track));
      to.addEventListener('connectionstatechange', look);
      const [received] = to.remoteDescription === null ? [] : to.getReceivers();
      if (received !== undefined) hear(received.track);
      look();
    },
    send,
    /**
     * Opens the microphone for this leg and sends it; undefined where the leg is over by then. Rejects where the system
     * gives none.
     */
    async openMicrophone(): Promise<MediaStreamTrack | undefined> {
      const opened = await microphone.take(speak);
      if (!closed) await speak(opened);
      else microphone.release(opened);
      return closed ? undefined : opened;
    },
    /** Sends a mix in place of the microphone; undefined: the microphone again. */
    async sendMix(track: MediaStreamTrack | undefined): Promise<void> {
      mix = track;
      await send();
    },
    mute(next: boolean): void {
      muted = next;
      apply();
    },
    silence(next: boolean): void {
      silent = next;
      apply();
    },
    close(): void {
      closed = true;
      loudspeaker.close();
      if (speech !== undefined) microphone.release(speech);
    },
    /** Whether the far end takes keys in the audio stream; unknown, so true, before it has said anything. */
    takesTelephoneEvents(): boolean {
      const sdp = connection?.remoteDescription?.sdp;
      return sdp === undefined || takesTelephoneEvents(sdp);
    },
    direct(direction: RTCRtpTransceiverDirection): void {
      const own = transceiver();
      if (own !== undefined && own.direction !== 'stopped') own.direction = direction;
    },
  };
}
