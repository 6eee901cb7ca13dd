import { createRandom, type Random } from './random.ts';

/** No input may take longer, in milliseconds. */
const LIMIT = 50;

export interface Search<Input> {
  /** Names the door, for failures and figures. */
  readonly name: string;
  readonly inputs: number;
  readonly seed: number;
  readonly make: (random: Random) => Input;
  /** Throws where the door did something wrong with the input. */
  readonly check: (input: Input) => void;
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
}

export interface Found {
  readonly inputs: number;
  readonly perSecond: number;
  /** The longest that one input took, in milliseconds; the best of three tries where it was over the limit. */
  readonly slowest: number;
}

/**
 * Sends `inputs` mutated inputs through a door. Throws at the first that makes it throw, breaks a promise, or takes
 * over 50 ms three times in a row (once may be the machine's doing).
 */
export function search<Input>({ name, inputs, seed, make, check, now }: Search<Input>): Found {
  const random = createRandom(seed);
  const start = now();
  let slowest = 0;
  for (let index = 0; index < inputs; index += 1) {
    const input = make(random);
    let took = timed(input);
    for (let again = 0; again < 2 && took > LIMIT; again += 1) took = Math.min(took, timed(input));
    if (took > LIMIT) throw new Error(`${name}: ${took.toFixed()} ms for ${shown(input)}`);
    slowest = Math.max(slowest, took);
  }
  return { inputs, perSecond: Math.round((inputs / (now() - start)) * 1000), slowest };

  function timed(input: Input): number {
    const from = now();
    try {
      check(input);
    } catch (error) {
      throw new Error(`${name} broke on ${shown(input)}`, { cause: error });
    }
    return now() - from;
  }
}

function shown(input: unknown): string {
  const text = JSON.stringify(input, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
  return (text ?? String(input)).slice(0, 2_000);
}
