import type { Call } from './call.ts';
import type { CallEvent, LegEvent, Step } from './call-event.ts';
import { conferenceReported, joinConference } from './conference.ts';
import { ask, confirmed, costJudged, lineFree, outreachAccepted, outreachRefused } from './dialing-rule.ts';
import { digitsSent, extensionDue, extensionPressed, keysPressed } from './extension.ts';
import { hangUp } from './hang-up.ts';
import {
  conferenceOver,
  giveWay,
  holdPressed,
  holdTimedOut,
  legHeld,
  lineGranted,
  lineTimedOut,
} from './hold.ts';
import {
  answerIncoming,
  forwardIncoming,
  ignoreIncoming,
  isPickedUp,
  rejectIncoming,
} from './incoming-call.ts';
import { legAnswered, legRinging } from './leg.ts';
import { ringsHere } from './line.ts';
import { NO_RECORDING_SETTINGS, recordingHeard, withRecording } from './recording.ts';
import { end, hasLeg, unchanged } from './step.ts';
import type { Timer } from './timing.ts';
import {
  transferAbandoned,
  transferOverdue,
  transferRefused,
  transferReported,
  transferredWith,
  transferTimedOut,
  transferToCall,
  transferToNumber,
} from './transfer.ts';

/**
 * The next call and the effects it owes. Pure: time and the other calls come with the event. An event that
 * means nothing in the call's phase (late, doubled, out of order) changes nothing; nothing follows the end but
 * the word where the call can be heard.
 */
export function advance(call: Call, event: CallEvent): Step {
  const { at, recordings = NO_RECORDING_SETTINGS } = event;
  if (event.type === 'recording') return recordingHeard(call, event.url, at, recordings);
  if (call.phase === 'ended') return unchanged(call);
  const step = lived(call, event);
  if (step.call.phase !== 'ended') return step;
  const last = withRecording(step, at, recordings);
  return { call: last.call, effects: [...last.effects, ...transferAbandoned(call)] };
}

function lived(call: Call, event: Exclude<CallEvent, { readonly type: 'recording' }>): Step {
  switch (event.type) {
    // Outreach's first answer settles the update; a second one would be about nothing.
    case 'outreach-accepted':
      return call.outreachAnswer === undefined ? outreachAccepted(call, event) : unchanged(call);
    case 'outreach-refused':
      return call.outreachAnswer === undefined ? outreachRefused(call, event) : unchanged(call);
    case 'outreach-unavailable':
      return call.phase === 'confirming' ? ask(call, 'outreach-unreachable') : unchanged(call);
    case 'confirmed':
      return confirmed(call, event);
    case 'declined':
      return call.phase === 'asking' ? end(call, event.at, { closing: 'declined' }) : unchanged(call);
    case 'cost-judged':
      return costJudged(call, event);
    case 'line-free':
      return call.waitsForLine === true ? lineGranted(call, event) : lineFree(call, event);
    case 'hang-up':
      return hangUp(call, event.at, 'hung-up');
    case 'answer':
      return answerIncoming(call, event);
    case 'reject':
      return call.phase === 'incoming' ? rejectIncoming(call, 'rejected', event.at) : unchanged(call);
    case 'ignore':
      return ignoreIncoming(call);
    case 'forward':
      return forwardIncoming(call, event);
    case 'hold':
      return holdPressed(call, event);
    case 'give-way':
      return giveWay(call, event);
    case 'join':
      return joinConference(call);
    case 'conference':
      return conferenceReported(call, event);
    case 'transfer-to-number':
      return transferToNumber(call, event);
    case 'transfer-to-call':
      return transferToCall(call, event);
    case 'transferred-with':
      return transferredWith(call, event);
    case 'transfer-refused':
      return transferRefused(call, event);
    case 'extension':
      return extensionPressed(call, event);
    case 'caller-known':
      if (call.inbound === undefined) return unchanged(call);
      return { call: { ...call, inbound: { ...call.inbound, caller: event.caller } }, effects: [] };
    case 'mute':
      if (!hasLeg(call) || call.closing !== undefined) return unchanged(call);
      return { call, effects: [{ type: 'mute', muted: event.on }] };
    case 'press':
      return keysPressed(call, event);
    case 'timer':
      return timeIsUp(call, event.timer, event);
    case 'closing': {
      const over = end(call, event.at, { closing: 'closed' });
      return hasLeg(call) ? { call: over.call, effects: [{ type: 'hang-up' }, ...over.effects] } : over;
    }
    case 'cut-off':
      return end(call, event.lastAlive ?? call.stateChangedAt, { closing: 'cut-off' });
    default:
      // The carrier speaks of legs only, and there is none before the dialling.
      return hasLeg(call) ? reported(call, event) : unchanged(call);
  }
}

type LegReport = Extract<CallEvent, LegEvent>;

function reported(call: Call, event: LegReport): Step {
  switch (event.type) {
    case 'dialing':
      return event.sipCallId === undefined || event.sipCallId === call.sipCallId
        ? unchanged(call)
        : { call: { ...call, sipCallId: event.sipCallId }, effects: [] };
    case 'ringing':
      return legRinging(call, event);
    case 'answered':
      return legAnswered(call, event);
    case 'digits':
      return digitsSent(call, event);
    case 'muted':
      return call.muted === event.muted
        ? unchanged(call)
        : { call: { ...call, muted: event.muted }, effects: [] };
    case 'held':
      return legHeld(call, event);
    case 'held-by-far-end':
      return (call.heldByFarEnd ?? false) === event.held
        ? unchanged(call)
        : { call: { ...call, heldByFarEnd: event.held }, effects: [] };
    case 'transfer':
      return transferReported(call, event);
    case 'quality':
      return { call: { ...call, quality: event.quality }, effects: [] };
    case 'ended':
      return end(call, event.at, { reason: event.reason });
    default:
      return event satisfies never;
  }
}

function timeIsUp(call: Call, timer: Timer, event: CallEvent): Step {
  const { at } = event;
  switch (timer) {
    case 'outreach':
      return call.phase === 'confirming' ? ask(call, 'outreach-unreachable') : unchanged(call);
    case 'question':
      return call.phase === 'asking' ? end(call, at, { closing: 'lapsed' }) : unchanged(call);
    case 'setup':
      return (call.dialedAt !== undefined && call.phase === 'dialing') || isPickedUp(call)
        ? hangUp(call, at, 'setup-time-out')
        : unchanged(call);
    case 'ring':
      if (ringsHere(call)) return rejectIncoming(call, 'ring-time-out', at);
      return call.phase === 'ringing' ? hangUp(call, at, 'ring-time-out') : unchanged(call);
    case 'extension':
      return extensionDue(call);
    case 'hold':
      return holdTimedOut(call, event);
    case 'line':
      return lineTimedOut(call);
    case 'conference':
      return conferenceOver(call, event);
    case 'transfer':
      return transferTimedOut(call);
    case 'hang-up':
      // The carrier owes one `ended` and did not give it: the rep's line must not stay taken for ever.
      if (call.closing === 'transferred') return transferOverdue(call, at);
      return call.closing === undefined ? unchanged(call) : end(call, at, {});
    default:
      return timer satisfies never;
  }
}
