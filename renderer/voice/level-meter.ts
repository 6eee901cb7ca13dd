import { openSilentContext } from './silent-context.ts';

/** How much of the sound is looked at at once: a little more than passes between two looks. */
const SAMPLES = 8192;

/** How loud a track is, whether or not anybody hears it. */
export interface LevelMeter {
  /** Listens to this track from now on; undefined: to none. */
  listen(track: MediaStreamTrack | undefined): void;
  /**
   * The last tenth of a second or so: its loudest sample and its mean loudness (RMS), 0 to 1. Undefined while nothing is
   * measured, which is not silence.
   */
  read(): { readonly peak: number; readonly rms: number } | undefined;
}

export function createLevelMeter(): LevelMeter {
  let heard: MediaStreamTrack | undefined;
  let ear: { readonly context: AudioContext; readonly analyser: AnalyserNode } | undefined;
  const samples = new Float32Array(SAMPLES);
  /** Chromium's tracks keep each stream that they were ever put into: one for each track, however often it is listened to. */
  const streams = new WeakMap<MediaStreamTrack, MediaStream>();
  function streamOf(track: MediaStreamTrack): MediaStream {
    const stream = streams.get(track) ?? new MediaStream([track]);
    streams.set(track, stream);
    return stream;
  }

  return {
    listen(track) {
      if (track === heard) return;
      heard = track;
      // Chromium keeps what a source has buffered for as long as its context is open, disconnected or not.
      void ear?.context.close();
      ear = track === undefined ? undefined : openEar(streamOf(track));
    },
    read() {
      if (ear?.context.state !== 'running') return undefined;
      ear.analyser.getFloatTimeDomainData(samples);
      let peak = 0;
      let squares = 0;
      for (const sample of samples) {
        peak = Math.max(peak, Math.abs(sample));
        squares += sample * sample;
      }
      return { peak, rms: Math.sqrt(squares / SAMPLES) };
    },
  };
}

function openEar(stream: MediaStream): { readonly context: AudioContext; readonly analyser: AnalyserNode } {
  const context = openSilentContext();
  const analyser = new AnalyserNode(context, { fftSize: SAMPLES });
  context.createMediaStreamSource(stream).connect(analyser);
  return { context, analyser };
}
