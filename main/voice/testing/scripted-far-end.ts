import type { CarrierCommand } from '../../../app/ipc/carrier-contract.ts';
import type { CarrierEvent } from '../../../app/voice/carrier.ts';
import { digitSteps } from '../../../app/voice/dtmf.ts';
import { endReasonOf, type LegEnding } from '../../../app/voice/end-reason.ts';

export const SCRIPTED_NUMBERS = {
  answers: '+12025550100',
  first: '+12025550113',
  second: '+12025550114',
  busy: '+12025550102',
  declines: '+12025550103',
  silent: '+12025550104',
  unknown: '+12025550105',
} as const;

type Phase = 'dialing' | 'ringing' | 'talking';

/** A phone network that follows the script of its numbers, one step each turn of the event loop. */
export function createScriptedFarEnd(emit: (event: CarrierEvent) => void) {
  const phases = new Map<string, Phase>();
  const { answers, first, second } = SCRIPTED_NUMBERS;
  const answering: readonly string[] = [answers, first, second];
  let heard = '';
  let conference: readonly string[] = [];

  const soon = (callId: string, ...events: CarrierEvent[]): void => {
    for (const event of events) {
      setImmediate(() => {
        if (!phases.has(callId)) return;
        if (event.type === 'ringing') phases.set(callId, 'ringing');
        if (event.type === 'answered') phases.set(callId, 'talking');
        if (event.type === 'ended') phases.delete(callId);
        emit(event);
        if (event.type === 'ended' || (event.type === 'held' && event.held))
          confer(conference.filter((id) => id !== callId));
      });
    }
  };
  function confer(callIds: readonly string[]): void {
    const members = callIds.filter((callId) => phases.get(callId) === 'talking');
    const next = members.length < 2 ? [] : members;
    if (next.length === conference.length) return;
    conference = next;
    emit({ type: 'conference', callIds: next });
  }
  const hungUp = (callId: string): CarrierEvent => ended(callId, { answered: true, byUs: true });
  const ended = (callId: string, ending: Partial<LegEnding>): CarrierEvent => ({
    type: 'ended',
    callId,
    reason: endReasonOf({ direction: 'outbound', rang: true, answered: false, byUs: false, ...ending }),
  });

  function dial(callId: string, number: string): void {
    phases.set(callId, 'dialing');
    const dialing = { type: 'dialing', callId } as const;
    const ringing = { type: 'ringing', callId, earlyMedia: false } as const;
    if (answering.includes(number)) soon(callId, dialing, ringing, { type: 'answered', callId });
    else if (number === SCRIPTED_NUMBERS.busy) soon(callId, dialing, ringing, ended(callId, { status: 486 }));
    else if (number === SCRIPTED_NUMBERS.declines)
      soon(callId, dialing, ringing, ended(callId, { status: 603 }));
    else if (number === SCRIPTED_NUMBERS.silent) soon(callId, dialing, ringing);
    else soon(callId, dialing, ended(callId, { rang: false, status: 404 }));
  }

  function transfer(callId: string, ...outcome: CarrierEvent[]): void {
    soon(callId, { type: 'transfer', callId, status: 'trying' }, ...outcome);
  }
  const done = (callId: string): CarrierEvent => ({ type: 'transfer', callId, status: 'done' });

  return {
    heard: () => heard,
    /** Somebody calls. */
    ring(): void {
      const callId = crypto.randomUUID();
      phases.set(callId, 'ringing');
      soon(callId, { type: 'incoming', callId, from: answers, to: first });
    },
    take(command: CarrierCommand): void {
      if (command.type === 'conference') setImmediate(() => confer(command.callIds));
      if (!('callId' in command)) return;
      const { callId } = command;
      if (command.type === 'dial') dial(callId, command.number);
      if (!phases.has(callId)) return;
      if (command.type === 'hang-up') {
        soon(callId, ended(callId, { byUs: true, answered: phases.get(callId) === 'talking' }));
      }
      if (command.type === 'answer') soon(callId, { type: 'answered', callId });
      if (command.type === 'forward') soon(callId, ended(callId, { direction: 'inbound', byUs: true }));
      if (command.type === 'transfer' && answering.includes(command.number)) {
        transfer(callId, done(callId), hungUp(callId));
      } else if (command.type === 'transfer') {
        transfer(callId, { type: 'transfer', callId, status: 'failed', sipStatus: 404 });
      }
      if (command.type === 'transfer-to' && phases.has(command.otherCallId)) {
        transfer(callId, done(callId), hungUp(callId));
        soon(command.otherCallId, hungUp(command.otherCallId));
      }
      if (command.type === 'mute') soon(callId, { type: 'muted', callId, muted: command.muted });
      if (command.type === 'hold') soon(callId, { type: 'held', callId, held: command.held });
      if (command.type === 'send-digits') {
        const steps = digitSteps(command.digits);
        heard += steps.map((step) => (step.kind === 'tone' ? step.tone : '')).join('');
        const last = command.digits.length;
        soon(
          callId,
          ...steps.map(({ sent }) => ({ type: 'digits', callId, sent, done: sent === last }) as const),
        );
      }
    },
  };
}
