import type { ReferEvent, RTCSession } from 'jssip/lib/RTCSession';
import type { CarrierCommand } from '../../app/ipc/carrier-contract.ts';
import type { SipAccount } from '../../app/ipc/phone-line.ts';
import type { CarrierEvent } from '../../app/voice/carrier.ts';
import { registrationFailureOf } from '../../app/voice/registration-failure.ts';
import { sipTarget } from '../../app/voice/sip-target.ts';
import { createCallControl } from './call-control.ts';
import type { LineUse } from './connection-care.ts';
import { createIce, type Ice } from './ice.ts';
import { acceptReplaces, createRinging, incomingEvent } from './incoming.ts';
import { listenTo } from './jssip-session.ts';
import { createLeg, type Leg } from './leg.ts';
import { type Line, openLine } from './line.ts';
import type { Loudspeaker } from './loudspeaker.ts';
import type { Microphone } from './microphone.ts';
import { createQualityWatch } from './quality-watch.ts';
import { createRelayWatch } from './relays.ts';

/** RFC 4028 section 7.4: what is asked for where the phone system has no opinion; a lower one would meet 422. */
const SESSION_SECONDS = 1800;

export interface SwitchboardParts {
  readonly account: SipAccount | null;
  readonly microphone: Microphone;
  loudspeaker(callId: string): Loudspeaker;
  report(event: CarrierEvent): void;
}

/** Gives each command of the Voice port to the line or to its leg. Returns the function that takes one command. */
export function createSwitchboard(parts: SwitchboardParts): (command: CarrierCommand) => void {
  const { microphone, report } = parts;
  let { account } = parts;
  let ice = createIce(account);
  let relays = watchRelays();
  const legs = new Map<string, Leg>();
  const ringing = createRinging(legs);
  const control = createCallControl({ legs, domain: () => account?.domain ?? '', report });
  /** Sessions that JsSIP announces as new, and that go on with a call there is. */
  const successors = new WeakSet<RTCSession>();
  let line: Line | undefined = open();

  function open(): Line | undefined {
    if (account === null) {
      report({ type: 'registration', registration: { status: 'not-configured' } });
      return undefined;
    }
    try {
      return openLine({
        account,
        report: relays.registration,
        onIncoming: ring,
        onRecording: (notice) => report({ type: 'recording', ...notice }),
        use: lineUse,
        onBack: (moved) => {
          for (const leg of legs.values()) leg.lineIsBack(moved);
        },
      });
    } catch {
      const failure = registrationFailureOf({ kind: 'account' });
      report({ type: 'registration', registration: { status: 'failed', failure } });
      return undefined;
    }
  }
  function watchRelays() {
    const relayOnly = account?.relayOnly === true;
    return createRelayWatch({
      ...{ ice, relayOnly },
      report: (registration) => report({ type: 'registration', registration }),
    });
  }
  function lineUse(): LineUse {
    if (legs.size === 0) return 'idle';
    return [...legs.values()].every((leg) => leg.isAnswered()) ? 'in-call' : 'setting-up';
  }
  function newLeg(callId: string, direction: 'outbound' | 'inbound'): Leg {
    const quality = createQualityWatch({ callId, report, connection: () => leg.session()?.connection });
    const leg: Leg = createLeg({
      callId,
      direction,
      microphone,
      loudspeaker: parts.loudspeaker(callId),
      isConnected: () => line?.isConnected() ?? false,
      report: quality.through,
      dtmf: account?.dtmf,
      ice,
      onReplaces: (event) => replace(leg, event),
      onOver: () => {
        legs.delete(callId);
        control.leave(leg);
        ringing.stop(leg);
        ringing.again();
      },
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
    const options = {
      eventHandlers: leg.handlers,
      mediaConstraints: { audio: false, video: false },
      sessionTimersExpires: SESSION_SECONDS,
      pcConfig: ice.configuration,
    };
    leg.follow(line.ua.call(target.value, options));
  }
  function ring(session: RTCSession, sipCallId: string): void {
    if (successors.has(session)) return;
    const leg = newLeg(crypto.randomUUID(), 'inbound');
    listenTo(session, leg.handlers);
    leg.follow(session);
    ringing.start(leg);
    report(incomingEvent(leg.callId, session, sipCallId, account?.username ?? ''));
  }
  /** The call that `event` is about goes on with somebody else (RFC 3891). */
  function replace(leg: Leg, event: ReferEvent): void {
    const successor = acceptReplaces(event, leg.isAnswered(), (session) => successors.add(session));
    const track = leg.media.speech();
    if (track === undefined) successor?.terminate();
    if (successor === undefined || track === undefined) return;
    leg.goOnWith(successor);
    successor.answer(answerWith(track, ice));
  }
  async function answer(leg: Leg): Promise<void> {
    ringing.stop(leg);
    const track = await leg.openMicrophone();
    const session = leg.session();
    if (track === undefined || session === undefined || session.isEnded()) return;
    session.answer(answerWith(track, ice));
  }
  function takeAccount(next: SipAccount | null): void {
    line?.close();
    relays.close();
    account = next;
    ice = createIce(next);
    relays = watchRelays();
    line = open();
  }
  function reconnect(): void {
    if (line === undefined) line = open();
    else line.renew();
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
    if (command.type === 'conference') return control.conference(command.callIds);
    const { callId } = command;
    if (command.type === 'dial') return guard(callId, () => dial(callId, command.number));
    const leg = legs.get(callId);
    if (leg === undefined) return;
    if (command.type === 'answer') return guard(callId, () => answer(leg));
    if (command.type === 'silence') ringing.stop(leg);
    return guard(callId, () => control.take(command, leg));
  };
}

function answerWith(track: MediaStreamTrack, { configuration: pcConfig }: Ice) {
  return { mediaStream: new MediaStream([track]), sessionTimersExpires: SESSION_SECONDS, pcConfig };
}
