import type { Loudspeaker } from './loudspeaker.ts';

export type LegMedia = ReturnType<typeof createLegMedia>;

/**
 * What one leg sends and lets be heard: the rep's microphone, or a mix in its place; silence while it is held.
 * JsSIP switches the sender's track on and off as well: `apply` has the last word.
 */
export function createLegMedia(loudspeaker: Loudspeaker) {
  let connection: RTCPeerConnection | undefined;
  let microphone: MediaStreamTrack | undefined;
  let voice: MediaStreamTrack | undefined;
  let mix: MediaStreamTrack | undefined;
  let muted = false;
  let silent = false;
  let mediaIsUp: () => void = () => undefined;
  const connected = new Promise<void>((resolve) => {
    mediaIsUp = resolve;
  });

  const transceiver = (): RTCRtpTransceiver | undefined => connection?.getTransceivers()[0];
  function apply(): void {
    if (microphone !== undefined) microphone.enabled = !muted && !silent;
    if (mix !== undefined) mix.enabled = !silent;
    if (voice !== undefined) voice.enabled = !silent;
  }
  async function send(): Promise<void> {
    const track = mix ?? microphone;
    const sender = transceiver()?.sender;
    if (track !== undefined && sender !== undefined && sender.track !== track)
      await sender.replaceTrack(track);
    apply();
  }

  return {
    /** Resolves once media flows: keys pressed before would be lost. */
    connected,
    transceiver,
    connection: () => connection,
    microphone: () => microphone,
    /** The far end's voice, once there is one. */
    voice: () => voice,
    apply,
    /** Takes a connection as its own; `failed` is told when no way through the network is left. */
    attach(to: RTCPeerConnection, failed: () => void): void {
      connection = to;
      to.addEventListener('track', ({ track }) => {
        if (connection !== to) return;
        voice = track;
        loudspeaker.play(new MediaStream([track]));
        apply();
      });
      to.addEventListener('connectionstatechange', () => {
        if (connection !== to) return;
        if (to.connectionState === 'connected') mediaIsUp();
        if (to.connectionState === 'failed') failed();
      });
    },
    /** Sends this microphone from now on; resolves when it is sent. */
    async speak(track: MediaStreamTrack): Promise<void> {
      microphone = track;
      await send();
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
    direct(direction: RTCRtpTransceiverDirection): void {
      const own = transceiver();
      if (own !== undefined && own.direction !== 'stopped') own.direction = direction;
    },
  };
}
