import type { ReferEvent, RTCSession } from 'jssip/lib/RTCSession';
import type { CarrierEvent } from '../../app/voice/carrier.ts';
import type { Leg } from './leg.ts';

const LONGEST_NAME = 255;

/**
 * What the rep is told of an incoming call: who calls which number. Some phone systems (Asterisk) put the address that we
 * registered into To, whose name JsSIP makes up: then it is the account's own, `username`.
 */
export function incomingEvent(
  callId: string,
  session: RTCSession,
  sipCallId: string,
  username: string,
): CarrierEvent {
  const { remote_identity: from, local_identity: to } = session;
  const called = String(to.uri.user ?? '');
  const name = from.display_name?.slice(0, LONGEST_NAME);
  return {
    type: 'incoming',
    callId,
    from: String(from.uri.user ?? '').slice(0, LONGEST_NAME),
    to: (session.contact.includes(`sip:${called}@`) ? username : called).slice(0, LONGEST_NAME),
    ...(name ? { name } : {}),
    ...(sipCallId !== '' && sipCallId.length <= LONGEST_NAME ? { sipCallId } : {}),
  };
}

/** The legs that ring here, each as loud as the others let it be. */
export function createRinging(legs: ReadonlyMap<string, Leg>) {
  const ringing = new Map<Leg, 'beep' | 'ring' | 'nothing'>();

  /** The ringer is for a rep who is in no call; in one, a soft beep tells of another (call waiting). */
  function sound(): void {
    const busy = legs.size > ringing.size;
    const [first] = ringing.keys();
    for (const [leg, before] of ringing) {
      const next = busy ? 'beep' : leg === first ? 'ring' : 'nothing';
      if (next === before) continue;
      ringing.set(leg, next);
      leg.stopRinging();
      if (next === 'beep') leg.beep();
      if (next === 'ring') leg.ring();
    }
  }
  return {
    start(leg: Leg): void {
      ringing.set(leg, 'nothing');
      sound();
    },
    /** Answered, ignored or over. */
    stop(leg: Leg): void {
      if (ringing.delete(leg)) leg.stopRinging();
    },
    /** Another call is over: who waited for the rep may ring out loud now. */
    again: sound,
  };
}

/**
 * RFC 3891 section 3: an INVITE that names a call takes its place without ringing; where the call is answered, one that wants
 * early dialogs only hears 486. Gives the session to answer; `expect` is told of it before JsSIP announces it as a new call.
 */
export function acceptReplaces(
  { request, accept, reject }: ReferEvent,
  isAnswered: boolean,
  expect: (successor: RTCSession) => void,
): RTCSession | undefined {
  if (isAnswered && /;\s*early-only\b/i.test(request.getHeader('Replaces') ?? '')) {
    reject();
    return undefined;
  }
  const announced: RTCSession[] = [];
  accept((session: RTCSession) => {
    announced.push(session);
    expect(session);
  });
  return announced.find((session) => !session.isEnded());
}
