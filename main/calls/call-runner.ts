import { advance } from '../../app/calls/advance.ts';
import type { Call, HeardUrl } from '../../app/calls/call.ts';
import type { Effect, Happening, Step } from '../../app/calls/call-event.ts';
import type { CostCheck } from '../../app/calls/cost-rule.ts';
import { claimsLine } from '../../app/calls/line.ts';
import { NO_RECORDING_SETTINGS, withRecording } from '../../app/calls/recording.ts';
import type { Clock } from '../../app/clock.ts';
import type { Deliveries } from '../../app/outbox/deliveries.ts';
import type { RecordingSettings } from '../../app/settings/settings.ts';
import type { Carrier } from '../../app/voice/carrier.ts';
import type { CallList } from './call-list.ts';
import type { NoticeBoard } from './notice-board.ts';
import { callNotices } from './notices.ts';
import type { Recorder } from './recorder.ts';
import { createTimers } from './timers.ts';

export interface RunnerParts {
  readonly list: CallList;
  readonly recorder: Recorder;
  readonly outbox: Deliveries;
  readonly carrier: Carrier;
  readonly clock: Clock;
  readonly costs?: CostCheck | undefined;
  readonly recordings?: RecordingSettings | undefined;
  /** From the answer to the extension's first digit, in milliseconds. */
  readonly extensionWait?: number | undefined;
  readonly notices: NoticeBoard;
  readonly changed: () => void;
  readonly log: (line: string) => void;
}

/** Advances calls and runs the effects they owe: the only place that does. */
export interface CallRunner {
  /** A call that has just begun, with its first effects. */
  begin(step: Step): void;
  /** Something happened to a call; nothing becomes of it where the call is over. */
  post(callId: string, happening: Happening): void;
  /** The phone system said where a call can be heard; the call may be long over, or from an earlier run. */
  recordingHeard(sipCallId: string, url: HeardUrl): void;
  /** Puts a call found on the disk on the list without any effect; an event for it is to follow. */
  adopt(call: Call): void;
}

/**
 * Each step is stored, with the updates it owes, before any of its effects leaves this process. Events that
 * come while effects run wait for their turn, so that no call is ever advanced from a state it has left.
 */
export function createCallRunner(parts: RunnerParts): CallRunner {
  const { list, recorder, outbox, carrier, clock } = parts;
  const timers = createTimers(clock);
  const turns: (() => void)[] = [];
  let running = false;

  function take(turn: () => void): void {
    turns.push(turn);
    if (running) return;
    running = true;
    try {
      for (let next = turns.shift(); next !== undefined; next = turns.shift()) next();
    } finally {
      running = false;
    }
    parts.changed();
  }

  /** `kept`: whether it is worth a write to the disk by itself. */
  function settle(before: Call | undefined, { call, effects }: Step, kept = true): void {
    if (call === before && effects.length === 0) return;
    list.put(call);
    if (call !== before && kept) store(call, effects);
    if (call.phase !== before?.phase) parts.log(`call ${call.id}: ${call.phase} (${call.state})`);
    for (const effect of effects) run(call, effect);
    const gaveUp = before !== undefined && claimsLine(before) && !claimsLine(call);
    if (call.phase === 'ended' || gaveUp)
      for (const other of list.allBut(call.id)) post(other.id, { type: 'line-free' });
  }

  function store(call: Call, effects: readonly Effect[]): void {
    const owed = effects.flatMap((effect) => (effect.type === 'tell-outreach' ? [effect.update] : []));
    const entries = recorder.save(call, owed);
    if (entries.length === 0) return;
    outbox.send(entries);
    list.loggingChanged(call.id);
  }

  function run(call: Call, effect: Effect): void {
    switch (effect.type) {
      case 'tell-outreach':
        break;
      case 'dial':
        carrier.dial(call.id, effect.number);
        break;
      case 'hang-up':
        carrier.hangUp(call.id);
        break;
      case 'answer':
        carrier.answer(call.id);
        break;
      case 'reject':
        carrier.reject(call.id, effect.as);
        break;
      case 'send-digits':
        carrier.sendDigits(call.id, effect.digits);
        break;
      case 'mute':
        carrier.mute(call.id, effect.muted);
        break;
      case 'judge-cost': {
        const judged = (costly: boolean) => post(call.id, { type: 'cost-judged', costly });
        if (parts.costs === undefined) judged(false);
        else parts.costs.judge(call.number, call.origin === 'dialer', judged);
        break;
      }
      case 'take-line': {
        const { how, urgent } = effect;
        for (const other of list.allBut(call.id)) post(other.id, { type: 'give-way', how, urgent });
        break;
      }
      case 'hold':
        carrier.hold(call.id, effect.held);
        break;
      case 'end-conference':
        carrier.conference([]);
        break;
      case 'transfer':
        carrier.transfer(call.id, effect.number);
        break;
      case 'transfer-to':
        carrier.transferTo(call.id, effect.otherCallId);
        break;
      case 'tell-transferred':
        post(effect.otherCallId, { type: 'transferred-with', status: effect.status });
        break;
      case 'forward':
        carrier.forward(call.id, effect.number);
        break;
      case 'silence':
        carrier.silence(call.id);
        break;
      case 'stop-digits':
        carrier.stopDigits(call.id);
        break;
      case 'start-timer': {
        const { timer } = effect;
        timers.start(call.id, timer, effect.after, () => post(call.id, { type: 'timer', timer }));
        break;
      }
      case 'stop-timer':
        timers.stop(call.id, effect.timer);
        break;
      case 'stop-timers':
        timers.stopAllOf(call.id);
        break;
      case 'notify':
        parts.notices.add(callNotices[effect.about]);
        break;
      default:
        effect satisfies never;
    }
  }

  function post(callId: string, happening: Happening): void {
    take(() => {
      const call = list.active(callId);
      if (call === undefined) return;
      const { recordings, extensionWait } = parts;
      const event = { ...happening, at: clock.now(), ...list.lineFor(callId), recordings, extensionWait };
      settle(call, advance(call, event), happening.type !== 'quality');
    });
  }

  /** A second incoming call is over as it comes, and its caller may leave a message all the same. */
  function begun(step: Step): Step {
    const { recordings = NO_RECORDING_SETTINGS } = parts;
    return step.call.phase === 'ended' ? withRecording(step, clock.now(), recordings) : step;
  }

  function recordingHeard(sipCallId: string, url: HeardUrl): void {
    take(() => {
      const call = list.withSipCallId(sipCallId) ?? recorder.findBySipCallId(sipCallId);
      if (call === undefined) return parts.log(`a ${url.kind} of a call that is not known here`);
      const { recordings } = parts;
      const event = { type: 'recording', url, at: clock.now(), lineBusy: false, recordings } as const;
      settle(call, advance(call, event));
    });
  }

  return {
    recordingHeard,
    begin: (step) => take(() => settle(undefined, begun(step))),
    post,
    adopt: (call) => list.put(call),
  };
}
