import type { RTCSession } from 'jssip/lib/RTCSession';

/** How long an offer waits for another one to be over, or for the ACK, in milliseconds: longer than either may take. */
const PATIENCE_MILLISECONDS = 40_000;
const LOOK_AGAIN_MILLISECONDS = 50;

/** `refused` carries the SIP status, where there was an answer; `impossible`: the call is over, or never became free. */
export type OfferOutcome =
  | { readonly kind: 'agreed' }
  | { readonly kind: 'refused'; readonly status?: number | undefined }
  | { readonly kind: 'impossible' };

export type Renegotiation = ReturnType<typeof createRenegotiation>;

export interface RenegotiationParts {
  session(): RTCSession | undefined;
  isConnected(): boolean;
}

/** Re-INVITEs of one leg (RFC 3261 section 14.1), one after the other. None of them ends the call. */
export function createRenegotiation(parts: RenegotiationParts) {
  let turn: Promise<unknown> = Promise.resolve();

  /** JsSIP refuses while another re-INVITE is on its way, whosever it is. */
  async function freeSession(): Promise<RTCSession | undefined> {
    for (let waited = 0; waited < PATIENCE_MILLISECONDS; ) {
      const session = parts.session();
      if (session === undefined || session.isEnded()) return undefined;
      const confirmed = session.status === session.C.STATUS_CONFIRMED;
      const connected = parts.isConnected();
      if (confirmed && connected && session.isReadyToReOffer()) return session;
      await new Promise((resolve) => window.setTimeout(resolve, LOOK_AGAIN_MILLISECONDS));
      // Without a connection it waits for as long as the call lives.
      if (connected) waited += LOOK_AGAIN_MILLISECONDS;
    }
    return undefined;
  }
  async function send(prepare: () => void, constraints?: RTCOfferOptions): Promise<OfferOutcome> {
    const session = await freeSession();
    if (session === undefined) return { kind: 'impossible' };
    return new Promise((resolve) => {
      const settle = (outcome: OfferOutcome): void => {
        session.removeListener('ended', over);
        session.removeListener('failed', over);
        resolve(outcome);
      };
      const over = (): void => settle({ kind: 'impossible' });
      const failed = (response?: { readonly status_code: number }): void => {
        void takeBack(session);
        settle({ kind: 'refused', status: response?.status_code });
      };
      session.on('ended', over);
      session.on('failed', over);
      try {
        prepare();
        session._sendReinvite({
          eventHandlers: { succeeded: () => settle({ kind: 'agreed' }), failed },
          rtcOfferConstraints: constraints,
        });
      } catch {
        // The connection was closed under it, or JsSIP thinks it out of turn: the offers after this one are not held up.
        over();
      }
    });
  }

  return {
    /**
     * Offers anew what the connection would send and take. `prepare` is called right before, when nothing else is on its
     * way. `{ iceRestart: true }` also finds new ways through the network. Never rejects.
     */
    offer(prepare: () => void = () => undefined, constraints?: RTCOfferOptions): Promise<OfferOutcome> {
      const outcome = turn.then(() => send(prepare, constraints));
      turn = outcome;
      return outcome;
    },
  };
}

/** RFC 3261 section 14.1: after a refusal everything is as it was. */
async function takeBack(session: RTCSession): Promise<void> {
  const { connection } = session;
  if (connection?.signalingState !== 'have-local-offer') return;
  // Where the far end's own offer came first, there is nothing left to take back.
  await connection.setLocalDescription({ type: 'rollback' }).catch(() => undefined);
}
