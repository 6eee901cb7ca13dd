import type { Call } from './call.ts';
import type { CallEvent, Step } from './call-event.ts';
import { countDown } from './extension.ts';
import { enter, moment, unchanged } from './step.ts';
import { TIMING } from './timing.ts';

type Of<Type extends CallEvent['type']> = Extract<CallEvent, { readonly type: Type }>;

/** The far end rings (180, 183). A later report only adds that early media is heard. */
export function legRinging(call: Call, event: Of<'ringing'>): Step {
  if (call.phase === 'ringing') {
    if (call.earlyMedia === event.earlyMedia || !event.earlyMedia) return unchanged(call);
    return { call: { ...call, earlyMedia: true }, effects: [] };
  }
  if (call.phase !== 'dialing' || call.closing !== undefined) return unchanged(call);
  const rings = enter(call, 'ringing', event.at);
  return {
    call: {
      ...rings.call,
      phase: 'ringing',
      ringingAt: rings.call.stateChangedAt,
      earlyMedia: event.earlyMedia,
    },
    effects: [
      ...rings.effects,
      { type: 'stop-timer', timer: 'setup' },
      { type: 'start-timer', timer: 'ring', after: TIMING.ring },
    ],
  };
}

/**
 * The callee, or voicemail, picked up. Updates must follow the order of the spec's figure ("Call states"):
 * an answer without ringing before it is told as `ringing` and `in progress` of the same moment.
 */
export function legAnswered(call: Call, event: Of<'answered'>): Step {
  if (call.phase !== 'dialing' && call.phase !== 'ringing' && call.phase !== 'incoming')
    return unchanged(call);
  // The answer crossed our own hang-up: what was decided here first stands.
  if (call.closing !== undefined) return { call, effects: [{ type: 'hang-up' }] };
  const at = moment(call, event.at);
  const rings = call.state === 'ringing' ? unchanged(call) : enter(call, 'ringing', at);
  const talks = enter(rings.call, 'in progress', at);
  const up: Call = { ...talks.call, phase: 'talking', ringingAt: call.ringingAt ?? at, answeredAt: at };
  const extension = countDown(up, event);
  return {
    call: extension.call,
    effects: [...rings.effects, ...talks.effects, { type: 'stop-timers' }, ...extension.effects],
  };
}
