/** North American ringback (440 and 480 Hz, two seconds of six), quiet: made here when the far end sends none. */
const RINGBACK_HERTZ = [440, 480];
const RINGBACK_ON_SECONDS = 2;
const RINGBACK_PERIOD_SECONDS = 6;
const RINGBACK_GAIN = 0.03;
/** As many periods as any phone rings for. */
const RINGBACK_PERIODS = 40;

/** What the rep hears of one call. */
export interface Loudspeaker {
  /** The far end's audio: one `<audio>` element in the document for each call. */
  play(stream: MediaStream): void;
  /** The tone of a phone that rings; ended by `play`'s first sound being announced, or by `close`. */
  startRingback(): void;
  stopRingback(): void;
  close(): void;
}

/** `callId` names the element (`data-call-id`). */
export function createLoudspeaker(callId: string): Loudspeaker {
  const element = document.createElement('audio');
  element.autoplay = true;
  element.dataset.callId = callId;
  let ringback: AudioContext | undefined;

  function stopRingback(): void {
    void ringback?.close();
    ringback = undefined;
  }
  return {
    play(stream) {
      element.srcObject = stream;
      document.body.append(element);
    },
    startRingback() {
      ringback ??= ringingContext();
    },
    stopRingback,
    close() {
      stopRingback();
      element.srcObject = null;
      element.remove();
    },
  };
}

function ringingContext(): AudioContext {
  const context = new AudioContext();
  const gain = new GainNode(context, { gain: 0 });
  gain.connect(context.destination);
  for (let period = 0; period < RINGBACK_PERIODS; period += 1) {
    const at = context.currentTime + period * RINGBACK_PERIOD_SECONDS;
    gain.gain.setValueAtTime(RINGBACK_GAIN, at);
    gain.gain.setValueAtTime(0, at + RINGBACK_ON_SECONDS);
  }
  for (const frequency of RINGBACK_HERTZ) {
    const oscillator = new OscillatorNode(context, { frequency });
    oscillator.connect(gain);
    oscillator.start();
  }
  return context;
}
