import type { Clock } from '../clock.ts';

/** How long the server may take to answer, in milliseconds. */
const PATIENCE = 4000;
/** The same where something has made the connection suspicious already. */
const SHORT_PATIENCE = 2000;
/** A time-out later than this says that the computer stood still: what came meanwhile may not have been read yet. */
const STOOD_STILL = 1000;
/** How long it then has to be read, in milliseconds. */
const TO_BE_READ = 1000;
/** A new connection is tried at once: from then on it is known what the server answers. */
const FIRST_PAUSE = 0;
/** A REGISTER costs the server more than an OPTIONS: no more often than this, in milliseconds. */
const REGISTER_PAUSE = 30_000;

export interface KeepAliveParts {
  readonly clock: Clock;
  /** The pause between two looks, in milliseconds; asked before each. */
  pause(): number;
  /** Sends an OPTIONS. RFC 3261 section 11 has every server answer it, with whatever status. */
  ask(): void;
  /** Sends a REGISTER, which no registrar leaves unanswered. */
  register(): void;
  /** Nothing comes any more: the connection is open in name only. */
  dead(): void;
}

export type KeepAlive = ReturnType<typeof createKeepAlive>;

/**
 * Notices a connection that died without a word: a network that is gone, a NAT that has forgotten, a machine that slept.
 * TCP itself would take many minutes. Anything that comes is a sign of life. A server that has never answered an OPTIONS
 * (some drop them) is asked by REGISTER before it is given up.
 */
export function createKeepAlive(parts: KeepAliveParts) {
  const { clock } = parts;
  let cancel: () => void = () => undefined;
  let open = false;
  let waiting = false;
  let answers: 'unknown' | 'options' | 'register' = 'unknown';

  function rest(longest = Number.POSITIVE_INFINITY): void {
    cancel();
    waiting = false;
    const pause = answers === 'register' ? Math.max(parts.pause(), REGISTER_PAUSE) : parts.pause();
    cancel = clock.after(Math.min(pause, longest), () => look(PATIENCE));
  }
  function wait(patience: number, otherwise: () => void): void {
    cancel();
    waiting = true;
    const due = clock.now() + patience;
    cancel = clock.after(patience, () => {
      if (clock.now() - due > STOOD_STILL) wait(TO_BE_READ, otherwise);
      else otherwise();
    });
  }
  function giveUp(): void {
    waiting = false;
    open = false;
    parts.dead();
  }
  function look(patience: number): void {
    if (answers === 'register') {
      wait(patience, giveUp);
      parts.register();
      return;
    }
    wait(patience, () => {
      if (answers === 'options') {
        giveUp();
        return;
      }
      wait(SHORT_PATIENCE, giveUp);
      answers = 'register';
      parts.register();
    });
    parts.ask();
  }

  return {
    opened(): void {
      open = true;
      answers = 'unknown';
      rest(FIRST_PAUSE);
    },
    /** Something came. `answer`: it was the answer to an OPTIONS of ours. */
    heard(answer: boolean): void {
      if (!open) return;
      if (answer) answers = 'options';
      if (waiting) rest();
    },
    /** Looks at once, and waits less long: a call waits for it, or the network has changed. */
    check(): void {
      if (open && !waiting) look(SHORT_PATIENCE);
    },
    /** The pause may be another one from now on: a call began or ended. */
    pauseChanged(): void {
      if (open && !waiting) rest();
    },
    closed(): void {
      open = false;
      waiting = false;
      cancel();
    },
  };
}
