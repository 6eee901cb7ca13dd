import type { ConnectedCall } from './connections.ts';
import { createDialog } from './dialog.ts';
import type { InboundAudio } from './hearing.ts';
import type { Journal } from './journal.ts';
import { createMediaLeg, type MediaDirection } from './media-leg.ts';
import type { PracticeNumber } from './numbers.ts';
import type { OutgoingCall } from './outgoing-call.ts';
import { type AudioEnd, createPerson, join } from './person.ts';
import { recordingHeaders, recordingMessage } from './recording.ts';
import { newTag, type ReplyParts, replyTo } from './reply.ts';
import {
  branchOf,
  headerOf,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  tagOf,
  uriOf,
} from './sip-message.ts';
import { createSteps } from './steps.ts';
import { createTalk } from './talk.ts';

/** RFC 3261 section 13.3.1.4: the 200 is repeated until the ACK, from T1 to T2, for 64 times T1. */
const T1 = 500;
const T2 = 4000;

export interface PracticeLeg {
  /** SIP Call-ID. */
  readonly callId: string;
  readonly number: string;
  readonly state: 'ringing' | 'answered' | 'over';
  readonly digits: string;
  /** When each key in the audio was pressed, in seconds of the client's own clock. */
  readonly keyTimes: readonly number[];
  /** What this far end hears; after a transfer, of the one it was connected with. */
  readonly inbound: InboundAudio;
}

/** One call at the practice PBX: the called side of one dialog. */
export interface PracticeCall extends ConnectedCall {
  readonly contactUri: string;
  /** Any request that belongs to this call: ACK, CANCEL, BYE, re-INVITE, UPDATE, INFO, REFER. */
  receive(request: SipRequest): void;
  /** An answer to one of this call's requests. */
  answer(response: SipResponse): void;
  hold(direction: MediaDirection): void;
  leg(): PracticeLeg;
  close(): Promise<void>;
}

export interface PracticeCallParts {
  readonly invite: SipRequest;
  readonly plan: PracticeNumber;
  readonly contact: string;
  readonly journal: Journal;
  send(message: SipMessage): void;
  /** Sends a MESSAGE outside of the call. */
  tell(json: string): void;
  transfer(call: ConnectedCall, referTo: string, tell: (status: number) => void): Promise<void>;
  /** Rings another client; `end` is whom it is to talk to. */
  ringColleague(end: AudioEnd, changed: (call: OutgoingCall) => void): OutgoingCall;
  /** Once, when nothing of the call is left. */
  onOver(): void;
}

