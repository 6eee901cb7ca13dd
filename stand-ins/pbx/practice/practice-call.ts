import type { InboundAudio } from './hearing.ts';
import type { Journal } from './journal.ts';
import { createMediaLeg } from './media-leg.ts';
import type { PracticeNumber } from './numbers.ts';
import { recordingHeaders, recordingMessage } from './recording.ts';
import { newTag, type ReplyParts, replyTo } from './reply.ts';
import {
  branchOf,
  headerOf,
  type SipHeader,
  type SipMessage,
  type SipRequest,
  tagOf,
  uriOf,
} from './sip-message.ts';

/** RFC 3261 section 13.3.1.4: the 200 is repeated until the ACK, from T1 to T2, for 64 times T1. */
const T1 = 500;
const T2 = 4000;

export interface PracticeLeg {
  /** SIP Call-ID. */
  readonly callId: string;
  readonly number: string;
  readonly state: 'ringing' | 'answered' | 'over';
  readonly digits: string;
  readonly inbound: InboundAudio;
}

/** One call at the practice PBX: the called side of one dialog. */
export interface PracticeCall {
  readonly contactUri: string;
  /** Any request that belongs to this call: ACK, CANCEL, BYE, re-INVITE, UPDATE, INFO, REFER. */
  receive(request: SipRequest): void;
  hangUp(): void;
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
  /** Once, when nothing of the call is left. */
  onOver(): void;
}

/** Takes an authenticated INVITE and plays the number's script. Steps of one call happen one after the other. */
export function createPracticeCall(parts: PracticeCallParts): PracticeCall {
  const { invite, plan, journal, send } = parts;
  const callId = headerOf(invite, 'call-id');
  const tag = newTag();
  const contact: SipHeader = ['contact', `<${parts.contact}>`];
  let state: 'ringing' | 'answered' | 'over' = 'ringing';
  let confirmed = false;
  let cseq = 0;
  let sdp: string | undefined;
  let steps: Promise<void> = Promise.resolve();
  const timers = new Set<NodeJS.Timeout>();

  const note = (event: string, more: { digits?: string } = {}) =>
    journal.record(event, callId, { number: plan.number, ...more });
  const media = createMediaLeg((digits) => step(() => note('DTMF', { digits })));

  function step(task: () => void | Promise<void>): void {
    steps = steps.then(task).catch(async (error: unknown) => {
      await note(`fault: ${error instanceof Error ? error.message : 'unknown'}`);
    });
  }
  function later(milliseconds: number, task: () => void | Promise<void>): void {
    if (!Number.isFinite(milliseconds)) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      step(task);
    }, milliseconds);
    timers.add(timer);
  }
  async function answerInvite(status: number, more: ReplyParts = {}): Promise<void> {
    send(replyTo(invite, status, { tag, headers: [contact], ...more }));
    await note(String(status));
  }
  async function over(): Promise<void> {
    if (state === 'over') return;
    state = 'over';
    for (const timer of timers) clearTimeout(timer);
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
    if (plan.ringFor === 0) return afterRinging();
    if (plan.ringWith === 183) {
      sdp = await media.answer(invite.body);
      media.say('ringback');
    }
    await answerInvite(plan.ringWith, { sdp });
    later(plan.ringFor, afterRinging);
  }
  async function afterRinging(): Promise<void> {
    if (state !== 'ringing') return;
    if (typeof plan.then === 'object') return refuse(plan.then.status, plan.then.phrase);
    sdp ??= await media.answer(invite.body);
    state = 'answered';
    media.say(plan.then);
    later(plan.deadAfter ?? Number.POSITIVE_INFINITY, () => media.say('nothing'));
    await answerInvite(200, { sdp });
    repeatAnswer(T1, T1);
  }
  function repeatAnswer(wait: number, waited: number): void {
    later(wait, async () => {
      if (confirmed || state !== 'answered') return;
      if (waited >= 64 * T1) return hangUp();
      send(replyTo(invite, 200, { tag, headers: [contact], sdp }));
      repeatAnswer(Math.min(wait * 2, T2), waited + wait);
    });
  }
  async function hangUp(): Promise<void> {
    if (state === 'over') return;
    if (state === 'ringing') return refuse(480);
    send(request('BYE', recordingHeaders(plan.record, callId)));
    await note('BYE');
    await over();
  }
  function request(method: string, headers: readonly SipHeader[] = [], body = ''): SipRequest {
    cseq += 1;
    const to = headerOf(invite, 'to');
    return {
      kind: 'request',
      method,
      uri: uriOf(headerOf(invite, 'contact')),
      headers: [
        ['via', `SIP/2.0/WS practice.invalid;branch=z9hG4bK${newTag()}`],
        ['max-forwards', '70'],
        ['from', `${to};tag=${tag}`],
        ['to', headerOf(invite, 'from')],
        ['call-id', callId],
        ['cseq', `${cseq} ${method}`],
        contact,
        ...headers,
      ],
      body,
    };
  }

  async function take(received: SipRequest): Promise<void> {
    if (received.method === 'CANCEL') return cancel(received);
    if (received.method === 'ACK') {
      confirmed = true;
      return note('ACK');
    }
    if (tagOf(headerOf(received, 'to')) !== tag || state === 'over') return send(replyTo(received, 481));
    await note(received.method);
    if (received.method === 'BYE') {
      send(replyTo(received, 200, { headers: recordingHeaders(plan.record, callId) }));
      return over();
    }
    if (received.method === 'REFER') return refer(received);
    const offer =
      headerOf(received, 'content-type').toLowerCase() === 'application/sdp' && received.body !== '';
    const answer = offer ? await media.answer(received.body) : undefined;
    if (answer !== undefined) sdp = answer;
    send(replyTo(received, 200, { headers: [contact], sdp: answer }));
  }
  async function cancel(received: SipRequest): Promise<void> {
    await note('CANCEL');
    send(replyTo(received, 200, { tag }));
    if (state === 'ringing') await refuse(487);
  }
  /** A blind transfer always succeeds here: RFC 3515's NOTIFY says 200, the caller hangs up. */
  async function refer(received: SipRequest): Promise<void> {
    send(replyTo(received, 202, { headers: [contact] }));
    const headers: SipHeader[] = [
      ['event', `refer;id=${Number.parseInt(headerOf(received, 'cseq'), 10)}`],
      ['subscription-state', 'terminated;reason=noresource'],
      ['content-type', 'message/sipfrag'],
    ];
    send(request('NOTIFY', headers, 'SIP/2.0 200 OK\r\n'));
  }

  step(() => ring().catch(() => (state === 'over' ? undefined : refuse(488))));
  return {
    contactUri: uriOf(headerOf(invite, 'contact')),
    receive(received) {
      const repeated = received.method === 'INVITE' && branchOf(received) === branchOf(invite);
      if (!repeated) step(() => take(received));
    },
    hangUp: () => step(hangUp),
    leg: () => ({ callId, number: plan.number, state, digits: media.digits(), inbound: media.inbound() }),
    async close() {
      step(over);
      await steps;
    },
  };
}
