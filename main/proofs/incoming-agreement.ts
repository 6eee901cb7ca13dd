import { disagreements, type OutreachsCall } from './agreement.ts';
import type { IncomingKind } from './call-kinds.ts';
import { recordingOf, sipCallIdOf } from './headless/caller-stories.ts';
import type { LoggedCall } from './headless/messages.ts';

/** An incoming call as Outreach has it. */
export interface OutreachsIncoming extends OutreachsCall {
  readonly vendorCallId: string | null;
  readonly recordingUrl: string | null;
}

/**
 * What is wrong between both logs about one incoming call; empty where they agree.
 *
 * @param theirs every record that Outreach has of this caller
 * @param ours every call of this caller in Outdial's log; none where it was killed before the call was stored
 * @param taken the states Outreach took from Outdial, with repetitions
 * @param said the phone system had said where the call can be heard, and the process lived on
 */
export function incomingDisagreements(
  kind: IncomingKind,
  from: string,
  theirs: readonly OutreachsIncoming[],
  ours: readonly LoggedCall[],
  taken: readonly string[],
  said: boolean,
): readonly string[] {
  const [call, ...doubled] = theirs;
  const [log, ...again] = ours;
  if (doubled.length > 0 || again.length > 0) return [`${theirs.length} records of ${ours.length} calls`];
  if (log === undefined) return call === undefined ? [] : ['Outreach has a call that Outdial never stored'];
  if (call === undefined) return ['lost: Outreach has no record of it'];
  const wrong = [...disagreements(call, log, taken)];
  if (call.vendorCallId !== log.id) wrong.push('the record is of another call');
  const missed = log.cutOff ? 'failed' : kind.final;
  const states = log.answered
    ? ['initiated', 'ringing', 'in progress', 'completed']
    : ['initiated', 'ringing', missed];
  const there = call.history.map(({ state }) => state);
  if (`${there}` !== `${states}`) wrong.push(`${there} instead of ${states}`);
  for (const { kind: what, status } of log.others)
    if (status !== 'delivered') wrong.push(`${what} is ${status}`);
  const heard = log.others.find(({ kind: what }) => what === 'recording')?.url;
  if ((call.recordingUrl ?? undefined) !== heard) wrong.push('the recording is not the one that was said');
  if (said && heard !== recordingOf(sipCallIdOf(from))) wrong.push('lost: the recording');
  return wrong;
}
