import type { Clock } from '../../app/clock.ts';
import { type DigitStep, digitSteps, durationOf } from '../../app/voice/dtmf.ts';
import { createToneSender, type ToneSender } from './tone-sender.ts';

export interface KeypadParts {
  readonly clock: Clock;
  /** The sender, once there is one (RFC 4733 in the audio stream). */
  sender(): ToneSender | undefined;
  /** Whether keys go as INFO instead: configured, or the far end takes none in the audio stream. */
  byInfo(): boolean;
  /** Sends one key as INFO (application/dtmf-relay); resolves with whether the far end took it. */
  info(tone: string): Promise<boolean>;
  /** Resolves when media flows: keys pressed between the answer and then would be lost. */
  mediaConnected: Promise<void>;
  /** How many of the digits given to one `press` are out; `done` once for each, whatever became of it. */
  progress(sent: number, done: boolean): void;
}

/**
 * Presses keys one after the other; what is given while keys are pressed waits its turn. Each `press` ends in one report
 * that it is done: after its last key, after the one that could not be sent, or after the one at which it was stopped.
 * After `close` nothing is reported: the leg is over.
 */
export function createKeypad(parts: KeypadParts) {
  const { clock } = parts;
  const wait = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => void clock.after(milliseconds, resolve));
  const tones = createToneSender({ clock, sender: parts.sender, isClosed: () => closed });
  let turn: Promise<void> = parts.mediaConnected;
  let closed = false;
  /** Raised by `stop`: digits given before it are dropped. */
  let run = 0;

  async function press(digits: string, ofRun: number): Promise<void> {
    const dropped = (): boolean => closed || ofRun !== run;
    let sent = 0;
    for (const step of digitSteps(digits)) {
      if (dropped() || !(await take(step))) break;
      sent = step.sent;
      if (!dropped() && sent < digits.length) parts.progress(sent, false);
    }
    if (!closed) parts.progress(sent, true);
  }
  async function take(step: DigitStep): Promise<boolean> {
    if (step.kind === 'pause') {
      await wait(durationOf(step));
      return true;
    }
    if (!parts.byInfo()) return tones.send(step.tone);
    const [taken] = await Promise.all([parts.info(step.tone), wait(durationOf(step))]);
    return taken;
  }

  return {
    press(digits: string): void {
      const ofRun = run;
      turn = turn.then(() => press(digits, ofRun));
    },
    stop(): void {
      run += 1;
    },
    close(): void {
      closed = true;
    },
  };
}
