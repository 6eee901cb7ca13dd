import {
  type DigitStep,
  digitSteps,
  durationOf,
  GAP_MILLISECONDS,
  TONE_MILLISECONDS,
} from '../../app/voice/dtmf.ts';

/** How long a key may take beyond its own duration before the digits are given up, in milliseconds. */
const PATIENCE_MILLISECONDS = 6000;
const ATTEMPTS = 3;

type TonePress = Extract<DigitStep, { kind: 'tone' }>;

export interface KeypadParts {
  /** The sender, once there is one (RFC 4733 in the audio stream). */
  sender(): RTCRtpSender | undefined;
  /** Whether keys go as INFO instead: configured, or the far end takes none in the audio stream. */
  byInfo(): boolean;
  /** Sends one key as INFO (application/dtmf-relay); resolves with whether the far end took it. */
  info(tone: string): Promise<boolean>;
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
    if (parts.byInfo()) {
      const [taken] = await Promise.all([parts.info(step.tone), wait(durationOf(step))]);
      return taken;
    }
    for (let attempt = 0; attempt < ATTEMPTS && !closed; attempt += 1) {
      const dtmf = await ableSender();
      if (dtmf === undefined) return false;
      const outcome = await insert(dtmf, step);
      if (outcome !== 'not begun') return outcome === 'sent';
    }
    return false;
  }
  function insert(dtmf: RTCDTMFSender, step: TonePress): Promise<'sent' | 'not begun' | 'not ended'> {
    return new Promise((resolve) => {
      let begun = false;
      const timer = window.setTimeout(
        () => {
          // A key that could not be sent stays in the buffer without a word: nothing of it has left.
          finish(begun || dtmf.toneBuffer === '' ? 'not ended' : 'not begun');
        },
        durationOf(step) + PATIENCE_MILLISECONDS / ATTEMPTS,
      );
      const listener = (event: RTCDTMFToneChangeEvent): void => {
        if (event.tone === '') finish('sent');
        else begun = true;
      };
      function finish(outcome: 'sent' | 'not begun' | 'not ended'): void {
        window.clearTimeout(timer);
        dtmf.removeEventListener('tonechange', listener);
        resolve(outcome);
      }
      dtmf.addEventListener('tonechange', listener);
      dtmf.insertDTMF(step.tone, TONE_MILLISECONDS, GAP_MILLISECONDS);
    });
  }
  /** Without a microphone, or on a hold of the far end's, no key can be sent: they wait for it, not for ever. */
  async function ableSender(): Promise<RTCDTMFSender | undefined> {
    for (let waited = 0; waited < PATIENCE_MILLISECONDS && !closed; waited += 50) {
      const sender = parts.sender();
      if (sender?.track && sender.dtmf?.canInsertDTMF) return sender.dtmf;
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
