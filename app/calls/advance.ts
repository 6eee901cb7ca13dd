import type { Call, Closing } from './call.ts';
import type { CallEvent, Step } from './call-event.ts';
import { ask, confirmed, costJudged, lineFree, outreachAccepted, outreachRefused } from './dialing-rule.ts';
import { answerIncoming, isPickedUp, rejectIncoming } from './incoming-call.ts';
import { dialExtension, digitsSent, keysPressed, legAnswered, legRinging } from './leg.ts';
import { NO_RECORDING_SETTINGS, recordingHeard, withRecording } from './recording.ts';
import { end, hasLeg, unchanged } from './step.ts';
import { TIMING, type Timer } from './timing.ts';

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
  return step.call.phase === 'ended' ? withRecording(step, at, recordings) : step;
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
      return lineFree(call, event);
    case 'hang-up':
      return hangUp(call, event.at, 'hung-up');
    case 'answer':
      return answerIncoming(call, event.at);
    case 'reject':
      return call.phase === 'incoming' ? rejectIncoming(call, 'rejected', event.at) : unchanged(call);
    case 'caller-known':
      if (call.inbound === undefined) return unchanged(call);
      return { call: { ...call, inbound: { ...call.inbound, caller: event.caller } }, effects: [] };
    case 'mute':
      if (!hasLeg(call) || call.closing !== undefined) return unchanged(call);
      return { call, effects: [{ type: 'mute', muted: event.on }] };
    case 'press':
      return keysPressed(call, event);
    case 'timer':
      return timeIsUp(call, event.timer, event.at);
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

type LegReport = Extract<
  CallEvent,
  { readonly type: 'dialing' | 'ringing' | 'answered' | 'digits' | 'muted' | 'held' | 'ended' }
>;

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
      return call.held === event.held
        ? unchanged(call)
        : { call: { ...call, held: event.held }, effects: [] };
    case 'ended':
      return end(call, event.at, { reason: event.reason });
    default:
      return event satisfies never;
  }
}

function timeIsUp(call: Call, timer: Timer, at: number): Step {
  switch (timer) {
    case 'outreach':
      return call.phase === 'confirming' ? ask(call, 'outreach-unreachable') : unchanged(call);
    case 'question':
      return call.phase === 'asking' ? end(call, at, { closing: 'lapsed' }) : unchanged(call);
    case 'setup':
      return call.phase === 'dialing' || isPickedUp(call)
        ? hangUp(call, at, 'setup-time-out')
        : unchanged(call);
    case 'ring':
      if (call.phase === 'incoming') return rejectIncoming(call, 'ring-time-out', at);
      return call.phase === 'ringing' ? hangUp(call, at, 'ring-time-out') : unchanged(call);
    case 'extension':
      return dialExtension(call);
    case 'hang-up':
      // The carrier owes one `ended` and did not give it: the rep's line must not stay taken for ever.
      return call.closing === undefined ? unchanged(call) : end(call, at, {});
    default:
      return timer satisfies never;
  }
}

/** Ends a leg through the carrier, whose `ended` closes the call; without a leg the call is over at once. */
function hangUp(call: Call, at: number, closing: Closing): Step {
  if (!hasLeg(call)) return end(call, at, { closing });
  if (call.phase === 'incoming' && !isPickedUp(call)) return rejectIncoming(call, 'rejected', at);
  // Pressed again: the carrier is asked again, and what ended the call first stays the reason.
  if (call.closing !== undefined) return { call, effects: [{ type: 'hang-up' }] };
  return {
    call: { ...call, closing },
    effects: [
      { type: 'stop-timers' },
      { type: 'hang-up' },
      { type: 'start-timer', timer: 'hang-up', after: TIMING['hang-up'] },
    ],
  };
}
