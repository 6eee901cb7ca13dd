import type { AudioTestStep } from '../../app/voice/audio.ts';
import type { Loudspeaker } from './loudspeaker.ts';
import type { Microphone } from './microphone.ts';

/** How long the rep speaks, and then hears it, in seconds. */
const VOICE_SECONDS = 3;
/** The ring's cadence is three seconds: twice. */
const RING_MILLISECONDS = 6000;
/** Names the element of the sound that is tested. */
const SOUND_TEST = 'sound-test';

export interface SoundTestParts {
  readonly microphone: Microphone;
  loudspeaker(name: string): Loudspeaker;
  report(step: AudioTestStep | null): void;
}

export type SoundTest = ReturnType<typeof createSoundTest>;

/** One test of the sound at a time: the rep hears themselves, or the ring. */
export function createSoundTest({ microphone, loudspeaker, report }: SoundTestParts) {
  let stop: (() => void) | undefined;

  function end(): void {
    stop?.();
    stop = undefined;
  }
  /** Runs until `milliseconds` have passed or the test is ended; `over` frees what it has. */
  function run(milliseconds: number, over: () => void): void {
    const timer = window.setTimeout(end, milliseconds);
    stop = () => {
      window.clearTimeout(timer);
      over();
      report(null);
    };
  }
  function ring(): void {
    const speaker = loudspeaker(SOUND_TEST);
    speaker.startRinging();
    report('ringing');
    run(RING_MILLISECONDS, speaker.close);
  }
  /** A delay line is the recording: what is said in three seconds comes back after three seconds. */
  async function hearYourself(): Promise<void> {
    let canceled = false;
    stop = () => {
      canceled = true;
    };
    // Another microphone ends the test, which has nobody to give its track to.
    const replaced = (next: MediaStreamTrack): void => {
      end();
      microphone.release(next);
    };
    // Why it did not open has been told by the microphone itself.
    const track = await microphone.take(replaced).catch(() => undefined);
    if (track === undefined) return;
    if (canceled) return microphone.release(track);
    const context = new AudioContext();
    const voice = context.createMediaStreamSource(new MediaStream([track]));
    const line = new DelayNode(context, { delayTime: VOICE_SECONDS, maxDelayTime: VOICE_SECONDS });
    const out = context.createMediaStreamDestination();
    voice.connect(line).connect(out);
    const speaker = loudspeaker(SOUND_TEST);
    speaker.play(out.stream);
    report('recording');
    const spoken = window.setTimeout(() => {
      voice.disconnect();
      report('playing');
    }, VOICE_SECONDS * 1000);
    run(VOICE_SECONDS * 2000, () => {
      window.clearTimeout(spoken);
      speaker.close();
      void context.close();
      microphone.release(track);
    });
  }

  return {
    start(what: 'microphone' | 'ringer'): void {
      end();
      if (what === 'ringer') ring();
      else void hearYourself();
    },
    end,
  };
}
