const REDRAW_MS = 1_000;
/** Where lines can't be drawn anew, as in CI's log, one is added this often. */
const ADD_MS = 30_000;

/** Seconds in words: `45 s`, `2 min 5 s`. */
export function inWords(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

export interface ProgressLine {
  /** Ends the line for good, with how it came out. */
  end(text: string): void;
}

export interface ProgressParts {
  readonly name: string;
  /** How long it usually takes, in seconds. */
  readonly usually: number;
  /** Where it is now, in words. */
  readonly place: () => string;
  /** Prints a whole line. */
  readonly say: (line: string) => void;
}

/**
 * Shows one line for something that takes long: its name, the time so far, where it is, and how long it usually takes.
 * On a terminal the line is drawn anew each second; elsewhere one is added every half minute.
 */
export function startProgressLine({ name, usually, place, say }: ProgressParts): ProgressLine {
  const began = performance.now();
  const terminal = process.stdout.isTTY === true;
  const soFar = (): string => inWords((performance.now() - began) / 1_000);
  const line = (text: string): string => `${name.padEnd(10)} ${text}`;
  const draw = (): void => {
    const now = place();
    const text = line(`${soFar()}${now ? `, ${now}` : ''} (usually ${inWords(usually)})`);
    if (terminal) process.stdout.write(`\r\u001b[2K${text.slice(0, (process.stdout.columns ?? 80) - 1)}`);
    else say(text);
  };
  draw();
  const drawing = setInterval(draw, terminal ? REDRAW_MS : ADD_MS);
  return {
    end(text) {
      clearInterval(drawing);
      if (terminal) process.stdout.write('\r\u001b[2K');
      say(line(`${text} in ${soFar()}`));
    },
  };
}
