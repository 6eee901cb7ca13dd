import type { Clock } from '../../app/clock.ts';
import { GAP_MILLISECONDS, TONE_MILLISECONDS } from '../../app/voice/dtmf.ts';

/** How long a key may take beyond its own duration before it is given up, in milliseconds. */
const PATIENCE_MILLISECONDS = 6000;
const ATTEMPTS = 3;
/** Between two looks at what is waited for, in milliseconds. */
const LOOK_MILLISECONDS = 50;
const LOOKS_FOR_A_SENDER = PATIENCE_MILLISECONDS / LOOK_MILLISECONDS;
const LOOKS_FOR_A_KEY =
  (TONE_MILLISECONDS + GAP_MILLISECONDS + PATIENCE_MILLISECONDS / ATTEMPTS) / LOOK_MILLISECONDS;

/** An RTCRtpSender, as far as keys need it. */
export interface ToneSender {
  readonly track: object | null;
  readonly dtmf: Pick<
    RTCDTMFSender,
    'canInsertDTMF' | 'toneBuffer' | 'insertDTMF' | 'addEventListener' | 'removeEventListener'
  > | null;
}
type Dtmf = NonNullable<ToneSender['dtmf']>;

export interface ToneSenderParts {
  readonly clock: Clock;
  sender(): ToneSender | undefined;
  isClosed(): boolean;
}

/**
 * Sends single keys in the audio stream (RFC 4733 through the browser's RTCDTMFSender).
 *
 * What has to happen is waited for in looks, not until a moment: a computer that stood still for seconds finds its timers
 * due before the browser has said what became of the key, and the next look comes after that.
 */
export function createToneSender({ clock, sender, isClosed }: ToneSenderParts) {
  const pause = (): Promise<void> => new Promise((resolve) => void clock.after(LOOK_MILLISECONDS, resolve));

  /** Without a microphone, or on a hold of the far end's, no key can be sent: they wait for it, not for ever. */
  async function ableSender(): Promise<Dtmf | undefined> {
    for (let looks = 0; looks < LOOKS_FOR_A_SENDER && !isClosed(); looks += 1) {
      const { track, dtmf } = sender() ?? { track: null, dtmf: null };
      if (track !== null && dtmf?.canInsertDTMF) return dtmf;
      await pause();
    }
    return undefined;
  }

  function press(dtmf: Dtmf, tone: string): Promise<'sent' | 'not begun' | 'not ended'> {
    return new Promise((resolve) => {
      let begun = false;
      let looks = 0;
      let stopLooking = (): void => undefined;
      const listener = (event: RTCDTMFToneChangeEvent): void => {
        // An end that comes before the beginning is that of an earlier key.
        if (event.tone !== '') begun = true;
        else if (begun) finish('sent');
      };
      function look(): void {
        looks += 1;
        if (looks < LOOKS_FOR_A_KEY && !isClosed()) stopLooking = clock.after(LOOK_MILLISECONDS, look);
        // A key that could not be sent stays in the buffer without a word: nothing of it has left, and nothing is to.
        else if (begun || dtmf.toneBuffer === '') finish('not ended');
        else finish(insert(dtmf, '') ? 'not begun' : 'not ended');
      }
      function finish(outcome: 'sent' | 'not begun' | 'not ended'): void {
        stopLooking();
        dtmf.removeEventListener('tonechange', listener);
        resolve(outcome);
      }
      dtmf.addEventListener('tonechange', listener);
      if (insert(dtmf, tone)) look();
      else finish('not begun');
    });
  }

  return {
    /** Resolves, in any case, when the key is over; false: it was not sent, or only begun. */
    async send(tone: string): Promise<boolean> {
      for (let attempt = 0; attempt < ATTEMPTS && !isClosed(); attempt += 1) {
        const dtmf = await ableSender();
        if (dtmf === undefined) return false;
        const outcome = await press(dtmf, tone);
        if (outcome !== 'not begun') return outcome === 'sent';
      }
      return false;
    },
  };
}

/** False where the sender has just become unable (it throws then): between two looks nobody says so. */
function insert(dtmf: Dtmf, tones: string): boolean {
  try {
    dtmf.insertDTMF(tones, TONE_MILLISECONDS, GAP_MILLISECONDS);
    return true;
  } catch {
    return false;
  }
}
