import { FINAL_STATES } from '../../app/calls/call.ts';
import type { LoggedCall } from './headless/messages.ts';

/** One call as Outreach has it: each state it took, and the time it was told. */
export interface OutreachsCall {
  readonly state: string | null;
  readonly history: readonly {
    readonly state: string;
    readonly stateChangedAt: string;
    readonly by: 'app' | 'outreach';
  }[];
}

const ORDER = ['initiated', 'ringing', 'in progress'];
const rank = (state: string): number => {
  const place = ORDER.indexOf(state);
  return place === -1 ? ORDER.length : place;
};
const isFinal = (state: string): boolean => FINAL_STATES.some((final) => final === state);

/**
 * What is wrong between Outdial's log and Outreach's about one call; empty where they agree.
 *
 * @param ours undefined where Outdial never stored the call: it was killed before it had taken the link
 * @param taken the states Outreach took from Outdial by an answered or unanswered PATCH, with repetitions
 */
export function disagreements(
  theirs: OutreachsCall,
  ours: LoggedCall | undefined,
  taken: readonly string[],
): readonly string[] {
  const wrong: string[] = [];
  const states = theirs.history.map(({ state }) => state);
  const byOutreach = theirs.history.some(({ by }) => by === 'outreach');
  if (states.some((state, index) => index > 0 && rank(state) <= rank(states[index - 1] ?? '')))
    wrong.push(`out of order in Outreach: ${states}`);
  if (states.filter(isFinal).length !== 1) wrong.push(`not one final state in Outreach: ${states}`);
  const doubled = taken.filter((state, index) => taken.indexOf(state) !== index);
  if (doubled.length > 0) wrong.push(`doubled: ${doubled}`);
  if (ours === undefined) {
    if (states.some((state) => state !== 'failed') || !byOutreach) wrong.push(`lost: Outreach has ${states}`);
    return wrong;
  }
  if (ours.phase !== 'ended') wrong.push(`still ${ours.phase} in Outdial`);
  if (ours.updates.filter(({ state }) => isFinal(state)).length !== 1) wrong.push('not one final state owed');
  for (const { state, at, status, why } of ours.updates) {
    const there = theirs.history.find((step) => step.state === state && step.by === 'app');
    if (status === 'waiting') wrong.push(`lost: ${state} still waits`);
    if (status === 'delivered' && there === undefined && !byOutreach) wrong.push(`lost: ${state}`);
    if (status === 'given-up' && !(byOutreach && why === 'ended-in-outreach'))
      wrong.push(`given up: ${state} (${why})`);
    if (there !== undefined && Date.parse(there.stateChangedAt) !== at) wrong.push(`wrong time: ${state}`);
  }
  // A call that Outreach failed by itself, because it had not heard of it in 5 s, is shown so in Outdial.
  if (ours.state !== theirs.state && !byOutreach)
    wrong.push(`${ours.state} in Outdial, ${theirs.state} in Outreach`);
  return wrong;
}
