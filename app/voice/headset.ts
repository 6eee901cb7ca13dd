import type { HeadsetButton } from './audio.ts';
import type { HeadsetLayout, HeadsetLight, InputField } from './headset-layout.ts';
import type { LineState } from './line-state.ts';

/** No finger answers and hangs up, or mutes and unmutes, within this time: the button was let go. In milliseconds. */
const LET_GO_MILLISECONDS = 700;
/** A report that comes this soon after ours may be its echo, in milliseconds. */
const ECHO_MILLISECONDS = 500;

export interface HeadsetReport {
  readonly reportId: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** One headset: what its reports ask for, and what it is to show. It keeps nothing but how its buttons stand. */
export interface Headset {
  /**
   * @param line the calls as they are now
   * @param at milliseconds, by a clock that only goes forward
   * @returns what is asked for
   */
  input(reportId: number, bytes: Uint8Array, line: LineState, at: number): readonly HeadsetButton[];
  /** The reports that show the line; they are sent now. */
  show(line: LineState, at: number): HeadsetReport[];
}

/**
 * Speaks with a headset by the standard usages. Makers use them in two ways, and call them the same: as a state (the hook
 * switch is 1 while a call is up, also as the echo of our own light) and as a button (1 while it is pressed). What a
 * report asks for therefore depends on the line and on how long a 1 lasted, not on the descriptor alone.
 */
export function createHeadset(layout: HeadsetLayout): Headset {
  const before = new Map<InputField, boolean>();
  /** Each report as it came last. */
  const last = new Map<number, string>();
  let shownAt = Number.NEGATIVE_INFINITY;
  /** When the hook switch answered, and when the mute button muted. */
  let answeredAt = Number.NEGATIVE_INFINITY;
  let mutedAt = Number.NEGATIVE_INFINITY;

  function hookSwitch(
    on: boolean,
    { absolute }: InputField,
    line: LineState,
    at: number,
  ): HeadsetButton | undefined {
    const wantsAnswer = line.ringing && (on || (absolute && line.offHook));
    if (on || !absolute) {
      if (!on) return undefined;
      if (wantsAnswer) {
        answeredAt = at;
        return 'answer';
      }
      // A state that says what we told it; a button hangs up.
      return line.offHook && !absolute ? 'hang-up' : undefined;
    }
    if (at - answeredAt < LET_GO_MILLISECONDS) return undefined;
    // With a call that waits, the button takes that one: nobody loses the call they are in by it.
    if (wantsAnswer) return 'answer';
    return line.offHook ? 'hang-up' : undefined;
  }
  function mute(
    on: boolean,
    { absolute }: InputField,
    line: LineState,
    at: number,
  ): HeadsetButton | undefined {
    if (!line.offHook) return undefined;
    if (!absolute) return on ? toggled(line) : undefined;
    if (on) {
      if (line.muted) return undefined;
      mutedAt = at;
      return 'mute';
    }
    return at - mutedAt >= LET_GO_MILLISECONDS && line.muted ? 'unmute' : undefined;
  }
  function pressed(field: InputField, on: boolean, line: LineState, at: number): HeadsetButton | undefined {
    if (field.button === 'hookSwitch') return hookSwitch(on, field, line, at);
    if (field.button === 'mute') return mute(on, field, line, at);
    return on && line.ringing ? 'reject' : undefined;
  }

  return {
    input(reportId, bytes, line, at) {
      const buttons: HeadsetButton[] = [];
      const text = bytes.join();
      // Some hook switches stay at 1 when the call is ended here: the next press is the same report once more.
      const again =
        last.get(reportId) === text && line.ringing && !line.offHook && at - shownAt >= ECHO_MILLISECONDS;
      last.set(reportId, text);
      for (const field of layout.inputs) {
        if (field.reportId !== reportId) continue;
        const on = isOn(field, bytes);
        const was = before.get(field) ?? false;
        before.set(field, on);
        // A relative field is a press each time; an absolute one only where it changes.
        const pressedAgain = on && again && field.button === 'hookSwitch';
        if (on === was && (field.absolute || !on) && !pressedAgain) continue;
        const button = pressed(field, on, line, at);
        if (button !== undefined) buttons.push(button);
      }
      return buttons;
    },
    show(line, at) {
      shownAt = at;
      const lit: Record<HeadsetLight, boolean> = {
        mute: line.muted,
        offHook: line.offHook,
        ring: line.ringing,
        hold: line.held,
      };
      return layout.outputs.map(({ reportId, length, lights }) => {
        const bytes = new Uint8Array(length);
        for (const { light, bit } of lights) {
          if (lit[light]) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7));
        }
        return { reportId, bytes };
      });
    },
  };
}

function toggled({ muted }: LineState): HeadsetButton {
  return muted ? 'unmute' : 'mute';
}

function isOn({ bit, size, value }: InputField, bytes: Uint8Array): boolean {
  let read = 0;
  for (let at = 0; at < Math.min(size, 31); at += 1) {
    const set = ((bytes[(bit + at) >> 3] ?? 0) >> ((bit + at) & 7)) & 1;
    read |= set << at;
  }
  return value === undefined ? read !== 0 : read === value;
}
