import { createRandom, type Random } from './random.ts';

/** No input may take longer, in milliseconds. */
const LIMIT = 50;
/** So often in a row over the limit in processor time is slow. */
const SLOW = 3;
/** So often in a row over the limit on the clock is slow, too, whatever it waits for: no machine stands still in each. */
const STANDING = 20;

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
  /** The processor time that this thread has had, in microseconds: it does not go on while the machine stands still. */
  readonly cpu: () => { readonly user: number; readonly system: number };
}

export interface Found {
  readonly inputs: number;
  readonly perSecond: number;
  /** The longest that one input took, in milliseconds; the best of its tries where it was over the limit. */
  readonly slowest: number;
}

/**
 * Sends `inputs` mutated inputs through a door. Throws at the first that makes it throw, breaks a promise, or takes
 * over 50 ms: of processor time three times in a row, or on the clock twenty times (less may be the machine's doing).
 */
export function search<Input>({ name, inputs, seed, make, check, now, cpu }: Search<Input>): Found {
  const random = createRandom(seed);
  const start = now();
  let slowest = 0;
  for (let index = 0; index < inputs; index += 1) {
    const input = make(random);
    let took = timed(input);
    let slow = 0;
    let best = took.passed;
    for (let tries = 1; best > LIMIT; tries += 1) {
      slow = took.worked > LIMIT ? slow + 1 : 0;
      if (slow === SLOW || tries === STANDING)
        throw new Error(`${name}: ${best.toFixed()} ms for ${shown(input)}`);
      took = timed(input);
      best = Math.min(best, took.passed);
    }
    slowest = Math.max(slowest, best);
  }
  return { inputs, perSecond: Math.round((inputs / (now() - start)) * 1000), slowest };

  function timed(input: Input): { passed: number; worked: number } {
    const before = worked();
    const from = now();
    try {
      check(input);
    } catch (error) {
      throw new Error(`${name} broke on ${shown(input)}`, { cause: error });
    }
    return { passed: now() - from, worked: worked() - before };
  }

  function worked(): number {
    const { user, system } = cpu();
    return (user + system) / 1000;
  }
}

function shown(input: unknown): string {
  const text = JSON.stringify(input, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
  return (text ?? String(input)).slice(0, 2_000);
}
