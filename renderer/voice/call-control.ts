import type { CarrierCommand } from '../../app/ipc/carrier-contract.ts';
import type { CarrierEvent, Rejection } from '../../app/voice/carrier.ts';
import { referToReplacing } from '../../app/voice/refer.ts';
import { sipTarget } from '../../app/voice/sip-target.ts';
import { createConference } from './conference.ts';
import { dialogOf } from './jssip-session.ts';
import type { Leg } from './leg.ts';

const REJECTION_STATUS: Readonly<Record<Rejection, number>> = { busy: 486, 'no-answer': 480 };

/** A command for one leg that is up, or rings. */
export type LegCommand = Exclude<
  CarrierCommand,
  { type: 'reconnect' | 'account' | 'conference' | 'dial' | 'answer' }
>;

export interface CallControlParts {
  readonly legs: ReadonlyMap<string, Leg>;
  /** The SIP domain that numbers are dialled at. */
  domain(): string;
  report(event: CarrierEvent): void;
}

/** What a rep does with calls that are there: keys, mute, hold, transfer, conference, forward, hang up. */
export function createCallControl({ legs, domain, report }: CallControlParts) {
  const conference = createConference((callIds) => report({ type: 'conference', callIds }));

  function transfer(leg: Leg, number: string): void {
    const target = sipTarget(number, domain());
    if (target.ok) leg.transfer(`<${target.value}>`);
    else report({ type: 'transfer', callId: leg.callId, status: 'failed' });
  }
  /** A call that only rings yet can't be replaced (RFC 3891 section 3): it is given up, and its number dialled. */
  function transferTo(leg: Leg, otherCallId: string): void {
    const other = legs.get(otherCallId);
    const session = other?.session();
    if (other === undefined || session === undefined || other === leg || !leg.isAnswered()) {
      report({ type: 'transfer', callId: leg.callId, status: 'failed' });
      return;
    }
    const target = session.remote_identity.uri.toString();
    const dialog = dialogOf(session);
    if (dialog === undefined) other.hangUp();
    const referTo = dialog === undefined ? `<${target}>` : referToReplacing(target, dialog);
    leg.transfer(referTo, () => other.hangUp());
  }
  /** RFC 3261 section 21.3.3. */
  function forward(leg: Leg, number: string): void {
    const target = sipTarget(number, domain());
    if (target.ok && leg.direction === 'inbound' && !leg.isAnswered())
      leg.hangUp(302, [`Contact: <${target.value}>`]);
  }
  function hold(leg: Leg, held: boolean): void {
    if (held) conference.leave(leg);
    leg.hold(held);
  }
  /** In a conference the rep has one voice: it is heard by all or by none. */
  function mute(leg: Leg, muted: boolean): void {
    for (const member of conference.has(leg) ? conference.members() : [leg]) member.mute(muted);
  }
  function confer(callIds: readonly string[]): void {
    const members = [...new Set(callIds)].flatMap((callId) => legs.get(callId) ?? []);
    const answered = members.filter((leg) => leg.isAnswered());
    if (answered.length > 1) {
      const speaking = answered.find((leg) => !leg.isHeld());
      const muted = speaking?.media.isMuted() ?? answered.some((leg) => leg.media.isMuted());
      for (const leg of answered) {
        if (leg.isHeld()) leg.hold(false);
        if (leg.media.isMuted() !== muted) leg.mute(muted);
      }
    }
    conference.set(answered);
  }

  return {
    conference: confer,
    /** A leg is over. */
    leave: conference.leave,
    take(command: LegCommand, leg: Leg) {
      switch (command.type) {
        case 'reject':
          return leg.hangUp(REJECTION_STATUS[command.as]);
        case 'hang-up':
          return leg.hangUp();
        case 'send-digits':
          return leg.press(command.digits);
        case 'mute':
          return mute(leg, command.muted);
        case 'hold':
          return hold(leg, command.held);
        case 'transfer':
          return transfer(leg, command.number);
        case 'transfer-to':
          return transferTo(leg, command.otherCallId);
        case 'forward':
          return forward(leg, command.number);
        case 'silence':
          return leg.stopRinging();
        case 'stop-digits':
          return leg.stopDigits();
        default:
          return command satisfies never;
      }
    },
  };
}
