import type { CallView } from '../ipc/contract.ts';
import type { OtherCalls } from './call.ts';
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
/**
 * How a call that rings can be answered, given all calls. With two up there is no room to hold another one, and a call
 * that is not answered yet can't be held.
 */
export declare function answerChoices(calls: readonly CallView[]): AnswerChoices;
