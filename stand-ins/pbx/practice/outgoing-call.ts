import { randomBytes } from 'node:crypto';
import type { ConnectedCall } from './connections.ts';
import { createDialog } from './dialog.ts';
import type { InboundAudio } from './hearing.ts';
import type { Journal } from './journal.ts';
import { createMediaLeg, type MediaDirection } from './media-leg.ts';
import { type AudioEnd, createPerson, join } from './person.ts';
import { newTag, replyTo } from './reply.ts';
import {
  headerOf,
  type SipHeader,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  tagOf,
  uriOf,
  userOf,
} from './sip-message.ts';
import type { Speech } from './speaking.ts';
import { createSteps } from './steps.ts';
import { createTalk } from './talk.ts';

export interface CallOptions {
  /** The caller's number; +1 202 555 0100 unless told otherwise. Empty: hidden. */
  readonly from?: string;
  /** The caller's name, as a phone system shows it. */
  readonly name?: string;
  /** The number that is called. */
  readonly to?: string;
  /** What the caller says once somebody answers; a 440 Hz tone unless told otherwise. */
  readonly says?: Speech;
  /** Of the caller's tone. */
  readonly hertz?: number;
  /** How long the caller lets it ring, in milliseconds; for ever unless told otherwise. */
  readonly patience?: number;
}

/** Somebody who calls the registered client. */
export interface OutgoingCall {
  /** SIP Call-ID. */
  readonly callId: string;
  state(): 'calling' | 'ringing' | 'answered' | 'over';
  /** The final SIP status of the INVITE, once there is one. */
  status(): number | undefined;
  /** What the caller hears. */
  inbound(): InboundAudio;
  /** Keys the caller has heard. */
  digits(): string;
  /** The number a 302 sent the caller to. */
  redirectedTo(): string | undefined;
  /** The caller holds the client, or no longer does. */
  hold(direction: MediaDirection): void;
  /** CANCEL while it rings, BYE once it is answered. */
  hangUp(): void;
  /** The client's side of the audio. */
  end(): AudioEnd;
}

export interface OutgoingParts {
  readonly options: CallOptions;
  /** Where the client is registered; undefined where it is not. */
  readonly target: string | undefined;
  readonly domain: string;
  readonly contact: string;
  readonly journal: Journal;
  /** Whom the client talks to, where it is not a caller made up here. */
  readonly talksTo?: AudioEnd | undefined;
  send(message: SipMessage): void;
  transfer(call: ConnectedCall, referTo: string, tell: (status: number) => void): Promise<void>;
  /** RFC 3261 section 8.1.3.4: the caller goes on to the number that a 302 named. */
  redirected(caller: AudioEnd, number: string): void;
  changed?(call: OutgoingCall): void;
}

export type RunningCall = OutgoingCall &
  ConnectedCall & {
    /** A response to one of this call's requests. */
    answer(response: SipResponse): void;
    /** A request of the client's in this call. */
    receive(request: SipRequest): void;
    close(): Promise<void>;
  };

const CALLER = '+12025550100';
/** The rep's own number at the practice PBX. */
const REP = '+12025550120';

