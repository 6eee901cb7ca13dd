import type { Call, ExtensionProgress } from './call.ts';
import type { CallEvent, Step } from './call-event.ts';
import { unchanged } from './step.ts';
import { TIMING } from './timing.ts';

type Of<Type extends CallEvent['type']> = Extract<CallEvent, { readonly type: Type }>;

/** Whether somebody hears digits: after the answer, or while an early announcement is heard, and not on hold. */
function isHeard(call: Call): boolean {
  if (call.closing !== undefined || call.held || call.holdAsked === true) return false;
  return call.phase === 'talking' || (call.phase === 'ringing' && call.earlyMedia);
}

function withProgress(call: Call, extensionProgress: ExtensionProgress): Call {
  return { ...call, extensionProgress };
}

/**
 * From the answer the extension counts down to its first digit (spec, "Phone extension"); also from a resumption,
 * where the call was held before that.
 */
export function countDown(call: Call, event: CallEvent): Step {
  if (call.phase !== 'talking' || call.extensionProgress?.status !== 'waiting' || !isHeard(call))
    return unchanged(call);
  const wait = event.extensionWait ?? TIMING.extension;
  if (wait <= 0) return dialExtension(call);
  return {
    call: withProgress(call, { status: 'counting', sent: 0, dialsAt: event.at + wait }),
    effects: [{ type: 'start-timer', timer: 'extension', after: wait }],
  };
}

/** Dials the extension by itself: once, and not where the rep has canceled it. */
export function extensionDue(call: Call): Step {
  return call.phase === 'talking' && call.extensionProgress?.status === 'counting'
    ? dialExtension(call)
    : unchanged(call);
}

/** Drops what is not sent yet; the carrier still reports of each that it is done with it. */
function stopDigits(call: Call): Step {
  const digitsOut = call.digitsOut?.map(() => 'dropped' as const);
  return { call: { ...call, digitsOut }, effects: [{ type: 'stop-digits' }] };
}

function dialExtension(call: Call): Step {
  if (call.extension === undefined || !isHeard(call)) return unchanged(call);
  return {
    call: {
      ...withProgress(call, { status: 'dialing', sent: 0 }),
      digitsOut: [...(call.digitsOut ?? []), 'extension'],
    },
    effects: [
      { type: 'stop-timer', timer: 'extension' },
      { type: 'send-digits', digits: call.extension },
    ],
  };
}

/** The rep drops what is not sent yet, or has it sent: now, or once more. */
export function extensionPressed(call: Call, event: Of<'extension'>): Step {
  const progress = call.extensionProgress;
  if (progress === undefined) return unchanged(call);
  if (event.action === 'send') return progress.status === 'dialing' ? unchanged(call) : dialExtension(call);
  switch (progress.status) {
    case 'waiting':
    case 'counting':
      return {
        call: withProgress(call, { status: 'canceled', sent: 0 }),
        effects: [{ type: 'stop-timer', timer: 'extension' }],
      };
    case 'dialing':
      return stopDigits(withProgress(call, { ...progress, status: 'canceled' }));
    case 'dialed':
    case 'canceled':
    case 'failed':
    case 'skipped':
      return unchanged(call);
    default:
      return progress.status satisfies never;
  }
}

/** Before a hold: nothing is dialled to nobody. What was under way has failed, and the rep can send it again. */
export function holdExtension(call: Call): Step {
  const progress = call.extensionProgress;
  if (progress?.status === 'counting')
    return {
      call: withProgress(call, { status: 'waiting', sent: 0 }),
      effects: [{ type: 'stop-timer', timer: 'extension' }],
    };
  if (progress?.status !== 'dialing') return unchanged(call);
  return stopDigits(withProgress(call, { ...progress, status: 'failed' }));
}

/**
 * Digits are out. The carrier sends in the order it was asked, and ends each in one report that it is done, dropped ones
 * too: so each report is of the first that are not done.
 */
export function digitsSent(call: Call, event: Of<'digits'>): Step {
  const [first, ...rest] = call.digitsOut ?? [];
  if (first === undefined) return unchanged(call);
  const told: Call = event.done ? { ...call, digitsOut: rest.length === 0 ? undefined : rest } : call;
  const progress = call.extensionProgress;
  if (first !== 'extension' || progress?.status !== 'dialing')
    return told === call ? unchanged(call) : { call: told, effects: [] };
  const whole = event.sent >= (call.extension?.length ?? 0);
  const status = !event.done ? 'dialing' : whole ? 'dialed' : 'failed';
  return { call: withProgress(told, { status, sent: event.sent }), effects: [] };
}

/** The rep pressed keys. An extension that counts down goes first, so that digits never mix. */
export function keysPressed(call: Call, event: Of<'press'>): Step {
  if (!isHeard(call)) return unchanged(call);
  const extension = extensionDue(call);
  return {
    call: { ...extension.call, digitsOut: [...(extension.call.digitsOut ?? []), 'keys'] },
    effects: [...extension.effects, { type: 'send-digits', digits: event.digits }],
  };
}
