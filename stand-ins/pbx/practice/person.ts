import { createHearing, type InboundAudio } from './hearing.ts';
import { createSpeaking, type Speech } from './speaking.ts';

/** One end of a conversation, in µ-law frames of 20 ms: somebody who speaks, or a connection to a telephone. */
export interface AudioEnd {
  /** Lets this end hear a frame. */
  take(frame: Uint8Array): void;
  /** Who gets each frame that comes from this end; nobody, until told. */
  onFrame(listener: ((frame: Uint8Array) => void) | undefined): void;
}

/** The two hear each other from now on, and nobody else does. */
export function join(one: AudioEnd, other: AudioEnd): void {
  one.onFrame(other.take);
  other.onFrame(one.take);
}

/** Somebody at the far end: says one thing, hears, and notes the keys that are pressed. */
export interface Person extends AudioEnd {
  say(speech: Speech, hertz?: number): void;
  /** RFC 4733. */
  telephoneEvent(payload: Uint8Array, timestamp: number): void;
  /** A key that came as INFO. */
  press(key: string): void;
  digits(): string;
  /** When each key in the audio was pressed, in seconds of the client's own clock. */
  keyTimes(): readonly number[];
  inbound(): InboundAudio;
  close(): void;
}

/** `onDigits` is told all digits so far after each key press. */
export function createPerson(onDigits: (digits: string) => void = () => undefined): Person {
  let listener: ((frame: Uint8Array) => void) | undefined;
  const hearing = createHearing(onDigits);
  const speaking = createSpeaking((frame) => listener?.(frame));
  return {
    take(frame) {
      hearing.audio(frame);
      speaking.hear(Uint8Array.from(frame));
    },
    onFrame(next) {
      listener = next;
    },
    say: speaking.say,
    telephoneEvent: hearing.telephoneEvent,
    press: hearing.press,
    digits: hearing.digits,
    keyTimes: hearing.keyTimes,
    inbound: hearing.inbound,
    close: speaking.close,
  };
}
