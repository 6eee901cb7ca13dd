import type { CallView } from '../../../app/ipc/contract.ts';
import type { CallPlaces } from '../state/call-places.ts';

/** One way to answer: its word, and what becomes of the call that has the line. */
export interface AnswerChoice {
  readonly label: string;
  readonly others?: 'hold' | 'end';
}

export interface AnswerChoices {
  readonly first: AnswerChoice;
  readonly second?: AnswerChoice;
}

const HOLD: AnswerChoice = { label: 'Hold and answer', others: 'hold' };
const END: AnswerChoice = { label: 'End and answer', others: 'end' };

/**
 * How a call that rings can be answered. With two calls up there is no room to hold another one.
 *
 * @param places where the other calls stand
 */
export function answerChoices({ current, others, conference }: CallPlaces): AnswerChoices {
  const up = others.length + conference.length + (current ? 1 : 0);
  if (up > 1) return { first: END };
  if (!current || current.held) return { first: { label: 'Answer' } };
  return current.phase === 'talking' ? { first: HOLD, second: END } : { first: END };
}

/** Where a call that rings stands. */
export function incomingWords({ inbound }: CallView): string {
  if (inbound?.pickedUp) return 'Connecting…';
  return inbound?.ignored ? 'Ringing, ignored' : 'Incoming call';
}
