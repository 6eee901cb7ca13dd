import type { QualityFigures, Trouble } from './quality.ts';
import { delayImpairment, lossImpairment, mosOf, ratingOf } from './quality-e-model.ts';
import type { MediaSample, ReceivedSoFar } from './quality-sample.ts';

/** What both ends add before a packet leaves: 20 ms of speech in it, in milliseconds. */
const FRAME_MILLISECONDS = 20;
/** The far end's buffer is not reported: two jitters, at least 40 ms. */
const LEAST_FAR_BUFFER_MILLISECONDS = 40;
/** What a jitter beyond the far end's usual buffer costs is not reported either: it counts from here on. */
const BEARABLE_JITTER_MILLISECONDS = 50;

const percent = (part: number, whole: number): number | undefined =>
  whole > 0 ? Math.min(100, Math.max(0, (100 * part) / whole)) : undefined;
const milliseconds = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * 1000;

/** The figures of the time between two samples of one leg. */
export function figuresBetween(first: MediaSample, last: MediaSample): QualityFigures {
  const { farEnd } = last;
  return {
    ...(first.received && last.received ? receivedBetween(first.received, last.received) : {}),
    codec: last.received?.codec,
    roundTrip: milliseconds(farEnd?.roundTrip ?? last.pathRoundTrip),
    jitterIn: milliseconds(last.received?.jitter),
    jitterOut: milliseconds(farEnd?.jitter),
    lossOut: farEnd?.fractionLost === undefined ? undefined : percent(farEnd.fractionLost, 1),
    network: last.network,
  };
}

function receivedBetween(first: ReceivedSoFar, last: ReceivedSoFar): QualityFigures {
  const came = last.packets - first.packets;
  // Late packets are taken back out of the lost ones: a difference may be negative.
  const lost = Math.max(0, last.lost - first.lost);
  const played = last.emitted - first.emitted;
  return {
    lossIn: percent(lost, came + lost),
    lateIn: percent(Math.max(0, last.discarded - first.discarded), came + lost),
    concealed: percent(last.concealedSamples - first.concealedSamples, last.samples - first.samples),
    bufferDelay:
      played > 0 ? Math.max(0, (1000 * (last.bufferDelay - first.bufferDelay)) / played) : undefined,
  };
}

interface Direction {
  readonly loss: number;
  readonly late: number;
  readonly delay: number;
  readonly codec?: string | undefined;
}

function directionsOf(figures: QualityFigures): readonly [Direction | undefined, Direction | undefined] {
  const { codec, roundTrip = 0, lossIn, lossOut, lateIn = 0, bufferDelay = 0, jitterOut = 0 } = figures;
  const way = roundTrip / 2 + FRAME_MILLISECONDS;
  const farBuffer = Math.max(LEAST_FAR_BUFFER_MILLISECONDS, 2 * jitterOut);
  const late = Math.max(0, jitterOut - BEARABLE_JITTER_MILLISECONDS) / 4;
  return [
    lossIn === undefined ? undefined : { loss: lossIn, late: lateIn, delay: way + bufferDelay, codec },
    lossOut === undefined ? undefined : { loss: lossOut, late, delay: way + farBuffer, codec },
  ];
}

const missing = ({ loss, late }: Direction): number => Math.min(100, loss + late);

/** MOS of the worse direction by the E-model; undefined where neither could be measured. */
export function mosOfFigures(figures: QualityFigures): number | undefined {
  const ratings = directionsOf(figures).flatMap((direction) =>
    direction === undefined ? [] : [ratingOf({ ...direction, loss: missing(direction) })],
  );
  return ratings.length === 0 ? undefined : mosOf(Math.min(...ratings));
}

/** R points from which on something is worth telling. */
const WORTH_TELLING = 5;

/** What costs the line most points of R, and in which direction; undefined where nothing is worth telling. */
export function troubleOf(figures: QualityFigures): Trouble | undefined {
  const [into, out] = directionsOf(figures);
  const cost = (direction: Direction | undefined): number =>
    direction === undefined ? 0 : lossImpairment(missing(direction)) - lossImpairment(0);
  const delay = Math.max(delayImpairment(into?.delay ?? 0), delayImpairment(out?.delay ?? 0));
  const [costIn, costOut] = [cost(into), cost(out)];
  if (Math.max(costIn, costOut, delay) < WORTH_TELLING) return undefined;
  if (delay > Math.max(costIn, costOut)) return 'delay';
  const jitterIn = into !== undefined && into.late > into.loss;
  const jitterOut = out !== undefined && out.late > out.loss;
  if (Math.min(costIn, costOut) >= WORTH_TELLING && !jitterIn && !jitterOut) return 'loss-both';
  if (costIn >= costOut) return jitterIn ? 'jitter-in' : 'loss-in';
  return jitterOut ? 'jitter-out' : 'loss-out';
}
