import { type CallQuality, type LineState, lightOf } from './quality.ts';
import { figuresBetween, mosOfFigures, troubleOf } from './quality-figures.ts';
import type { MediaSample } from './quality-sample.ts';
import { createSilenceWatch } from './quality-silence.ts';

/** Figures are of the last five seconds: of one second, a single lost packet would be 2 %. */
const WINDOW_MILLISECONDS = 5000;
/** Less would be a guess. */
const LEAST_WINDOW_MILLISECONDS = 900;
const REPORT_MILLISECONDS = 5000;
/** A light at the edge of two levels must not flicker. */
const STEADY_MILLISECONDS = 2000;
const AVERAGE_MILLISECONDS = 1000;
/** Not looked at for so long (the computer slept): what happened meanwhile is not known. */
const GAP_MILLISECONDS = 3000;

/** Makes of a leg's samples what the rep is to know. */
export interface QualityMeter {
  /** Takes the next sample; gives what is to be told, every five seconds and when it changes, else undefined. */
  take(sample: MediaSample): CallQuality | undefined;
  /** How the line was, for the end of the call; undefined where nothing was ever measured. */
  summary(): CallQuality | undefined;
}

export function createQualityMeter(): QualityMeter {
  const silence = createSilenceWatch();
  let window: MediaSample[] = [];
  let told: { readonly at: number; readonly state: LineState } | undefined;
  let measuredAt = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let count = 0;
  let worst: { readonly mos: number; readonly trouble: LineState['trouble'] } | undefined;

  function startOver(): void {
    window = [];
    silence.startOver();
  }
  function stateOf(sample: MediaSample): LineState {
    const last = window.at(-1);
    // Held, slept, or another stream (a transfer at the far end): what came before does not compare.
    const broken = last !== undefined && (sample.at - last.at > GAP_MILLISECONDS || restarted(last, sample));
    if (broken || !sample.receives || !sample.sends) window = [];
    if (last !== undefined && sample.at - last.at > GAP_MILLISECONDS) startOver();
    window.push(sample);
    window = window.filter(({ at }) => sample.at - at <= WINDOW_MILLISECONDS);
    const ways = silence.take(sample);
    const first = window[0];
    if (ways.hearing === 'nothing' || ways.speaking === 'not-sent') return { ...ways, mos: 1, figures: {} };
    if (first === undefined || sample.at - first.at < LEAST_WINDOW_MILLISECONDS)
      return { ...ways, figures: {} };
    const figures = figuresBetween(first, sample);
    // Where nothing has come yet nothing was lost either: that is no good line, but an unknown one.
    if (sample.received?.packets === first.received?.packets) return { ...ways, figures };
    return { ...ways, figures, mos: mosOfFigures(figures), trouble: troubleOf(figures) };
  }
  function remember({ mos, trouble }: LineState, at: number): void {
    if (mos === undefined) return;
    if (worst === undefined || mos < worst.mos) worst = { mos, trouble };
    if (at - measuredAt < AVERAGE_MILLISECONDS) return;
    measuredAt = at;
    sum += mos;
    count += 1;
  }
  function summary(): CallQuality | undefined {
    return worst && { average: sum / count, worst: worst.mos, trouble: worst.trouble };
  }
  function isNews(state: LineState, at: number): boolean {
    if (told === undefined) return state.mos !== undefined || lightOf(state) !== undefined;
    const since = at - told.at;
    if (since >= REPORT_MILLISECONDS) return true;
    const { hearing, speaking } = told.state;
    if (state.hearing !== hearing || state.speaking !== speaking) return true;
    return since >= STEADY_MILLISECONDS && lightOf(state) !== lightOf(told.state);
  }

  return {
    take(sample) {
      const state = stateOf(sample);
      remember(state, sample.at);
      if (!isNews(state, sample.at)) return undefined;
      told = { at: sample.at, state };
      return { now: state, ...summary() };
    },
    summary,
  };
}

/** A stream's counters never run backwards: this is another stream. */
function restarted(before: MediaSample, after: MediaSample): boolean {
  return (
    (after.received?.packets ?? 0) < (before.received?.packets ?? 0) ||
    (after.packetsSent ?? 0) < (before.packetsSent ?? 0)
  );
}
