import type { MicrophoneState } from '../../app/voice/audio.ts';

type Replaced = (track: MediaStreamTrack) => void | Promise<void>;

/** The one microphone, shared by all calls; each call has a track of its own, so that each mutes for itself. */
export interface Microphone {
  /**
   * True once it has opened and no device came or went since: a call may then leave before the track is
   * there. Otherwise nobody's phone rings before the microphone is known to work.
   */
  proven(): boolean;
  /**
   * A track of one's own; rejects where the system gives none. Give it back with `release`.
   *
   * @param replaced takes another track in its place, when the microphone becomes another one; the track before is
   * stopped once that is done, and the new one is to be given back
   */
  take(replaced: Replaced): Promise<MediaStreamTrack>;
  release(track: MediaStreamTrack): void;
}

/** How it is to be opened. */
export interface MicrophoneWish {
  /** Empty for the system's. */
  readonly deviceId: string;
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly autoGainControl: boolean;
}

export interface MicrophoneParts {
  readonly devices: MediaDevices;
  wish(): MicrophoneWish;
  /** How long it stays open after the last track was given back, in milliseconds. */
  keepFor(): number;
  /** The source that is open now; undefined and why, where there is none. */
  changed(source: MediaStreamTrack | undefined, state: MicrophoneState): void;
}

export interface SharedMicrophone extends Microphone {
  /** What is wished for may have changed, or a device came or went: opens anew where that changes anything. */
  look(): void;
  /** The same device is another one underneath: opens anew in any case. */
  renew(): void;
  /** `keepFor` says another time than before: where nobody has it, that counts from now. */
  rest(): void;
}

/** Opens the page's microphone when the first one takes it, and keeps it open for a while after the last. */
export function createMicrophone(parts: MicrophoneParts): SharedMicrophone {
  let opening: Promise<MediaStreamTrack> | undefined;
  /** What the tracks that are taken are copies of. */
  let source: MediaStreamTrack | undefined;
  let openedBy = '';
  let proven = false;
  let closing: number | undefined;
  const taken = new Map<MediaStreamTrack, Replaced>();

  parts.devices.addEventListener('devicechange', () => {
    proven = false;
  });

  async function open(before: Promise<MediaStreamTrack> | undefined): Promise<MediaStreamTrack> {
    const wish = parts.wish();
    openedBy = keyOf(wish);
    try {
      const opened = await openBy(parts.devices, wish);
      openedBy = keyOf(opened.by);
      // Unplugged or taken away.
      opened.track.addEventListener('ended', () => lost(opened.track));
      proven = true;
      return opened.track;
    } catch (error) {
      proven = false;
      parts.changed(undefined, stateAfter(error));
      const old = await before?.catch(() => undefined);
      // What is still heard goes on, though it is not what was wished for.
      if (old?.readyState === 'live') return old;
      throw error;
    }
  }
  function start(): Promise<MediaStreamTrack> {
    const next = open(opening);
    opening = next;
    next.then(
      (opened) => handOver(next, opened),
      () => {
        if (opening === next) opening = undefined;
      },
    );
    return next;
  }
  /** Gives those who have a track another one, and closes what was open before. */
  async function handOver(next: Promise<MediaStreamTrack>, opened: MediaStreamTrack): Promise<void> {
    if (opening !== next) return opened.stop();
    parts.changed(opened, 'open');
    if (opened === source) return;
    const before = source;
    source = opened;
    for (const [old, replaced] of [...taken]) {
      if (source !== opened || !taken.delete(old)) continue;
      const track = opened.clone();
      track.enabled = old.enabled;
      taken.set(track, replaced);
      // A call that is being closed takes none any more. Any other would send a track that ended, which its quality tells.
      await Promise.resolve(replaced(track)).catch(() => undefined);
      old.stop();
    }
    before?.stop();
  }
  async function take(replaced: Replaced): Promise<MediaStreamTrack> {
    window.clearTimeout(closing);
    const current = opening ?? start();
    const opened = await current;
    // It became another one meanwhile.
    if (opening !== current) return take(replaced);
    const track = opened.clone();
    taken.set(track, replaced);
    return track;
  }
  function forget(state: MicrophoneState): void {
    opening = undefined;
    source = undefined;
    parts.changed(undefined, state);
  }
  function lost(track: MediaStreamTrack): void {
    if (track !== source) return;
    proven = false;
    forget('closed');
    if (taken.size > 0) again();
  }
  function shut(): void {
    source?.stop();
    forget('closed');
  }
  function rest(): void {
    if (taken.size > 0 || opening === undefined) return;
    window.clearTimeout(closing);
    closing = window.setTimeout(shut, parts.keepFor());
  }
  /** Whoever has a track keeps it where this fails, and `changed` has told why. */
  function again(): void {
    start().catch(() => undefined);
  }

  return {
    proven: () => proven,
    take,
    release(track) {
      track.stop();
      if (taken.delete(track)) rest();
    },
    rest,
    look() {
      if (opening === undefined ? taken.size > 0 : keyOf(parts.wish()) !== openedBy) again();
    },
    renew() {
      if (opening !== undefined) again();
    },
  };
}

function keyOf(wish: MicrophoneWish): string {
  return JSON.stringify(wish);
}

/** By the wish; where its device can't be had, by the system's, since a call with that is better than none. */
async function openBy(
  devices: MediaDevices,
  wish: MicrophoneWish,
): Promise<{ readonly track: MediaStreamTrack; readonly by: MicrophoneWish }> {
  const { deviceId, ...processing } = wish;
  try {
    const device = deviceId === '' ? {} : { deviceId: { exact: deviceId } };
    const stream = await devices.getUserMedia({ audio: { ...processing, ...device } });
    const [track] = stream.getAudioTracks();
    if (track === undefined) throw new Error('The system gave a stream without a microphone.');
    return { track, by: wish };
  } catch (error) {
    if (deviceId === '' || stateAfter(error) === 'refused') throw error;
    return openBy(devices, { ...wish, deviceId: '' });
  }
}

/** What getUserMedia's refusal means (Media Capture and Streams, section 10.3.5). */
function stateAfter(error: unknown): MicrophoneState {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy';
}
