import type { Renegotiation } from './renegotiation.ts';

/** Without a way for the audio for this long, the call is over, in milliseconds. */
const LONGEST_SILENCE = 30_000;
/** A way that fails for a moment often comes back by itself, in milliseconds. */
const GRACE = 1500;
/** How long new ways may take to be found before they are looked for once more, in milliseconds. */
const AGAIN = 6000;

export interface MediaRecoveryParts {
  readonly renegotiation: Pick<Renegotiation, 'offer'>;
  connection(): RTCPeerConnection | undefined;
  isAnswered(): boolean;
  /** No way for the audio was found in time, or ever. */
  giveUp(): void;
}

export type MediaRecovery = ReturnType<typeof createMediaRecovery>;

/**
 * Keeps the audio of one answered call going through a change of networks: looks for new ways by ICE restart (RFC 8445
 * section 2.4, RFC 8839 section 4.4.3.1.1) in a re-INVITE, for half a minute.
 */
export function createMediaRecovery(parts: MediaRecoveryParts) {
  let limit = 0;
  let next = 0;
  let restarting = false;
  let closed = false;

  function settle(): void {
    window.clearTimeout(limit);
    window.clearTimeout(next);
    limit = 0;
  }
  function isUp(): boolean {
    return parts.connection()?.connectionState === 'connected';
  }
  async function restart(): Promise<void> {
    window.clearTimeout(next);
    if (closed || restarting) return;
    restarting = true;
    await parts.renegotiation.offer(undefined, { iceRestart: true });
    restarting = false;
    if (!closed && !isUp()) next = window.setTimeout(() => void restart(), AGAIN);
  }
  function expectMedia(): void {
    if (limit === 0) limit = window.setTimeout(() => closed || isUp() || parts.giveUp(), LONGEST_SILENCE);
  }

  return {
    /** The connection's state is another one. Before the answer there is nobody to look for ways with. */
    stateChanged(): void {
      const state = parts.connection()?.connectionState;
      if (closed || state === undefined) return;
      if (state === 'connected') {
        settle();
        return;
      }
      if (!parts.isAnswered()) {
        if (state === 'failed') parts.giveUp();
        return;
      }
      if (state !== 'disconnected' && state !== 'failed') return;
      expectMedia();
      window.clearTimeout(next);
      next = window.setTimeout(() => void restart(), state === 'failed' ? 0 : GRACE);
    },
    /** From the answer on somebody waits to be heard. */
    answered(): void {
      if (!isUp()) expectMedia();
    },
    /**
     * The connection to the phone system is a new one. The far end is asked to confirm the call over it: its next request
     * comes this way, and a call that has ended meanwhile is told by 481. `moved`: the network may be another one.
     */
    lineIsBack(moved: boolean): void {
      if (closed || !parts.isAnswered()) return;
      if (moved || !isUp()) void restart();
      else void parts.renegotiation.offer();
    },
    close(): void {
      closed = true;
      settle();
    },
  };
}
