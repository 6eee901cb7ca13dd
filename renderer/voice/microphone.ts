/** How long the microphone stays open after the last call, in milliseconds: the next one is often seconds away. */
const KEEP_OPEN_MILLISECONDS = 5000;

/** The one microphone, shared by all calls; each call has a track of its own, so that each mutes for itself. */
export interface Microphone {
  /**
   * True once it has opened and no device came or went since: a call may then leave before the track is
   * there. Otherwise nobody's phone rings before the microphone is known to work.
   */
  proven(): boolean;
  /** A track of one's own; rejects where the system gives none. Give it back with `release`. */
  take(): Promise<MediaStreamTrack>;
  release(track: MediaStreamTrack): void;
}

const CONSTRAINTS: MediaStreamConstraints = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
};

/** Uses the page's media devices; opens nothing before the first `take`. */
export function createMicrophone(devices: MediaDevices): Microphone {
  let opening: Promise<MediaStreamTrack> | undefined;
  let proven = false;
  let closing: number | undefined;
  const taken = new Set<MediaStreamTrack>();

  devices.addEventListener('devicechange', () => {
    proven = false;
  });

  async function open(): Promise<MediaStreamTrack> {
    const stream = await devices.getUserMedia(CONSTRAINTS);
    const [source] = stream.getAudioTracks();
    if (source === undefined) throw new Error('The system gave a stream without a microphone.');
    // Unplugged or taken away: the next call opens another one.
    source.addEventListener('ended', forget);
    proven = true;
    return source;
  }
  function forget(): void {
    opening = undefined;
    proven = false;
  }
  async function shut(): Promise<void> {
    const source = await opening;
    opening = undefined;
    source?.stop();
  }

  return {
    proven: () => proven,
    async take() {
      window.clearTimeout(closing);
      opening ??= open();
      try {
        const track = (await opening).clone();
        taken.add(track);
        return track;
      } catch (error) {
        forget();
        throw error;
      }
    },
    release(track) {
      track.stop();
      taken.delete(track);
      if (taken.size > 0) return;
      window.clearTimeout(closing);
      closing = window.setTimeout(() => void shut(), KEEP_OPEN_MILLISECONDS);
    },
  };
}
