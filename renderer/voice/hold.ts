import { isHolding } from '../../app/voice/session-description.ts';
import type { Renegotiation } from './renegotiation.ts';

const LONGEST_ATTEMPTS = 4;

export interface HoldParts {
  readonly renegotiation: Renegotiation;
  /** Nothing is sent or heard here from now on, or again. */
  silence(held: boolean): void;
  /** What our next offer says: `sendonly` while held. */
  mark(held: boolean): void;
  /** What the answer to the far end's offer says. */
  direct(direction: RTCRtpTransceiverDirection): void;
  /** RFC 3261 section 14.1: the side that made the Call-ID waits longer after a 491. */
  ownsCallId(): boolean;
  held(held: boolean): void;
  heldByFarEnd(held: boolean): void;
}

/**
 * Hold (RFC 3264 section 8.4). For the rep it is immediate: this side falls silent at once, and the far end is told by a
 * re-INVITE as soon as one may be sent. Whatever the far end makes of that, the rep's line is free.
 */
export function createHold(parts: HoldParts) {
  const { renegotiation } = parts;
  let wanted = false;
  let agreed = false;
  let negotiating = false;
  let byFarEnd = false;
  let answered = false;

  async function agree(): Promise<void> {
    if (negotiating || !answered) return;
    negotiating = true;
    let attempts = 0;
    while (wanted !== agreed && attempts < LONGEST_ATTEMPTS) {
      const aim = wanted;
      const outcome = await renegotiation.offer(() => {
        parts.mark(aim);
        parts.direct('sendrecv');
      });
      if (outcome.kind === 'impossible') break;
      if (outcome.kind === 'agreed') agreed = aim;
      if (aim !== wanted || outcome.kind === 'agreed') attempts = 0;
      else if (!isWorthAnother(outcome.status)) break;
      else {
        attempts += 1;
        await pause(parts.ownsCallId() ? 2100 + 1900 * Math.random() : 2000 * Math.random());
      }
    }
    negotiating = false;
  }
  function farEndHolds(held: boolean): void {
    if (byFarEnd === held) return;
    byFarEnd = held;
    if (answered) parts.heldByFarEnd(held);
  }

  return {
    isHeld: () => wanted,
    set(held: boolean): void {
      wanted = held;
      parts.silence(held);
      parts.held(held);
      void agree();
    },
    /** The call is answered: what was wanted before may be told, and what was heard before is news. */
    start(): void {
      answered = true;
      if (byFarEnd) parts.heldByFarEnd(true);
      void agree();
    },
    /** An SDP of the far end's. Its answer to our hold is no hold of its own. */
    read(type: string, sdp: string): void {
      if (type === 'offer') {
        parts.direct(wanted ? 'sendonly' : 'sendrecv');
        // The answer tells the far end as well as an offer of ours would.
        agreed = wanted;
      }
      if (type === 'offer' || !wanted) farEndHolds(isHolding(sdp));
    },
    /** Another session takes the place of this one: nothing is agreed with it yet. */
    startOver(): void {
      parts.mark(wanted);
      agreed = false;
      farEndHolds(false);
      void agree();
    },
  };
}

/** 491: both sides asked at once (section 14.1). 500 and 503 may pass; so may an answer that never came. */
function isWorthAnother(status: number | undefined): boolean {
  return status === undefined || status === 491 || status === 500 || status === 503;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => window.setTimeout(resolve, milliseconds));
}
