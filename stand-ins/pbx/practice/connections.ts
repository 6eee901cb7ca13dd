import type { InboundAudio } from './hearing.ts';
import { type PracticeNumber, practiceNumber } from './numbers.ts';
import { type AudioEnd, createPerson, join, type Person } from './person.ts';
import { userOf } from './sip-message.ts';

/** A call between a client and somebody, as a transfer sees it. */
export interface ConnectedCall {
  readonly callId: string;
  /** The PBX's own tag, and the client's. */
  tags(): readonly [own: string, clients: string];
  isAnswered(): boolean;
  /** Gives the one the client talks to away; from then on the call does not end with its audio. */
  giveAway(): AudioEnd;
  /** BYE. */
  hangUp(): void;
}

/** Somebody whom no client has dialled, but a transfer or a redirection. */
export interface InsideLeg {
  readonly number: string;
  inbound(): InboundAudio;
}

/** Connects far ends with each other: what a phone system does for REFER (RFC 3515, RFC 3891) and for 302. */
export function createConnections(find: (callId: string) => ConnectedCall | undefined) {
  const people: { readonly number: string; readonly person: Person }[] = [];

  /** Calls a number inside; its script is played, `tell` is given each status. */
  async function dial(end: () => AudioEnd, number: string, tell: (status: number) => void): Promise<void> {
    const plan: PracticeNumber = practiceNumber(number);
    if (plan.ringFor > 0) tell(180);
    if (!Number.isFinite(plan.ringFor)) return;
    await new Promise((resolve) => setTimeout(resolve, plan.ringFor).unref());
    if (typeof plan.then === 'object') return tell(plan.then.status);
    if (plan.then === 'colleague') return tell(480);
    const person = createPerson();
    person.say(plan.then, plan.hertz);
    people.push({ number: plan.number, person });
    join(end(), person);
    tell(200);
  }
  function replace(call: ConnectedCall, replaces: string, tell: (status: number) => void): void {
    const [callId = '', ...parameters] = replaces.split(';');
    const other = find(callId.trim());
    const [own, clients] = other?.tags() ?? [];
    const fits = parameters.includes(`to-tag=${own}`) && parameters.includes(`from-tag=${clients}`);
    // RFC 3891 section 3: both tags must be those of the call.
    if (other === undefined || other === call || !fits || !other.isAnswered()) {
      tell(481);
      return;
    }
    join(call.giveAway(), other.giveAway());
    other.hangUp();
    tell(200);
  }

  return {
    dial,
    /** `referTo`: the value of Refer-To, perhaps with an escaped Replaces. */
    async transfer(call: ConnectedCall, referTo: string, tell: (status: number) => void): Promise<void> {
      tell(100);
      const [target = '', query = ''] = (/<([^>]*)>/.exec(referTo)?.[1] ?? referTo).split('?');
      const replaces = /(?:^|&)Replaces=([^&]*)/i.exec(query)?.[1];
      if (replaces !== undefined) return replace(call, decodeURIComponent(replaces), tell);
      await dial(call.giveAway, userOf(target), tell);
    },
    legs: (): InsideLeg[] => people.map(({ number, person }) => ({ number, inbound: person.inbound })),
    close(): void {
      for (const { person } of people) person.close();
    },
  };
}