/** Takes an authenticated INVITE and plays the number's script. Steps of one call happen one after the other. */
export function createPracticeCall(parts: PracticeCallParts): PracticeCall {
  const { invite, plan, journal, send } = parts;
  const callId = headerOf(invite, 'call-id');
  const tag = newTag();
  const dialog = createDialog({
    callId,
    local: `${headerOf(invite, 'to')};tag=${tag}`,
    remote: headerOf(invite, 'from'),
    target: uriOf(headerOf(invite, 'contact')),
    contact: parts.contact,
  });
  let state: 'ringing' | 'answered' | 'over' = 'ringing';
  let confirmed = false;
  let given = false;
  let colleague: OutgoingCall | undefined;
  let sdp: string | undefined;
  const timers = new Set<NodeJS.Timeout>();

  const note = (event: string, more: { digits?: string } = {}) =>
    journal.record(event, callId, { number: plan.number, ...more });
  const { step, settled } = createSteps((why) => note(`fault: ${why}`));
  const person = createPerson((digits) => step(() => note('DTMF', { digits })));
  const media = createMediaLeg(person.telephoneEvent, {
    keys: plan.manners?.keys !== 'by INFO',
    loses: plan.loses,
  });
  const talk = createTalk({
    ...{ dialog, media, note, send, hangUp },
    manners: plan.manners ?? {},
    press: person.press,
    transfer: (referTo, tell) => parts.transfer(self, referTo, tell),
  });
  if (plan.then !== 'colleague') join(media, person);

  function later(milliseconds: number, task: () => void | Promise<void>): void {
    if (!Number.isFinite(milliseconds)) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      step(task);
    }, milliseconds);
    timers.add(timer);
  }
  async function answerInvite(status: number, more: ReplyParts = {}): Promise<void> {
    send(replyTo(invite, status, { tag, headers: [dialog.contact], ...more }));
    await note(String(status));
  }
  async function over(): Promise<void> {
    if (state === 'over') return;
    state = 'over';
    for (const timer of timers) clearTimeout(timer);
    if (!given) {
      person.close();
      colleague?.hangUp();
    }
    await media.close();
    await note('ended');
    const message = confirmed ? recordingMessage(plan.record, callId) : undefined;
    if (message !== undefined) parts.tell(message);
    parts.onOver();
  }
  async function refuse(status: number, phrase?: string): Promise<void> {
    await answerInvite(status, phrase === undefined ? {} : { phrase });
    await over();
  }
  async function ring(): Promise<void> {
    await answerInvite(100);
    if (plan.then === 'colleague') {
      colleague = parts.ringColleague(media, (call) => step(() => colleagueChanged(call)));
    }
    if (plan.ringFor === 0) return afterRinging();
    if (plan.ringWith === 183) {
      sdp = await media.answer(invite.body);
      person.say('ringback');
    }
    await answerInvite(plan.ringWith, { sdp });
    later(plan.ringFor, plan.then === 'colleague' ? () => refuse(480) : afterRinging);
  }
  async function colleagueChanged(call: OutgoingCall): Promise<void> {
    if (call.state() === 'answered' && state === 'ringing') return afterRinging();
    if (call.state() !== 'over' || given) return;
    if (state === 'ringing') await refuse(call.status() ?? 480);
    else await hangUp();
  }
  async function afterRinging(): Promise<void> {
    if (state !== 'ringing') return;
    if (typeof plan.then === 'object') return refuse(plan.then.status, plan.then.phrase);
    sdp ??= await media.answer(invite.body);
    state = 'answered';
    if (plan.then !== 'colleague') person.say(plan.then, plan.hertz);
    later(plan.deadAfter ?? Number.POSITIVE_INFINITY, () => person.say('nothing'));
    await answerInvite(200, { sdp });
    repeatAnswer(T1, T1);
  }
  function repeatAnswer(wait: number, waited: number): void {
    later(wait, async () => {
      if (confirmed || state !== 'answered') return;
      if (waited >= 64 * T1) return hangUp();
      send(replyTo(invite, 200, { tag, headers: [dialog.contact], sdp }));
      repeatAnswer(Math.min(wait * 2, T2), waited + wait);
    });
  }
  async function hangUp(): Promise<void> {
    if (state === 'over') return;
    if (state === 'ringing') return refuse(480);
    send(dialog.request('BYE', { headers: recordingHeaders(plan.record, callId) }));
    await note('BYE');
    await over();
  }

  async function take(received: SipRequest): Promise<void> {
    if (received.method === 'CANCEL') return cancel(received);
    if (received.method === 'ACK') {
      confirmed = true;
      return note('ACK');
    }
    if (tagOf(headerOf(received, 'to')) !== tag || state === 'over') return send(replyTo(received, 481));
    if (received.method !== 'BYE') return talk.take(received);
    await note('BYE');
    send(replyTo(received, 200, { headers: recordingHeaders(plan.record, callId) }));
    return over();
  }
  async function cancel(received: SipRequest): Promise<void> {
    await note('CANCEL');
    send(replyTo(received, 200, { tag }));
    if (state === 'ringing') await refuse(487);
  }

  const self: PracticeCall = {
    callId,
    contactUri: uriOf(headerOf(invite, 'contact')),
    tags: () => [tag, tagOf(headerOf(invite, 'from'))],
    isAnswered: () => state === 'answered',
    giveAway() {
      given = true;
      return colleague?.end() ?? person;
    },
    receive(received) {
      const repeated = received.method === 'INVITE' && branchOf(received) === branchOf(invite);
      if (!repeated) step(() => take(received));
    },
    answer: (response) => step(() => talk.answered(response)),
    hold: (direction) => step(() => talk.hold(direction)),
    hangUp: () => step(hangUp),
    leg: () => ({
      ...{ callId, number: plan.number, state },
      ...{ digits: person.digits(), keyTimes: person.keyTimes(), inbound: person.inbound() },
    }),
    async close() {
      step(over);
      await settled();
      person.close();
    },
  };
  step(() => ring().catch(() => (state === 'over' ? undefined : refuse(488))));
  return self;
}
