/** How much of the sound is looked at at once: a little more than passes between two looks. */
const SAMPLES = 8192;

/** How loud a track is, whether or not anybody hears it. */
export interface LevelMeter {
  /** Listens to this track from now on; undefined: to none. */
  listen(track: MediaStreamTrack | undefined): void;
  /** The last tenth of a second or so: its loudest sample and its mean loudness (RMS), 0 to 1. */
  read(): { readonly peak: number; readonly rms: number };
}

export function createLevelMeter(): LevelMeter {
  let heard: MediaStreamTrack | undefined;
  let ear: { readonly context: AudioContext; readonly analyser: AnalyserNode } | undefined;
  const samples = new Float32Array(SAMPLES);

  return {
    listen(track) {
      if (track === heard) return;
      heard = track;
      void ear?.context.close();
      ear = undefined;
      if (track === undefined) return;
      const context = new AudioContext();
      const analyser = new AnalyserNode(context, { fftSize: SAMPLES });
      context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
      ear = { context, analyser };
    },
    read() {
      if (ear === undefined) return { peak: 0, rms: 0 };
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
