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

/**
 * Shows one line for something that takes long: its name, what `look` says of it now, the time so far, and how long it
 * usually takes. On a terminal the line is drawn anew each second; elsewhere one is added every half minute.
 */
export function startProgressLine(name: string, usuallySeconds: number, look: () => string): ProgressLine {
  const began = performance.now();
  const terminal = process.stdout.isTTY === true;
  const soFar = (): string => inWords((performance.now() - began) / 1_000);
  const line = (text: string): string => `${name.padEnd(10)} ${text}`;
  const draw = (): void => {
    const now = look();
    const text = line(`${soFar()}${now ? `, ${now}` : ''} (usually ${inWords(usuallySeconds)})`);
    if (terminal) process.stdout.write(`\r\u001b[2K${text.slice(0, (process.stdout.columns ?? 80) - 1)}`);
    else console.log(text);
  };
  draw();
  const drawing = setInterval(draw, terminal ? REDRAW_MS : ADD_MS);
  return {
    end(text) {
      clearInterval(drawing);
      if (terminal) process.stdout.write('\r\u001b[2K');
      console.log(line(`${text} in ${soFar()}`));
    },
  };
}
