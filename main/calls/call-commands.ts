import type { Call, OtherCalls } from '../../app/calls/call.ts';
import type { Happening } from '../../app/calls/call-event.ts';
import { hasLine, ringsHere } from '../../app/calls/line.ts';
import {
  conferees,
  mayDialExtension,
  mayHold,
  mayPress,
  mayTakeLine,
  mayTransfer,
} from '../../app/calls/refusals.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import type { Carrier } from '../../app/voice/carrier.ts';
import type { CallList } from './call-list.ts';
import type { CallRunner } from './call-runner.ts';
import type { NoticeBoard } from './notice-board.ts';
import { notForwarded } from './notices.ts';
import type { NumberDoor } from './number-door.ts';

export type Done = Result<Record<string, never>>;

/** What the rep does with calls that are up. Each fails with `no-such-call` where the call is over. */
export interface CallCommands {
  /**
   * The rep's answer to the question. `others`: what becomes of the call that has the line; ended where nothing is said.
   * Fails with `nothing-asked` where the question is gone, `cannot-hold` or `too-many-calls`.
   */
  confirm(callId: string, dial: boolean, others?: OtherCalls): Done;
  /**
   * Takes an incoming call; the one that has the line is held where nothing else is said. Fails with `not-ringing` where
   * it no longer rings here, `cannot-hold` or `too-many-calls`.
   */
  answer(callId: string, others?: OtherCalls): Done;
  /** Refuses it as busy. Fails with `not-ringing`. */
  reject(callId: string): Done;
  /** Lets it ring unheard. Fails with `not-ringing`. */
  ignore(callId: string): Done;
  /** Sends it to another number, as typed. Fails with `not-ringing`, or why the number can't be used. */
  forward(callId: string, text: string): Done;
  hangUp(callId: string): Done;
  /** Holds or resumes. Fails with `not-connected` before the answer; resuming also with `cannot-hold`. */
  hold(callId: string, held: boolean): Done;
  /** Blind, to a number as typed. Fails with `not-connected`, `transfer-under-way`, or why the number can't be used. */
  transfer(callId: string, text: string): Done;
  /** Attended. Fails with `not-connected`, `transfer-under-way` or `same-call`. */
  transferTo(callId: string, otherCallId: string): Done;
  /** Joins all answered calls. Fails with `too-few-calls`. */
  conference(): Done;
  /** Fails with `no-extension`, `not-connected` or `on-hold`. */
  extension(callId: string, action: 'cancel' | 'send'): Done;
  /** Fails with `not-connected` before anything is dialled. */
  mute(callId: string, muted: boolean): Done;
  /** `0-9 * # A-D` and `,`. Fails with `not-connected` before anybody hears them, or `on-hold`. */
  sendDigits(callId: string, digits: string): Done;
}

export function createCallCommands(parts: {
  readonly list: CallList;
  readonly runner: CallRunner;
  readonly carrier: Carrier;
  readonly numbers: NumberDoor;
  readonly notices: NoticeBoard;
}): CallCommands {
  const { list, runner, carrier, numbers, notices } = parts;

  function withCall(callId: string, work: (call: Call) => Done): Done {
    const call = list.active(callId);
    return call === undefined ? fail('no-such-call', 'This call is over.') : work(call);
  }
  function tell(callId: string, happening: Happening, allowed: (call: Call) => Done): Done {
    return withCall(callId, (call) => {
      const answer = allowed(call);
      if (answer.ok) runner.post(callId, happening);
      return answer;
    });
  }
  const takes = (callId: string, how: OtherCalls): Done => mayTakeLine(list.allBut(callId), how, true);

  return {
    confirm: (callId, dial, others) =>
      tell(callId, dial ? { type: 'confirmed', others } : { type: 'declined' }, (call) => {
        if (call.phase !== 'asking') return fail('nothing-asked', 'This call no longer waits for an answer.');
        const how = others ?? call.others ?? (call.question === 'another-call' ? 'end' : undefined);
        return !dial || how === undefined ? ok({}) : takes(callId, how);
      }),
    answer: (callId, others) =>
      tell(callId, { type: 'answer', others }, (call) => {
        if (call.phase !== 'incoming') return notRinging;
        return ringsHere(call) ? takes(callId, others ?? 'hold') : ok({});
      }),
    reject: (callId) => tell(callId, { type: 'reject' }, whileIncoming),
    ignore: (callId) => tell(callId, { type: 'ignore' }, (call) => (ringsHere(call) ? ok({}) : notRinging)),
    forward: (callId, text) =>
      withCall(callId, (call) => {
        if (!ringsHere(call)) return notRinging;
        const read = numbers.read(text);
        if (!read.ok) return read;
        const number = read.value;
        return numbers.spare(number, (refusal) => {
          if (refusal === undefined) runner.post(callId, { type: 'forward', number });
          else notices.add(notForwarded(refusal));
        });
      }),
    hangUp: (callId) => tell(callId, { type: 'hang-up' }, () => ok({})),
    hold: (callId, on) =>
      tell(callId, { type: 'hold', on }, (call) => {
        const able = mayHold(call, on);
        return !able.ok || on || hasLine(call) ? able : mayTakeLine(list.allBut(callId), 'hold', false);
      }),
    transfer: (callId, text) =>
      withCall(callId, (call) => {
        const able = mayTransfer(call);
        if (!able.ok) return able;
        const read = numbers.read(text);
        if (!read.ok) return read;
        const number = read.value;
        return numbers.spare(number, (refusal) =>
          runner.post(
            callId,
            refusal === undefined
              ? { type: 'transfer-to-number', number }
              : { type: 'transfer-refused', message: refusal },
          ),
        );
      }),
    transferTo: (callId, otherCallId) =>
      tell(callId, { type: 'transfer-to-call', otherCallId }, (call) => {
        if (callId === otherCallId)
          return fail('same-call', 'Choose the other call to connect this one with.');
        const able = mayTransfer(call);
        return able.ok ? withCall(otherCallId, mayTransfer) : able;
      }),
    conference() {
      const joined = conferees(list.allActive());
      if (!joined.ok) return joined;
      // Mixed first, so that a call resumed for it is heard in it and not beside it.
      carrier.conference(joined.value.map(({ id }) => id));
      for (const { id } of joined.value) runner.post(id, { type: 'join' });
      return ok({});
    },
    extension: (callId, action) =>
      tell(callId, { type: 'extension', action }, (call) => mayDialExtension(call, action)),
    mute: (callId, muted) =>
      tell(callId, { type: 'mute', on: muted }, (call) =>
        call.dialedAt === undefined && call.answeredAt === undefined
          ? fail('not-connected', 'There is nothing to mute before the call is dialed or answered.')
          : ok({}),
      ),
    sendDigits: (callId, digits) => tell(callId, { type: 'press', digits }, mayPress),
  };
}

const notRinging = fail('not-ringing', 'This call no longer rings here.');

function whileIncoming(call: Call): Done {
  return call.phase === 'incoming' ? ok({}) : notRinging;
}
