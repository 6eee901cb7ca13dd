import type { Call } from './call.ts';
import type { CallEvent, Step } from './call-event.ts';
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
  return {
    call: { ...talks.call, phase: 'talking', ringingAt: call.ringingAt ?? at, answeredAt: at },
    effects: [
      ...rings.effects,
      ...talks.effects,
      { type: 'stop-timers' },
      ...(call.extension === undefined
        ? []
        : [{ type: 'start-timer', timer: 'extension', after: TIMING.extension } as const]),
    ],
  };
}

/** Dials the extension (spec, "Phone extension"), once. */
export function dialExtension(call: Call): Step {
  if (call.phase !== 'talking' || call.closing !== undefined) return unchanged(call);
  if (call.extension === undefined || call.extensionProgress?.status !== 'waiting') return unchanged(call);
  return {
    call: { ...call, extensionProgress: { status: 'dialing', sent: 0 } },
    effects: [
      { type: 'stop-timer', timer: 'extension' },
      { type: 'send-digits', digits: call.extension },
    ],
  };
}

/** Digits are out. The carrier sends in the order it was asked, so the first to be done are the extension's. */
export function digitsSent(call: Call, event: Of<'digits'>): Step {
  if (call.phase !== 'talking' || call.extensionProgress?.status !== 'dialing') return unchanged(call);
  const status = event.done ? 'dialed' : 'dialing';
  return { call: { ...call, extensionProgress: { status, sent: event.sent } }, effects: [] };
}

/** The rep pressed keys. An extension still waiting for its moment goes first, so that digits never mix. */
export function keysPressed(call: Call, event: Of<'press'>): Step {
  if (call.phase !== 'talking' || call.closing !== undefined) return unchanged(call);
  const extension = dialExtension(call);
  return {
    call: extension.call,
    effects: [...extension.effects, { type: 'send-digits', digits: event.digits }],
  };
}
