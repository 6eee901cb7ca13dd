import { fail, ok, type Result } from '../result.ts';
import type { Call, OtherCalls } from './call.ts';
import { hasLine, isLeg, MOST_LEGS } from './line.ts';

type Allowed = Result<Record<string, never>>;

const forHelp = fail(
  'emergency-call',
  'An emergency call is neither held, transferred nor joined with another. Hang it up first.',
);

/**
 * Whether a call may take the line from the others in the way the rep chose. Fails with `cannot-hold` (the call that
 * has the line is not answered yet), `emergency-call` or `too-many-calls`.
 *
 * @param others the calls that are up, without the one that wants the line
 * @param isNew whether it becomes a further leg: dialled or answered, not resumed
 */
export function mayTakeLine(others: readonly Call[], how: OtherCalls, isNew: boolean): Allowed {
  const have = others.filter(hasLine);
  if (have.some(({ emergency }) => emergency === true)) return forHelp;
  if (how === 'hold' && have.some((call) => call.phase !== 'talking'))
    return fail(
      'cannot-hold',
      'The other call is not answered yet, and can’t be held before it is. End it, or wait for the answer.',
    );
  const stay = how === 'hold' ? others : others.filter((call) => !hasLine(call));
  if (isNew && stay.filter(isLeg).length >= MOST_LEGS)
    return fail('too-many-calls', 'You are in two calls already. End one of them first.');
  return ok({});
}

/** Whether the call may be held, or resumed. Fails with `not-connected` or `emergency-call`. */
export function mayHold(call: Call, on: boolean): Allowed {
  if (on && call.emergency === true) return forHelp;
  if (call.phase === 'talking' && call.closing === undefined) return ok({});
  return fail('not-connected', 'A call can be held once it is answered.');
}

/** Whether the call may be transferred. Fails with `not-connected`, `emergency-call` or `transfer-under-way`. */
export function mayTransfer(call: Call): Allowed {
  if (call.phase !== 'talking' || call.closing !== undefined)
    return fail('not-connected', 'A call can be transferred once it is answered.');
  if (call.emergency === true) return forHelp;
  if (call.transfer !== undefined && call.transfer.status !== 'failed')
    return fail('transfer-under-way', 'This call is being transferred already.');
  return ok({});
}

/** Whether keys can be pressed. Fails with `not-connected` before there is anybody to hear them, `on-hold` or `ending`. */
export function mayPress(call: Call): Allowed {
  if (call.closing !== undefined) return fail('not-connected', 'This call is ending.');
  if (call.held && call.phase === 'talking')
    return fail('on-hold', 'Nobody hears keys while the call is on hold. Resume it first.');
  if (call.phase === 'talking' || (call.phase === 'ringing' && call.earlyMedia)) return ok({});
  return fail('not-connected', 'Digits can be sent once the call is answered.');
}

/** Whether something can be done about the extension. Fails with `no-extension`, or as `mayPress` does. */
export function mayDialExtension(call: Call, action: 'cancel' | 'send'): Allowed {
  if (call.extension === undefined) return fail('no-extension', 'This call has no extension.');
  return action === 'cancel' ? ok({}) : mayPress(call);
}

/** The calls a conference would join. Fails with `too-few-calls`. */
export function conferees(up: readonly Call[]): Result<readonly Call[]> {
  const able = up.filter((call) => mayTransfer(call).ok);
  if (able.length >= 2) return ok(able);
  return fail('too-few-calls', 'A conference needs two calls that are answered, and not being transferred.');
}
