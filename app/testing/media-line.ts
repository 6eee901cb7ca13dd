import type { FarEndReport, MediaSample } from '../voice/quality-sample.ts';

const PACKETS_PER_SECOND = 50;

/** How a line behaves until the sample at `at`, in milliseconds; all in order unless told otherwise. */
export interface LineBehaviour {
  readonly at: number;
  /** Packets come, leave. */
  readonly comes?: boolean;
  readonly leaves?: boolean;
  readonly held?: boolean;
  readonly muted?: boolean;
  readonly microphone?: boolean;
  readonly reached?: boolean;
  readonly mayPause?: boolean;
  /** Whether what comes is silence. */
  readonly silent?: boolean;
  /** Percent. */
  readonly lossIn?: number;
  readonly farEnd?: FarEndReport;
  /** Milliseconds. */
  readonly roundTrip?: number;
  readonly codec?: string;
}

/** A line for tests: keeps the counters that getStats would give. */
export function lineOf() {
  let [before, packets, lost, energy, sent] = [0, 0, 0, 0, 0];
  return {
    next(behaviour: LineBehaviour): MediaSample {
      const { at, comes = true, leaves = true, held = false, muted = false, silent = false } = behaviour;
      const { lossIn = 0, roundTrip = 10, codec = 'PCMU' } = behaviour;
      const seconds = (at - before) / 1000;
      const due = comes && !held ? seconds * PACKETS_PER_SECOND : 0;
      before = at;
      packets += due * (1 - lossIn / 100);
      lost += due * (lossIn / 100);
      if (comes && !held && !silent) energy += seconds * 0.01;
      if (leaves && !held) sent += seconds * PACKETS_PER_SECOND;
      const samples = (packets + lost) * 160;
      return {
        at,
        ...{ receives: !held, sends: !held, muted, reached: behaviour.reached ?? true },
        microphone: behaviour.microphone ?? true,
        mayPause: behaviour.mayPause ?? false,
        received: {
          ...{ packets, lost, discarded: 0, jitter: 0.004, samples, energy, codec },
          concealedSamples: lost * 160,
          ...{ bufferDelay: samples * 0.02, emitted: samples, duration: at / 1000 },
        },
        packetsSent: sent,
        farEnd: behaviour.farEnd,
        pathRoundTrip: roundTrip / 1000,
      };
    },
  };
}
