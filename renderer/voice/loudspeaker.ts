/** North American ringback (440 and 480 Hz, two seconds of six), quiet: made here when the far end sends none. */
const RINGBACK_HERTZ = [440, 480];
const RINGBACK_ON_SECONDS = 2;
const RINGBACK_PERIOD_SECONDS = 6;
const RINGBACK_GAIN = 0.03;
/** Longer than any phone rings. */
const LONGEST_RING_SECONDS = 240;

/** A soft chord for an incoming call, one second of three. */
const RING_HERTZ = [523.25, 659.25];
const RING_ON_SECONDS = 1;
const RING_PERIOD_SECONDS = 3;
const RING_GAIN = 0.12;

/** What the rep hears of one call. */
export interface Loudspeaker {
  /** The far end's audio: one `<audio>` element in the document for each call. */
  play(stream: MediaStream): void;
  /** The tone of a phone that rings; ended by `play`'s first sound being announced, or by `close`. */
  startRingback(): void;
  stopRingback(): void;
  /** The phone rings here, until `stopRinging`, `play` or `close`; over the same element as the call's audio. */
  startRinging(): void;
  stopRinging(): void;
  close(): void;
}

/** `callId` names the element (`data-call-id`). */
export function createLoudspeaker(callId: string): Loudspeaker {
  const element = document.createElement('audio');
  element.autoplay = true;
  element.dataset.callId = callId;
  let ringback: AudioContext | undefined;
  let ringing: AudioContext | undefined;

  function stopRingback(): void {
    void ringback?.close();
    ringback = undefined;
  }
  function stopRinging(): void {
    void ringing?.close();
    ringing = undefined;
  }
  return {
    play(stream) {
      stopRinging();
      element.srcObject = stream;
      document.body.append(element);
    },
    startRingback() {
      if (ringback !== undefined) return;
      ringback = new AudioContext();
      const cadence = [RINGBACK_ON_SECONDS, RINGBACK_PERIOD_SECONDS] as const;
      chord(ringback, ringback.destination, RINGBACK_HERTZ, RINGBACK_GAIN, cadence);
    },
    stopRingback,
    startRinging() {
      if (ringing !== undefined) return;
      ringing = new AudioContext();
      const speaker = ringing.createMediaStreamDestination();
      chord(ringing, speaker, RING_HERTZ, RING_GAIN, [RING_ON_SECONDS, RING_PERIOD_SECONDS]);
      element.srcObject = speaker.stream;
      document.body.append(element);
    },
    stopRinging,
    close() {
      stopRingback();
      stopRinging();
      element.srcObject = null;
      element.remove();
    },
  };
}

/** Frequencies together, on and off again in seconds, for as long as any phone rings. */
function chord(
  context: AudioContext,
  output: AudioNode,
  frequencies: readonly number[],
  loud: number,
  [on, period]: readonly [number, number],
): void {
  const gain = new GainNode(context, { gain: 0 });
  gain.connect(output);
  for (let time = 0; time < LONGEST_RING_SECONDS; time += period) {
    const at = context.currentTime + time;
    gain.gain.setValueAtTime(loud, at);
    gain.gain.setValueAtTime(0, at + on);
  }
  for (const frequency of frequencies) {
    const oscillator = new OscillatorNode(context, { frequency });
    oscillator.connect(gain);
    oscillator.start();
  }
}
