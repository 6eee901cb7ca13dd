import type { TransferStatus } from '../voice/carrier.ts';
import { transferRefusal } from '../voice/transfer-words.ts';
import type { Call, CallTransfer } from './call.ts';
import type { CallEvent, Effect, Step } from './call-event.ts';
import { end, unchanged } from './step.ts';
import { TIMING } from './timing.ts';

type Of<Type extends CallEvent['type']> = Extract<CallEvent, { readonly type: Type }>;

const SILENT =
  'The phone system did not say what became of the transfer. Ask the other side if they are still there.';

function isFree(call: Call): boolean {
  const under = call.transfer !== undefined && call.transfer.status !== 'failed';
  return call.phase === 'talking' && call.closing === undefined && !under;
}

function trying(call: Call, effect: Effect, toCallId?: string): Step {
  return {
    call: { ...call, transfer: { status: 'trying', toCallId } },
    effects: [effect, { type: 'start-timer', timer: 'transfer', after: TIMING.transfer }],
  };
}

/** Blind: the phone system dials the number for the other side (RFC 3515). */
export function transferToNumber(call: Call, { number }: Of<'transfer-to-number'>): Step {
  return isFree(call) ? trying(call, { type: 'transfer', number }) : unchanged(call);
}

/** Attended: the far ends of two answered calls are connected (RFC 3891). */
export function transferToCall(call: Call, { otherCallId }: Of<'transfer-to-call'>): Step {
  if (!isFree(call)) return unchanged(call);
  const asked = trying(call, { type: 'transfer-to', otherCallId }, otherCallId);
  return { call: asked.call, effects: [...asked.effects, ...tellOther(asked.call, 'trying')] };
}

/** What the carrier says of it. After `done` the leg ends by itself; where it does not, Outdial hangs up. */
export function transferReported(call: Call, event: Of<'transfer'>): Step {
  if (call.transfer === undefined || call.phase !== 'talking') return unchanged(call);
  switch (event.status) {
    case 'trying':
      return unchanged(call);
    case 'done':
      return done(call);
    case 'failed':
      return transferFailed(call, transferRefusal(event.sipStatus));
    default:
      return event.status satisfies never;
  }
}

function done(call: Call): Step {
  if (call.closing !== undefined || call.transfer?.status === 'done') return unchanged(call);
  const transfer: CallTransfer = { ...call.transfer, status: 'done', message: undefined };
  return ending({ ...call, transfer }, tellOther(call, 'done'));
}

function ending(call: Call, effects: readonly Effect[]): Step {
  return {
    call: { ...call, closing: 'transferred' },
    effects: [
      { type: 'stop-timers' },
      ...effects,
      { type: 'start-timer', timer: 'hang-up', after: TIMING['hang-up'] },
    ],
  };
}

function tellOther({ transfer }: Call, status: TransferStatus): readonly Effect[] {
  const otherCallId = transfer?.toCallId;
  return otherCallId === undefined ? [] : [{ type: 'tell-transferred', otherCallId, status }];
}

/** It came to nothing: the call goes on as it is, and the rep reads why. */
function transferFailed(call: Call, message: string): Step {
  if (call.transfer?.status !== 'trying' || call.closing !== undefined) return unchanged(call);
  return {
    call: { ...call, transfer: { status: 'failed', message } },
    effects: [{ type: 'stop-timer', timer: 'transfer' }, ...tellOther(call, 'failed')],
  };
}

/** Refused here, before anything was asked of the phone system. */
export function transferRefused(call: Call, { message }: Of<'transfer-refused'>): Step {
  return isFree(call)
    ? { call: { ...call, transfer: { status: 'failed', message } }, effects: [] }
    : unchanged(call);
}

/** No word came in time. A later `done` still counts. */
export function transferTimedOut(call: Call): Step {
  return transferFailed(call, SILENT);
}

/** The other call of an attended transfer: it waits with the first one, and both are over for the rep. */
export function transferredWith(call: Call, { status }: Of<'transferred-with'>): Step {
  if (call.phase !== 'talking' || call.closing !== undefined) return unchanged(call);
  switch (status) {
    case 'trying':
      return { call: { ...call, transfer: { status, isTarget: true } }, effects: [] };
    case 'done':
      return ending({ ...call, transfer: { status } }, []);
    case 'failed':
      return call.transfer?.status === 'trying'
        ? { call: { ...call, transfer: undefined }, effects: [] }
        : unchanged(call);
    default:
      return status satisfies never;
  }
}

/** A call that is over with its transfer under way: the other one waits no longer. */
export function transferAbandoned(before: Call): readonly Effect[] {
  return before.transfer?.status === 'trying' ? tellOther(before, 'failed') : [];
}

/** The leg did not end by itself after the transfer. */
export function transferOverdue(call: Call, at: number): Step {
  const over = end(call, at, {});
  return { call: over.call, effects: [{ type: 'hang-up' }, ...over.effects] };
}
