import type { CarrierEvent } from '../../app/voice/carrier.ts';
import type { CallQuality } from '../../app/voice/quality.ts';
import { createQualityMeter } from '../../app/voice/quality-meter.ts';
import { readMedia } from './quality-reading.ts';

/** Twice a second, so that a dead direction is told within three. */
const LOOK_MILLISECONDS = 500;

export interface QualityWatchParts {
  readonly callId: string;
  connection(): RTCPeerConnection | undefined;
  report(event: CarrierEvent): void;
}

/**
 * Measures one leg from its answer to its end. It stands between the leg and whoever is told: what the leg reports
 * goes through it, and says when the call is answered, on hold, muted and over.
 */
export function createQualityWatch({ callId, connection, report }: QualityWatchParts) {
  const meter = createQualityMeter();
  let timer: number | undefined;
  let looking = false;
  let muted = false;
  let held = false;
  /** Old phones hold with an address of zeros, and the directions stay as they were (RFC 3264 section 8.4). */
  let heldByFarEnd = false;

  function tell(quality: CallQuality | undefined): void {
    if (quality !== undefined) report({ type: 'quality', callId, quality });
  }
  async function look(): Promise<void> {
    const peer = connection();
    if (looking || peer === undefined) return;
    looking = true;
    try {
      const reading = await readMedia(peer);
      if (timer === undefined) return;
      const onHold = held || heldByFarEnd ? { receives: false, sends: false } : {};
      tell(meter.take({ ...reading, ...onHold, at: performance.now(), muted }));
    } catch {
      // The connection was closed under the reading: the leg's own end is on its way.
    } finally {
      looking = false;
    }
  }

  return {
    /** Takes what the leg reports, and passes it on. */
    through(event: CarrierEvent): void {
      if (event.type === 'ended') {
        window.clearInterval(timer);
        timer = undefined;
        tell(meter.summary());
      }
      if (event.type === 'answered') timer ??= window.setInterval(() => void look(), LOOK_MILLISECONDS);
      if (event.type === 'muted') muted = event.muted;
      if (event.type === 'held') held = event.held;
      if (event.type === 'held-by-far-end') heldByFarEnd = event.held;
      report(event);
    },
  };
}
