import type { CallQuality, Network } from '../../../app/voice/quality.ts';

/** One figure with its name and unit. */
export interface FigureRow {
  readonly name: string;
  readonly value: string;
}

const NETWORK_NAMES: Readonly<Record<Network, string>> = {
  wifi: 'Wi-Fi',
  ethernet: 'Cable',
  cellular: 'Mobile network',
  vpn: 'VPN',
};

const milliseconds = (value: number): string => `${Math.round(value)} ms`;
const percent = (value: number): string => `${value.toFixed(1)} %`;
const score = (mos: number): string => mos.toFixed(1);

/** What was measured, in the order in which it is read; what was not is left out. */
export function figureRows({ now, average, worst }: CallQuality): readonly FigureRow[] {
  const { figures } = now ?? {};
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Score, of 4.5 (MOS)', optional(now?.mos, score)],
    ['Score on average', optional(average, score)],
    ['Score at its lowest', optional(worst, score)],
    ['Delay there and back', optional(figures?.roundTrip, milliseconds)],
    ['Lost on the way to you', optional(figures?.lossIn, percent)],
    ['Lost on the way to them', optional(figures?.lossOut, percent)],
    ['Too late to be played', optional(figures?.lateIn, percent)],
    ['Sound filled in', optional(figures?.concealed, percent)],
    ['Jitter to you', optional(figures?.jitterIn, milliseconds)],
    ['Jitter to them', optional(figures?.jitterOut, milliseconds)],
    ['Held back here to play evenly', optional(figures?.bufferDelay, milliseconds)],
    ['Sound format', figures?.codec],
    ['Network', optional(figures?.network, (network) => NETWORK_NAMES[network])],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

function optional<Value>(value: Value | undefined, words: (value: Value) => string): string | undefined {
  return value === undefined ? undefined : words(value);
}
