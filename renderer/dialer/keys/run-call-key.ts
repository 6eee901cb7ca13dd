import { answerChoices } from '../../../app/calls/answer-choices.ts';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import type { Snapshot } from '../../../app/ipc/snapshot-schema.ts';
import { fits } from '../state/call-panel.ts';
import { type CallPlaces, callPlaces, callToAnswer } from '../state/call-places.ts';
import type { DialerActions } from '../state/dialer-actions.ts';
import { type DialerState, takesKeys } from '../state/dialer-store.ts';
import { emergencyRule, isEmergencyCall } from '../state/emergency.ts';
import type { CallKey } from './key-intent.ts';

/** Does what a key means for the calls that are up, where its button could be pressed too. */
export function runCallKey(
  key: CallKey,
  snapshot: Snapshot,
  state: DialerState,
  actions: DialerActions,
): void {
  const places = callPlaces(snapshot);
  const { current, conference, ringing } = places;
  switch (key) {
    case 'answer': {
      const call = callToAnswer(snapshot);
      const { first } = answerChoices(snapshot.calls, emergencyRule(snapshot));
      if (call && first) void actions.answer(call.id, first.others);
      break;
    }
    case 'hang-up':
      if (current) void actions.hangUp(current.id);
      else if (conference.length > 0) void actions.hangUp(...conference.map(({ id }) => id));
      else if (ringing[0]) void actions.hangUp(ringing[0].id);
      break;
    case 'toggle-mute':
      if (current?.phase === 'talking') void actions.mute(!current.muted, current.id);
      else if (conference.length > 0)
        void actions.mute(!conference.every(({ muted }) => muted), ...conference.map(({ id }) => id));
      break;
    case 'toggle-keypad':
      if (current && takesKeys(current)) actions.openKeypad(!state.keypadOpen);
      break;
    default:
      if (current && !isEmergencyCall(current, snapshot)) partingKey(key, current, places, actions);
  }
}

/** The keys that put somebody off, hand them over or bring somebody in: not in an emergency call. */
function partingKey(
  key: Exclude<CallKey, 'answer' | 'hang-up' | 'toggle-mute' | 'toggle-keypad'>,
  current: CallView,
  { others: [other] }: CallPlaces,
  actions: DialerActions,
): void {
  const free = fits('transfer', current);
  switch (key) {
    case 'toggle-hold':
      if (free) void actions.hold(current.id, !current.held);
      break;
    case 'transfer':
      if (free) actions.openPanel('transfer', current.id);
      break;
    case 'add-call':
      if (free && !other) actions.openPanel('add', current.id);
      break;
    case 'swap':
      if (other?.phase === 'talking') void actions.hold(other.id, false);
      break;
    case 'merge':
      if (free && other && fits('transfer', other)) void actions.merge(current.id);
      break;
    default:
      key satisfies never;
  }
}
