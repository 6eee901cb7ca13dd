/** R of a line with nothing wrong and all other parameters at their defaults (ITU-T G.107 Table 2, note; R = 93.2). */
const BEST_R = 93.2;
/** Equipment impairment of a codec, and its robustness to random packet loss (ITU-T G.113 Appendix I, Table I.4). */
interface CodecImpairment {
  readonly ie: number;
  readonly bpl: number;
}

const G711: CodecImpairment = { ie: 0, bpl: 25.1 };
/**
 * G.711 is with packet loss concealment, which the browser always does. G.113 has no narrowband values for Opus
 * and G.722: they are taken as no worse than G.711.
 */
const CODECS: Readonly<Record<string, CodecImpairment>> = {
  pcmu: G711,
  pcma: G711,
  g722: G711,
  opus: G711,
  g729: { ie: 11, bpl: 19 },
};

/**
 * Idd, what pure delay costs on the R scale (G.107 section 7.4, formulas 7-27 and 7-28). Echo is taken as cancelled.
 * @param delay mouth to ear, in milliseconds
 */
export function delayImpairment(delay: number): number {
  if (!(delay > 100)) return 0;
  const x = Math.log2(delay / 100);
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2);
}

/**
 * Ie,eff: what codec and random packet loss cost together (G.107 section 7.5, formula 7-29 with BurstR = 1).
 * @param loss percent of packets
 * @param codec its name in SDP, in any case; one that is not known counts as G.711
 */
export function lossImpairment(loss: number, codec = 'pcmu'): number {
  const { ie, bpl } = CODECS[codec.toLowerCase()] ?? G711;
  const percent = Math.min(Math.max(loss, 0), 100);
  return ie + ((95 - ie) * percent) / (percent + bpl);
}

/** One direction of a line. */
export interface DirectionFigures {
  /** Percent of packets that were not played: lost, or too late. */
  readonly loss: number;
  /** Mouth to ear, in milliseconds. */
  readonly delay: number;
  readonly codec?: string | undefined;
}

/** The E-model with everything but delay, codec and loss at its default: R = 93.2 − Idd − Ie,eff (G.107 section 7.1). */
export function ratingOf({ loss, delay, codec }: DirectionFigures): number {
  return BEST_R - delayImpairment(delay) - lossImpairment(loss, codec);
}

/** MOS for a rating R: 1 to 4.5 (G.107 Annex B, formula B-4). */
export function mosOf(rating: number): number {
  if (rating <= 0) return 1;
  if (rating >= 100) return 4.5;
  const mos = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
  // The formula dips below 1 for very small R.
  return Math.max(1, mos);
}
