import type { Clock } from '../../app/clock.ts';
import { pauseAfter } from '../../app/outbox/pauses.ts';
import { LONGEST_RETRY_AFTER } from '../../app/outreach/http-answer.ts';
import { RENEWED_LATELY } from '../../app/outreach/oauth.ts';
import { MINTING_GAP } from '../../app/outreach/tokens.ts';
import type { Failure } from '../../app/result.ts';
import type { TokenOutcome } from './token-endpoint.ts';

export interface Refused {
  readonly failure: Failure;
  /** In milliseconds. */
  readonly retryAfter: number;
}

/** When Outreach may be asked for another token: once in 60 s, and not before a wait it named is over. */
export interface Minting {
  /** Why not now; undefined where it may. */
  refusal(): Refused | undefined;
  /** How long a renewal in the background should hold off, in milliseconds. */
  holdOff(): number;
  minted(): void;
  /** Notes a try that brought nothing; returns the pause in milliseconds. */
  failed(outcome: Extract<TokenOutcome, { outcome: 'wait' | 'unreachable' }>): number;
}

export function createMinting(ports: { clock: Clock; random: () => number }): Minting {
  const { clock, random } = ports;
  let mintedAt: number | undefined;
  let rest: { until: number; failure: Failure; asked: boolean } | undefined;
  let failedInARow = 0;

  /** What is left until `until`. A clock that jumped makes no wait longer than it can have been. */
  const left = (until: number, longest: number): number => {
    const wait = until - clock.now();
    return wait > longest ? 0 : Math.max(wait, 0);
  };
  const gap = () => (mintedAt === undefined ? 0 : left(mintedAt + MINTING_GAP, MINTING_GAP));
  const resting = () => (rest === undefined ? 0 : left(rest.until, LONGEST_RETRY_AFTER));

  return {
    refusal() {
      if (gap() > 0) return { failure: RENEWED_LATELY, retryAfter: gap() };
      // Without a network nobody is spared by waiting.
      return rest?.asked && resting() > 0 ? { failure: rest.failure, retryAfter: resting() } : undefined;
    },
    holdOff: () => Math.max(gap(), resting()),
    minted() {
      mintedAt = clock.now();
      rest = undefined;
      failedInARow = 0;
    },
    failed(outcome) {
      failedInARow += 1;
      const asked = outcome.outcome === 'wait';
      const named = asked ? outcome.retryAfter : undefined;
      // Not cut short, and not taken for leave to ask without a pause: a named wait of nothing is named again and again.
      const pause = Math.max(named ?? 0, pauseAfter(failedInARow, random()));
      rest = { until: clock.now() + pause, failure: outcome.failure, asked };
      return pause;
    },
  };
}
