import type { RTCSession } from 'jssip/lib/RTCSession';
import type { CarrierCommand, SipAccount } from '../../app/ipc/contract.ts';
import type { CarrierEvent, Rejection } from '../../app/voice/carrier.ts';
import { referToReplacing } from '../../app/voice/refer.ts';
import { registrationFailureOf } from '../../app/voice/registration-failure.ts';
import { sipTarget } from '../../app/voice/sip-target.ts';
import { dialogOf } from './jssip-session.ts';
import { createLeg, type Leg } from './leg.ts';
import { type Line, openLine } from './line.ts';
import { createLoudspeaker } from './loudspeaker.ts';
import type { Microphone } from './microphone.ts';

const LONGEST_NAME = 255;
const REJECTION_STATUS: Readonly<Record<Rejection, number>> = { busy: 486, 'no-answer': 480 };

export interface SwitchboardParts {
  readonly account: SipAccount | null;
  readonly microphone: Microphone;
  report(event: CarrierEvent): void;
}

/** Gives each command of the Voice port to the line or to its leg. Returns the function that takes one command. */
export function createSwitchboard(parts: SwitchboardParts): (command: CarrierCommand) => void {
  const { microphone, report } = parts;
  let { account } = parts;
  const legs = new Map<string, Leg>();
  let line: Line | undefined = open();

  function open(): Line | undefined {
    if (account === null) {
      report({ type: 'registration', registration: { status: 'not-configured' } });
      return undefined;
    }
    try {
      return openLine({
        account,
        report: (registration) => report({ type: 'registration', registration }),
        onIncoming: ring,
        onRecording: (notice) => report({ type: 'recording', ...notice }),
      });
    } catch {
      const failure = registrationFailureOf({ kind: 'account' });
      report({ type: 'registration', registration: { status: 'failed', failure } });
      return undefined;
    }
  }
  function newLeg(callId: string, direction: 'outbound' | 'inbound'): Leg {
    const leg = createLeg({
      callId,
      direction,
      microphone,
      loudspeaker: createLoudspeaker(callId),
      isConnected: () => line?.isConnected() ?? false,
      report,
      onOver: () => legs.delete(callId),
    });
    legs.set(callId, leg);
    return leg;
  }

  async function dial(callId: string, number: string): Promise<void> {
    if (legs.has(callId)) return;
    const leg = newLeg(callId, 'outbound');
    if (line === undefined) return leg.breakOff('no-account');
    const target = sipTarget(number, account?.domain ?? '');
    const opened = leg.openMicrophone();
    if (!microphone.proven()) await opened;
    const registered = await line.settled();
    if (leg.isOver()) return;
    if (!registered || !line.isConnected()) return leg.breakOff('not-registered');
    if (!target.ok) return leg.breakOff('set-up');
    const options = { eventHandlers: leg.handlers, mediaConstraints: { audio: false, video: false } };
    leg.follow(line.ua.call(target.value, options));
  }
  function ring(session: RTCSession, sipCallId: string): void {
    const leg = newLeg(crypto.randomUUID(), 'inbound');
    for (const [name, handler] of Object.entries(leg.handlers)) {
      // JsSIP's types know no way to attach a map of handlers to a session it made itself.
      Reflect.apply(session.on, session, [name, handler]);
    }
    leg.follow(session);
    // Another call is up or rings: main refuses this one, and nobody must hear it.
    if (legs.size === 1) leg.ring();
    const { remote_identity: from, local_identity: to } = session;
    const name = from.display_name?.slice(0, LONGEST_NAME);
    report({
      type: 'incoming',
      callId: leg.callId,
      from: String(from.uri.user ?? '').slice(0, LONGEST_NAME),
      to: String(to.uri.user ?? '').slice(0, LONGEST_NAME),
      ...(name ? { name } : {}),
      ...(sipCallId !== '' && sipCallId.length <= LONGEST_NAME ? { sipCallId } : {}),
    });
  }
  async function answer(leg: Leg): Promise<void> {
    leg.stopRinging();
    const track = await leg.openMicrophone();
    const session = leg.session();
    if (track === undefined || session === undefined || session.isEnded()) return;
    session.answer({ mediaStream: new MediaStream([track]) });
  }
  function transfer(leg: Leg, number: string): void {
    const target = sipTarget(number, account?.domain ?? '');
    if (target.ok) leg.transfer(`<${target.value}>`);
  }
  /** A call that only rings yet can't be replaced (RFC 3891 section 3): it is given up, and its number dialled. */
  function transferTo(leg: Leg, otherCallId: string): void {
    const other = legs.get(otherCallId);
    const session = other?.session();
    if (other === undefined || session === undefined || other === leg) return;
    const target = session.remote_identity.uri.toString();
    const dialog = dialogOf(session);
    if (dialog === undefined) other.hangUp();
    const referTo = dialog === undefined ? `<${target}>` : referToReplacing(target, dialog);
    leg.transfer(referTo, () => other.hangUp());
  }
  function forward(leg: Leg, number: string): void {
    const target = sipTarget(number, account?.domain ?? '');
    if (!target.ok) return;
    leg.hangUp(302, [`Contact: <${target.value}>`]);
  }
  function takeAccount(next: SipAccount | null): void {
    line?.close();
    account = next;
    line = open();
  }
  function reconnect(): void {
    if (line?.isConnected()) line.register();
    // With a call up, JsSIP's own recovery brings the connection back without ending the call.
    else if (legs.size === 0) {
      line?.close();
      line = open();
    }
  }
  /** JsSIP throws on what it thinks impossible: the leg is over then, whatever it was. */
  function guard(callId: string, task: () => void | Promise<void>): void {
    const broken = (): void => legs.get(callId)?.breakOff('carrier');
    try {
      void Promise.resolve(task()).catch(broken);
    } catch {
      broken();
    }
  }

  return (command) => {
    if (command.type === 'reconnect') return reconnect();
    if (command.type === 'account') return takeAccount(command.account);
    // One call at a time so far.
    if (command.type === 'conference') return undefined;
    const { callId } = command;
    if (command.type === 'dial') return guard(callId, () => dial(callId, command.number));
    const leg = legs.get(callId);
    if (leg === undefined) return;
    guard(callId, () => {
      switch (command.type) {
        case 'answer':
          return answer(leg);
        case 'reject':
          return leg.hangUp(REJECTION_STATUS[command.as]);
        case 'hang-up':
          return leg.hangUp();
        case 'send-digits':
          return leg.press(command.digits);
        case 'mute':
          return leg.mute(command.muted);
        case 'hold':
          return leg.hold(command.held);
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
    });
  };
}
