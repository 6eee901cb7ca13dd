import type { CallView } from '../ipc/call-view-schema.ts';
import type { OtherCalls } from './call.ts';
import { MOST_LEGS } from './line.ts';

/** One way to answer a call that rings: its word, and what becomes of the call that has the line. */
export interface AnswerChoice {
  readonly label: string;
  readonly others?: OtherCalls;
}

export interface AnswerChoices {
  /** The likeliest; none where answering would part the rep from an emergency call. */
  readonly first?: AnswerChoice;
  readonly second?: AnswerChoice;
}

const PLAIN: AnswerChoice = { label: 'Answer' };
const HOLD: AnswerChoice = { label: 'Hold and answer', others: 'hold' };
const END: AnswerChoice = { label: 'End and answer', others: 'end' };

/**
 * How a call that rings can be answered, given all calls. With two up there is no room to hold another one, and a call
 * that is not answered yet can't be held.
 *
 * @param isEmergency whether a dialled number calls for help
 */
export function answerChoices(
  calls: readonly CallView[],
  isEmergency: (number: string) => boolean,
): AnswerChoices {
  const up = calls.filter(({ phase }) => phase === 'dialing' || phase === 'ringing' || phase === 'talking');
  if (up.some(({ direction, number }) => direction === 'outbound' && isEmergency(number))) return {};
  const hasLine = up.find(({ held }) => !held);
  if (!hasLine) return { first: PLAIN };
  if (up.length >= MOST_LEGS || hasLine.phase !== 'talking') return { first: END };
  return { first: HOLD, second: END };
}
