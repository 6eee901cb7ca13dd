import { type OutputRole, type Outputs, sinkOf } from './outputs.ts';

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
/** At full volume; the usual volume of 0.7 makes it half as loud. */
const RING_GAIN = 0.25;

/** Call waiting: one soft beep of four seconds, as most phone systems have it. */
const WAITING_HERTZ = [440];
const WAITING_ON_SECONDS = 0.2;
const WAITING_PERIOD_SECONDS = 4;
const WAITING_GAIN = 0.04;
/** A call that does not fit is refused at once: nobody must hear it. In seconds. */
const WAITING_AFTER_SECONDS = 0.4;

/** What the rep hears of one call. */
export interface Loudspeaker {
  /** The far end's audio: one `<audio>` element in the document for each call. */
  play(stream: MediaStream): void;
  /** The tone of a phone that rings; ended by `play`'s first sound being announced, or by `close`. */
  startRingback(): void;
  stopRingback(): void;
  /** The phone rings on the ringer's device, until `stopRinging`, `play` or `close`. */
  startRinging(): void;
  stopRinging(): void;
  /** Another call waits while one is up: a soft beep in the rep's ear, until `stopRinging`, `play` or `close`. */
  startWaiting(): void;
  close(): void;
}

export interface LoudspeakerParts {
  readonly outputs: Outputs;
  /** 0 to 1. */
  ringVolume(): number;
}

/** `callId` names what plays for it (`data-call-id`), be it the call or its ringing. */
export function createLoudspeaker(callId: string, { outputs, ringVolume }: LoudspeakerParts): Loudspeaker {
  const element = audioElement(callId);
  let ringback: AudioContext | undefined;
  let ringing: { readonly context: AudioContext; readonly element: HTMLAudioElement } | undefined;
  outputs.attach('speaker', element);

  function stopRingback(): void {
    const sink = ringback && sinkOf(ringback);
    if (sink) outputs.detach(sink);
    void ringback?.close();
    ringback = undefined;
  }
  function stopRinging(): void {
    if (ringing === undefined) return;
    outputs.detach(ringing.element);
    silence(ringing.element);
    void ringing.context.close();
    ringing = undefined;
  }
  function ring(
    role: OutputRole,
    volume: number,
    sound: (context: AudioContext, speaker: AudioNode) => void,
  ): void {
    if (ringing !== undefined) return;
    const context = new AudioContext();
    const speaker = context.createMediaStreamDestination();
    sound(context, speaker);
    ringing = { context, element: audioElement(callId) };
    outputs.attach(role, ringing.element);
    ringing.element.volume = volume;
    ringing.element.srcObject = speaker.stream;
    document.body.append(ringing.element);
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
      const sink = sinkOf(ringback);
      if (sink) outputs.attach('speaker', sink);
      const cadence = [RINGBACK_ON_SECONDS, RINGBACK_PERIOD_SECONDS] as const;
      chord(ringback, ringback.destination, RINGBACK_HERTZ, RINGBACK_GAIN, cadence);
    },
    stopRingback,
    startRinging() {
      // As an ear hears it: half way is half as loud.
      ring('ringer', ringVolume() ** 2, (context, speaker) =>
        chord(context, speaker, RING_HERTZ, RING_GAIN, [RING_ON_SECONDS, RING_PERIOD_SECONDS]),
      );
    },
    startWaiting() {
      const cadence = [WAITING_ON_SECONDS, WAITING_PERIOD_SECONDS] as const;
      ring('speaker', 1, (context, speaker) =>
        chord(context, speaker, WAITING_HERTZ, WAITING_GAIN, cadence, WAITING_AFTER_SECONDS),
      );
    },
    stopRinging,
    close() {
      stopRingback();
      stopRinging();
      outputs.detach(element);
      silence(element);
    },
  };
}

function audioElement(callId: string): HTMLAudioElement {
  const element = document.createElement('audio');
  element.autoplay = true;
  element.dataset.callId = callId;
  return element;
}

function silence(element: HTMLAudioElement): void {
  element.srcObject = null;
  element.remove();
}

/** Frequencies together, on and off again in seconds, for as long as any phone rings. */
function chord(
  context: AudioContext,
  output: AudioNode,
  frequencies: readonly number[],
  loud: number,
  [on, period]: readonly [number, number],
  after = 0,
): void {
  const gain = new GainNode(context, { gain: 0 });
  gain.connect(output);
  for (let time = after; time < LONGEST_RING_SECONDS; time += period) {
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
