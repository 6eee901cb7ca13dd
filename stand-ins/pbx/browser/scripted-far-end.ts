import { createDialog, type Dialog } from '../practice/dialog.ts';
import { createMediaLeg, type MediaLeg } from '../practice/media-leg.ts';
import { createPerson, join, type Person } from '../practice/person.ts';
import { type ReplyParts, replyTo } from '../practice/reply.ts';
import {
  headerOf,
  type SipHeader,
  type SipRequest,
  type SipResponse,
  uriOf,
} from '../practice/sip-message.ts';
import { until } from '../until.ts';
import { CONTACT, type ScriptedServer } from './scripted-server.ts';
import type { talkingOn } from './talking.ts';

/** The far end's tag in each call. */
export const TAG = 'far';
export const SDP: SipHeader = ['content-type', 'application/sdp'];

export interface Sounding {
  readonly media: MediaLeg;
  readonly person: Person;
}

export interface CallParts {
  /** Beside Contact, in the answer to INVITE. */
  readonly headers?: readonly SipHeader[];
  /** Whether RFC 4733 is negotiated. */
  readonly keys?: boolean;
  /** Takes a request; where it says true, nothing else is done. */
  on?(request: SipRequest): boolean;
}

export type ScriptedFarEnd = ReturnType<typeof createScriptedFarEnd>;

/** Somebody with a voice at a scripted server: answers calls with 660 Hz, and each other request with 200. */
export function createScriptedFarEnd(server: ScriptedServer) {
  const sounds: Sounding[] = [];
  const reply = (request: SipRequest, status: number, more: ReplyParts = {}): void =>
    server.send(replyTo(request, status, { tag: TAG, ...more }));

  function sounding(hertz: number, keys = true): Sounding {
    const person = createPerson();
    const media = createMediaLeg(person.telephoneEvent, { keys });
    join(media, person);
    person.say('tone', hertz);
    sounds.push({ media, person });
    return { media, person };
  }

  return {
    reply,
    sounding,
    sounds: (): readonly Sounding[] => sounds,
    /** The page's final answer to a request of ours. */
    answerTo: (request: SipRequest): Promise<SipResponse> =>
      until(`an answer to ${request.method}`, () =>
        server
          .answers()
          .findLast(
            (answer) =>
              answer.status >= 200 &&
              headerOf(answer, 'cseq') === headerOf(request, 'cseq') &&
              headerOf(answer, 'call-id') === headerOf(request, 'call-id'),
          ),
      ),
    /** The page calls, is answered, and has acknowledged it. */
    async call(
      calls: ReturnType<typeof talkingOn>,
      { headers = [], keys = true, on }: CallParts = {},
    ): Promise<{ callId: string; dialog: Dialog }> {
      const { media } = sounding(660, keys);
      server.script(async (request) => {
        if (on?.(request)) return;
        if (request.method === 'INVITE') {
          const sdp = await media.answer(request.body);
          reply(request, 200, { headers: [CONTACT, ...headers], sdp });
        } else if (request.method !== 'ACK') reply(request, 200, { headers: [CONTACT, ...headers] });
      });
      const callId = await calls.talk('+12025550100');
      const find = (method: string) => () => server.requests().find((request) => request.method === method);
      const invite = await until('INVITE', find('INVITE'));
      await until('ACK', find('ACK'));
      const dialog = createDialog({
        callId: headerOf(invite, 'call-id'),
        local: `${headerOf(invite, 'to')};tag=${TAG}`,
        remote: headerOf(invite, 'from'),
        target: uriOf(headerOf(invite, 'contact')),
        contact: 'sip:far@127.0.0.1',
      });
      return { callId, dialog };
    },
    async close(): Promise<void> {
      for (const { media, person } of sounds) {
        person.close();
        await media.close();
      }
    },
  };
}
