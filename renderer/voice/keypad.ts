import {
  type DigitStep,
  digitSteps,
  durationOf,
  GAP_MILLISECONDS,
  TONE_MILLISECONDS,
} from '../../app/voice/dtmf.ts';

/** How long a key may take beyond its own duration before the digits are given up, in milliseconds. */
const PATIENCE_MILLISECONDS = 5000;

export interface KeypadParts {
  /** The sender's DTMF side, once there is one (RFC 4733 in the audio stream). */
  sender(): RTCDTMFSender | null;
  /** Resolves when media flows: keys pressed between the answer and then would be lost. */
  mediaConnected: Promise<void>;
  progress(sent: number, done: boolean): void;
}

/** Presses keys one after the other; what is given while keys are pressed waits its turn. */
export function createKeypad(parts: KeypadParts) {
  let turn: Promise<void> = parts.mediaConnected;
  let closed = false;
  /** Raised by `stop`: digits given before it are dropped. */
  let run = 0;

  async function press(digits: string, ofRun: number): Promise<void> {
    let sent = 0;
    for (const step of digitSteps(digits)) {
      if (closed || ofRun !== run) return;
      if (!(await take(step))) break;
      sent = step.sent;
      if (!closed && sent < digits.length) parts.progress(sent, false);
    }
    if (!closed) parts.progress(sent, true);
  }
  async function take(step: DigitStep): Promise<boolean> {
    if (step.kind === 'pause') {
      await wait(durationOf(step));
      return true;
    }
    const sender = await ableSender();
    if (sender === undefined) return false;
    return new Promise((resolve) => {
      const timer = window.setTimeout(() => finish(false), durationOf(step) + PATIENCE_MILLISECONDS);
      const listener = (event: RTCDTMFToneChangeEvent): void => {
        if (event.tone === '') finish(true);
      };
      function finish(pressed: boolean): void {
        window.clearTimeout(timer);
        sender?.removeEventListener('tonechange', listener);
        resolve(pressed);
      }
      sender.addEventListener('tonechange', listener);
      sender.insertDTMF(step.tone, TONE_MILLISECONDS, GAP_MILLISECONDS);
    });
  }
  /** A call on hold cannot send keys: they wait for it, not for ever. */
  async function ableSender(): Promise<RTCDTMFSender | undefined> {
    for (let waited = 0; waited < PATIENCE_MILLISECONDS && !closed; waited += 50) {
      const sender = parts.sender();
      if (sender?.canInsertDTMF) return sender;
      await wait(50);
    }
    return undefined;
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

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => window.setTimeout(resolve, milliseconds));
}
