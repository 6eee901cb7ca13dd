import type { Dialog } from './dialog.ts';
import type { MediaDirection, MediaLeg } from './media-leg.ts';
import { newTag, replyTo } from './reply.ts';
import {
  headerOf,
  type SipHeader,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from './sip-message.ts';

/** How a far end takes what a client asks for in a call; well, unless told otherwise. */
export interface Manners {
  /** A re-INVITE is refused with 488, or never answered. */
  readonly reinvite?: 'refuses' | 'ignores';
  /** A transfer is refused with 403, or accepted and followed by BYE instead of NOTIFY. */
  readonly refer?: 'refuses' | 'hangs up';
  /** No RFC 4733 is negotiated. */
  readonly keys?: 'by INFO';
}

export interface TalkParts {
  readonly dialog: Dialog;
  readonly media: MediaLeg;
  readonly manners: Manners;
  note(event: string): Promise<void>;
  send(message: SipMessage): void;
  /** A key that came as INFO. */
  press(key: string): void;
  /** Carries a transfer out; `tell` writes one NOTIFY. */
  transfer(referTo: string, tell: (status: number) => void): Promise<void>;
  hangUp(): Promise<void>;
}

/** What both sides of an answered call may ask of each other, whoever called: new offers, keys, transfers, hold. */
export function createTalk(parts: TalkParts) {
  const { dialog, media, manners, note, send } = parts;
  /** Our re-INVITE that waits for its answer. */
  let offered:
    | { readonly cseq: string; readonly branch: string; readonly direction: MediaDirection }
    | undefined;
  /** What the next one is to say, where another is still on its way (RFC 3261 section 14.1). */
  let wanted: MediaDirection = 'sendrecv';

  async function takeOffer(request: SipRequest): Promise<void> {
    if (request.method === 'INVITE' && offered !== undefined) return send(replyTo(request, 491));
    if (manners.reinvite === 'ignores') return send(replyTo(request, 100));
    if (manners.reinvite === 'refuses') return send(replyTo(request, 488));
    const sdp = await media.answer(request.body);
    send(replyTo(request, 200, { headers: [dialog.contact], sdp }));
  }
  async function offer(): Promise<void> {
    const direction = wanted;
    const branch = `z9hG4bK${newTag()}`;
    // Set before anything is waited for: a second one must see it.
    offered = { cseq: '', branch, direction };
    const body = await media.offer(direction);
    const headers: SipHeader[] = [['content-type', 'application/sdp']];
    const invite = dialog.request('INVITE', { headers, body, branch });
    offered = { cseq: headerOf(invite, 'cseq'), branch, direction };
    send(invite);
    await note('re-INVITE out');
  }
  function notify(id: string, status: number): void {
    const over = status >= 200;
    const headers: SipHeader[] = [
      ['event', `refer;id=${id}`],
      ['subscription-state', over ? 'terminated;reason=noresource' : 'active;expires=60'],
      ['content-type', 'message/sipfrag'],
    ];
    send(dialog.request('NOTIFY', { headers, body: `SIP/2.0 ${status} Status\r\n` }));
  }
  async function refer(request: SipRequest): Promise<void> {
    if (manners.refer === 'refuses') return send(replyTo(request, 403));
    send(replyTo(request, 202, { headers: [dialog.contact] }));
    if (manners.refer === 'hangs up') return parts.hangUp();
    const id = String(Number.parseInt(headerOf(request, 'cseq'), 10));
    // The call goes on meanwhile, and may end.
    void parts
      .transfer(headerOf(request, 'refer-to'), (status) => notify(id, status))
      .catch(() => notify(id, 500));
  }
  function info(request: SipRequest): void {
    const key = /^\s*Signal\s*=\s*([0-9*#A-D])/im.exec(request.body)?.[1];
    if (key !== undefined) parts.press(key.toUpperCase());
    send(replyTo(request, key === undefined ? 415 : 200));
  }

  return {
    /** Takes any request inside the answered call but ACK, BYE and CANCEL. */
    async take(request: SipRequest): Promise<void> {
      await note(request.method);
      if (request.method === 'REFER') return refer(request);
      if (request.method === 'INFO') return info(request);
      if (request.body.startsWith('v=')) return takeOffer(request);
      send(replyTo(request, 200, { headers: [dialog.contact] }));
    },
    /** Offers anew: holds the client, or no longer does. */
    async hold(direction: MediaDirection): Promise<void> {
      wanted = direction;
      if (offered === undefined) await offer();
    },
    /** An answer to a request of ours; false where it is none of this call's re-INVITE. */
    async answered(response: SipResponse): Promise<boolean> {
      const cseq = headerOf(response, 'cseq');
      if (offered === undefined || cseq !== offered.cseq) return false;
      if (response.status < 200) return true;
      const { branch, direction } = offered;
      offered = undefined;
      const own = { cseq: Number.parseInt(cseq, 10) };
      send(dialog.request('ACK', response.status < 300 ? own : { ...own, branch }));
      await note(`re-INVITE ${response.status}`);
      if (response.status < 300) await media.accept(response.body);
      if (response.status < 300 && wanted !== direction) await offer();
      return true;
    },
  };
}
