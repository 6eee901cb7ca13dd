import type { RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingRequest } from 'jssip/lib/SIPMessage';
import type { TransferStatus } from '../../app/voice/carrier.ts';
import { referProgressOf, statusInSipfrag } from '../../app/voice/refer.ts';

/** RFC 6665 section 4.1.2.4, timer N: a phone system that has said nothing by then will not, in milliseconds. */
const FIRST_NOTIFY_MILLISECONDS = 32_000;
/** As long as a phone may ring (RFC 3261, timer C), in milliseconds. */
const RING_MILLISECONDS = 180_000;

export interface TransferParts {
  session(): RTCSession | undefined;
  report(status: TransferStatus, sipStatus?: number): void;
  /** The far end has gone on: this leg has nobody to talk to any more. */
  done(): void;
}

/**
 * The transfers of one leg (RFC 3515), one at a time. What comes after the 202 differs between phone systems:
 * - a NOTIFY with a final status says what came of it; 2xx: the leg is hung up here;
 * - a BYE instead of it: it is done (many systems do just that);
 * - `Refer-Sub: false` (RFC 4488), or a subscription that ends without a final status: accepted, so done;
 * - nothing at all for 32 s, or no end of the ringing for 3 minutes: failed. The customer is still on the line.
 */
export function createTransfer(parts: TransferParts) {
  let state: 'none' | 'asked' | 'accepted' = 'none';
  let timer = 0;
  let alsoDone: () => void = () => undefined;

  function settle(status: 'done' | 'failed', sipStatus?: number): void {
    if (state === 'none') return;
    state = 'none';
    window.clearTimeout(timer);
    parts.report(status, sipStatus);
    if (status === 'failed') return;
    alsoDone();
    parts.done();
  }
  function expectNotify(within: number): void {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => settle('failed'), within);
  }

  return {
    /** `referTo`: the value of Refer-To. `also` runs when it is done, before this leg is hung up. */
    start(referTo: string, also: () => void = () => undefined): void {
      const session = parts.session();
      if (state !== 'none') return;
      if (session === undefined || !session.isEstablished()) {
        parts.report('failed');
        return;
      }
      state = 'asked';
      alsoDone = also;
      parts.report('trying');
      session.sendRequest('REFER', {
        extraHeaders: [
          `Refer-To: ${referTo}`,
          `Referred-By: <${session.local_identity.uri.toString()}>`,
          `Contact: ${session.contact}`,
        ],
        eventHandlers: {
          onSuccessResponse(response) {
            // The first NOTIFY may have been faster.
            if (state !== 'asked') return;
            state = 'accepted';
            if (/^\s*false/i.test(response.getHeader('Refer-Sub') ?? '')) settle('done');
            else expectNotify(FIRST_NOTIFY_MILLISECONDS);
          },
          onErrorResponse: (response) => settle('failed', response?.status_code),
          onTransportError: () => settle('failed'),
          onRequestTimeout: () => settle('failed', 408),
          onDialogError: (response) => settle('failed', response?.status_code ?? 481),
        },
      });
    },
    /** Reads a NOTIFY; false where no transfer is under way. */
    read(notify: IncomingRequest): boolean {
      if (state === 'none') return false;
      state = 'accepted';
      const status = statusInSipfrag(notify.body ?? '');
      const progress = referProgressOf(status, notify.getHeader('Subscription-State') ?? '');
      if (progress === 'goes-on') expectNotify(RING_MILLISECONDS);
      // JsSIP answers the NOTIFY first.
      else window.setTimeout(() => settle(progress, status));
      return true;
    },
    /** The leg is over: by the far end's BYE after it had accepted, that is how the transfer was done. */
    legIsOver(byFarEnd: boolean): void {
      window.clearTimeout(timer);
      if (state === 'accepted' && byFarEnd) {
        parts.report('done');
        alsoDone();
      }
      state = 'none';
    },
  };
}
