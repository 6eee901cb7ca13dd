import { randomBytes } from 'node:crypto';
import type { InboundAudio } from './hearing.ts';
import type { Journal } from './journal.ts';
import { createMediaLeg } from './media-leg.ts';
import { newTag, replyTo } from './reply.ts';
import {
  headerOf,
  type SipHeader,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  tagOf,
  uriOf,
} from './sip-message.ts';
import type { Speech } from './speaking.ts';

export interface CallOptions {
  /** The caller's number; +1 202 555 0100 unless told otherwise. Empty: hidden. */
  readonly from?: string;
  /** The caller's name, as a phone system shows it. */
  readonly name?: string;
  /** The number that is called. */
  readonly to?: string;
  /** What the caller says once somebody answers; a 440 Hz tone unless told otherwise. */
  readonly says?: Speech;
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
  /** CANCEL while it rings, BYE once it is answered. */
  hangUp(): void;
}

export interface OutgoingParts {
  readonly options: CallOptions;
  /** Where the client is registered; undefined where it is not. */
  readonly target: string | undefined;
  readonly domain: string;
  readonly contact: string;
  readonly journal: Journal;
  send(message: SipMessage): void;
}

export type RunningCall = OutgoingCall & {
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
  const number = options.from ?? CALLER;
  const name = options.name === undefined ? '' : `"${options.name.replace(/["\\]/g, '')}" `;
  const from = `${name}<sip:${number || 'anonymous'}@${domain}>;tag=${newTag()}`;
  let to = `<sip:${options.to ?? REP}@${domain}>`;
  let target = parts.target ?? '';
  let state: ReturnType<OutgoingCall['state']> = 'calling';
  let status: number | undefined;
  let wantsToEnd = false;
  let sdp: string | undefined;
  let cseq = 1;
  let timer: NodeJS.Timeout | undefined;
  let steps: Promise<void> = Promise.resolve();

  const note = (event: string) => journal.record(event, callId, { number });
  const media = createMediaLeg(() => undefined);

  function step(task: () => void | Promise<void>): void {
    steps = steps.then(task).catch(async (error: unknown) => {
      await note(`fault: ${error instanceof Error ? error.message : 'unknown'}`);
    });
  }
  function request(
    method: string,
    more: { branch?: string; cseq?: number; body?: string | undefined } = {},
  ): SipRequest {
    return {
      kind: 'request',
      method,
      uri: target,
      headers: [
        ['via', `SIP/2.0/WS practice.invalid;branch=${more.branch ?? `z9hG4bK${newTag()}`}`],
        ['max-forwards', '70'],
        ['from', from],
        ['to', to],
        ['call-id', callId],
        ['cseq', `${more.cseq ?? cseq} ${method}`],
        ['contact', `<${parts.contact}>`],
        ...(more.body === undefined ? [] : [['content-type', 'application/sdp'] satisfies SipHeader]),
      ],
      body: more.body ?? '',
    };
  }
  async function over(): Promise<void> {
    if (state === 'over') return;
    state = 'over';
    clearTimeout(timer);
    await media.close();
    await note('ended');
  }
  async function invite(): Promise<void> {
    if (target === '') {
      status = 480;
      return over();
    }
    sdp = await media.offer();
    await note('INVITE out');
    send(request('INVITE', { branch, body: sdp }));
    const { patience } = options;
    if (patience !== undefined) timer = setTimeout(() => step(hangUp), patience);
  }
  async function hangUp(): Promise<void> {
    if (state === 'over' || wantsToEnd) return;
    wantsToEnd = true;
    if (state === 'answered') {
      cseq += 1;
      send(request('BYE'));
      await note('BYE out');
      return over();
    }
    send(request('CANCEL', { branch, cseq: 1 }));
    await note('CANCEL out');
  }
  async function inviteAnswered(response: SipResponse): Promise<void> {
    if (response.status < 200) {
      if (response.status > 100 && state === 'calling') state = 'ringing';
      return note(String(response.status));
    }
    to = headerOf(response, 'to');
    if (response.status >= 300) {
      // The ACK of a refusal belongs to the INVITE's own transaction; it is sent again for each repetition.
      send(request('ACK', { branch, cseq: 1 }));
      status ??= response.status;
      await note(String(response.status));
      return over();
    }
    target = uriOf(headerOf(response, 'contact')) || target;
    send(request('ACK', { cseq: 1 }));
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
    await media.accept(response.body);
    media.say(options.says ?? 'tone');
  }
  async function take(received: SipRequest): Promise<void> {
    if (received.method === 'ACK') return;
    if (state === 'over') return send(replyTo(received, 481));
    await note(received.method);
    if (received.method === 'BYE') {
      send(replyTo(received, 200));
      return over();
    }
    const answer = received.body.startsWith('v=') ? await media.answer(received.body) : undefined;
    send(replyTo(received, 200, { headers: [['contact', `<${parts.contact}>`]], sdp: answer }));
  }

  step(invite);
  return {
    callId,
    state: () => state,
    status: () => status,
    inbound: media.inbound,
    hangUp: () => step(hangUp),
    answer(response) {
      if (tagOf(headerOf(response, 'from')) !== tagOf(from)) return;
      if (headerOf(response, 'cseq').endsWith('INVITE')) step(() => inviteAnswered(response));
    },
    receive: (received) => step(() => take(received)),
    async close() {
      step(hangUp);
      step(over);
      await steps;
    },
  };
}
