import { median, p90 } from './statistics.ts';

export const UNITS = { ms: 'ms', perSecond: '1/s' } as const;

/** One row's values, run by run. */
export interface Measured {
  readonly name: string;
  readonly unit: (typeof UNITS)[keyof typeof UNITS];
  readonly values: readonly number[];
}

export interface ResultRow {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  /** Nine in ten runs were at least this good: for rates it is the tenth percentile's value. */
  readonly p90: number;
}

/** Median and p90 of each row, to 0.1. For rates, where more is better, p90 is what nine in ten reached. */
export function resultRows(measured: readonly Measured[]): readonly ResultRow[] {
  const rounded = (value: number): number => Math.round(value * 10) / 10;
  return measured.map(({ name, unit, values }) => {
    const ninth = unit === UNITS.ms ? p90(values) : -p90(values.map((value) => -value));
    return { name, unit, median: rounded(median(values)), p90: rounded(ninth) };
  });
}

/** What must hold, and whether it does. Rows that were not measured make it fail. */
export interface Limit {
  readonly what: string;
  readonly value: number;
  readonly limit: string;
  readonly holds: boolean;
}

export function limitsOf(rows: readonly ResultRow[]): readonly Limit[] {
  const of = (name: string): number => rows.find((row) => row.name === name)?.median ?? Number.NaN;
  const atMost = (what: string, value: number, limit: number): Limit => ({
    what,
    value,
    limit: `≤ ${limit}`,
    holds: value <= limit,
  });
  const empty = of('empty-app-first-paint');
  const cold = of('link-to-accepted-cold') / empty;
  const ours = of('read-tel-link-per-second');
  const atLeastAsFast = (other: string): Limit => {
    const value = ours / of(other);
    return { what: `read-tel-link / ${other}`, value, limit: '≥ 1', holds: value >= 1 };
  };
  return [
    atMost('link-to-accepted-warm, ms', of('link-to-accepted-warm'), 30),
    atMost('link-to-invite-warm, ms', of('link-to-invite-warm'), 250),
    { what: 'link-to-accepted-cold / empty-app-first-paint', value: cold, limit: '< 1', holds: cold < 1 },
    atMost('app-first-paint / empty-app-first-paint', of('app-first-paint') / empty, 1.3),
    atLeastAsFast('libphonenumber-per-second'),
    atLeastAsFast('jssip-uri-per-second'),
  ];
}