/** Calls the registered client: the calling side of one dialog (RFC 3261 sections 13.2 and 9.1). */
export function createOutgoingCall(parts: OutgoingParts): RunningCall {
  const { options, domain, journal, send } = parts;
  const callId = randomBytes(12).toString('hex');
  const branch = `z9hG4bK${newTag()}`;
  const tag = newTag();
  const number = options.from ?? CALLER;
  const name = options.name === undefined ? '' : `"${options.name.replace(/["\\]/g, '')}" `;
  const dialog = createDialog({
    callId,
    local: `${name}<sip:${number || 'anonymous'}@${domain}>;tag=${tag}`,
    remote: `<sip:${options.to ?? REP}@${domain}>`,
    target: parts.target ?? '',
    contact: parts.contact,
  });
  let state: ReturnType<OutgoingCall['state']> = 'calling';
  let status: number | undefined;
  let redirectedTo: string | undefined;
  let wantsToEnd = false;
  let given = false;
  let timer: NodeJS.Timeout | undefined;

  const note = (event: string) => journal.record(event, callId, { number });
  const { step, settled } = createSteps((why) => note(`fault: ${why}`));
  const person = createPerson();
  const talksTo = parts.talksTo ?? person;
  const media = createMediaLeg(person.telephoneEvent);
  const talk = createTalk({
    ...{ dialog, media, note, send, manners: {}, press: person.press, hangUp },
    transfer: (referTo, tell) => parts.transfer(self, referTo, tell),
  });

  async function over(): Promise<void> {
    if (state === 'over') return;
    state = 'over';
    clearTimeout(timer);
    if (!given) person.close();
    await media.close();
    await note('ended');
    // Whom it was given away to is no longer this call's business.
    if (!given) parts.changed?.(self);
  }
  async function invite(): Promise<void> {
    if (parts.target === undefined) {
      status = 480;
      return over();
    }
    const body = await media.offer();
    const headers: SipHeader[] = [['content-type', 'application/sdp']];
    await note('INVITE out');
    send(dialog.request('INVITE', { branch, headers, body }));
    const { patience } = options;
    if (patience !== undefined) timer = setTimeout(() => step(hangUp), patience);
  }
  async function hangUp(): Promise<void> {
    if (state === 'over' || wantsToEnd) return;
    wantsToEnd = true;
    if (state === 'answered') {
      send(dialog.request('BYE'));
      await note('BYE out');
      return over();
    }
    send(dialog.request('CANCEL', { branch, cseq: 1 }));
    await note('CANCEL out');
  }
  async function inviteAnswered(response: SipResponse): Promise<void> {
    if (response.status < 200) {
      if (response.status > 100 && state === 'calling') state = 'ringing';
      return note(String(response.status));
    }
    const contact = uriOf(headerOf(response, 'contact'));
    if (response.status >= 300) {
      // The ACK of a refusal belongs to the INVITE's own transaction; it is sent again for each repetition.
      dialog.peerIs(headerOf(response, 'to'), '');
      send(dialog.request('ACK', { branch, cseq: 1 }));
      status ??= response.status;
      await note(String(response.status));
      if (response.status < 400) goOnTo(userOf(contact));
      return over();
    }
    dialog.peerIs(headerOf(response, 'to'), contact);
    send(dialog.request('ACK', { cseq: 1 }));
    if (state === 'answered' || state === 'over') return;
    clearTimeout(timer);
    status = response.status;
    state = 'answered';
    await note(String(response.status));
    if (wantsToEnd) {
      // The answer crossed our CANCEL.
      wantsToEnd = false;
      return hangUp();
    }
    join(media, talksTo);
    await media.accept(response.body);
    person.say(options.says ?? 'tone', options.hertz);
    parts.changed?.(self);
  }
  function goOnTo(next: string): void {
    redirectedTo = next;
    given = true;
    person.say(options.says ?? 'tone', options.hertz);
    parts.redirected(talksTo, next);
  }
  async function take(received: SipRequest): Promise<void> {
    if (received.method === 'ACK') return;
    if (state === 'over') return send(replyTo(received, 481));
    if (received.method !== 'BYE') return talk.take(received);
    await note('BYE');
    send(replyTo(received, 200));
    return over();
  }

  const self: RunningCall = {
    callId,
    state: () => state,
    status: () => status,
    inbound: person.inbound,
    digits: person.digits,
    redirectedTo: () => redirectedTo,
    tags: () => [tag, tagOf(dialog.remote())],
    isAnswered: () => state === 'answered',
    end: () => media,
    giveAway() {
      given = true;
      return talksTo;
    },
    hold: (direction) => step(() => talk.hold(direction)),
    hangUp: () => step(hangUp),
    answer(response) {
      if (tagOf(headerOf(response, 'from')) !== tag || !headerOf(response, 'cseq').endsWith('INVITE')) return;
      step(async () => {
        if (!(await talk.answered(response))) await inviteAnswered(response);
      });
    },
    receive: (received) => step(() => take(received)),
    async close() {
      step(hangUp);
      step(over);
      await settled();
      person.close();
    },
  };
  step(invite);
  return self;
}
