import { amplitudeAt, dominantFrequency, loudness } from '../tone.ts';
import { decodeMuLaw } from './g711.ts';

const RATE = 8000;
/** The last half second is what is looked at. */
const REMEMBERED = RATE / 2;
/** Longer than any gap in a stream: what was heard before is over. */
const FORGOTTEN_AFTER_MILLISECONDS = 400;
const EVENT_DIGITS = '0123456789*#ABCD';

export interface InboundAudio {
  /** RTP packets with audio so far. */
  readonly packets: number;
  /** Hertz, to 5 Hz, of the last half second; 0 is silence. */
  readonly dominantFrequency: number;
  /** Root mean square of the last half second, 0 to 32767. */
  readonly energy: number;
  /** Amplitude of one frequency in the last half second, 0 to 32767: who of several is heard. */
  amplitudeAt(hertz: number): number;
}

/** What the practice PBX hears of one call: audio and key presses. */
export interface Hearing {
  audio(payload: Uint8Array): void;
  /** RFC 4733 section 2.3: event, end bit, duration; packets of one key press share a timestamp. */
  telephoneEvent(payload: Uint8Array, timestamp: number): void;
  /** A key that came by other means. */
  press(key: string): void;
  digits(): string;
  /** When each key in the audio was pressed, in seconds of the sender's own clock: a late packet changes nothing. */
  keyTimes(): readonly number[];
  inbound(): InboundAudio;
}

/** `onDigits` is told all digits so far, at the first packet of each key press, whatever kind of packet that is. */
export function createHearing(onDigits: (digits: string) => void): Hearing {
  let samples: number[] = [];
  let packets = 0;
  let heardAt = 0;
  let digits = '';
  /** RTP timestamps of key presses. */
  const seen = new Set<number>();
  function press(key: string): void {
    if (key.length !== 1 || !EVENT_DIGITS.includes(key)) return;
    digits += key;
    onDigits(digits);
  }
  return {
    audio(payload) {
      packets += 1;
      heardAt = performance.now();
      samples.push(...Array.from(payload, decodeMuLaw));
      if (samples.length > REMEMBERED) samples = samples.slice(-REMEMBERED);
    },
    telephoneEvent(payload, timestamp) {
      const digit = EVENT_DIGITS[payload[0] ?? 255];
      if (payload.length < 4 || digit === undefined || seen.has(timestamp)) return;
      seen.add(timestamp);
      press(digit);
    },
    press,
    digits: () => digits,
    keyTimes: () => [...seen].map((timestamp) => timestamp / RATE),
    inbound() {
      const goesOn = performance.now() - heardAt < FORGOTTEN_AFTER_MILLISECONDS;
      const recent = Int16Array.from(goesOn ? samples : []);
      return {
        packets,
        dominantFrequency: dominantFrequency(recent, RATE),
        energy: loudness(recent),
        amplitudeAt: (hertz) => amplitudeAt(recent, RATE, hertz),
      };
    },
  };
}
