import { median, p90 } from './statistics.ts';

export const UNITS = { ms: 'ms', perSecond: '1/s', megabytes: 'MB', percent: '% of a core' } as const;

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
    const ninth = unit === UNITS.perSecond ? -p90(values.map((value) => -value)) : p90(values);
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

const BESIDE_WHERE_MEASURED = [
  { row: 'invite-to-sound-kamailio', limit: 1.2 },
  { row: 'memory-per-call', limit: 2 },
  { row: 'cpu-in-call', limit: 1.5 },
] as const;

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
  const beside = (row: string, limit: number): Limit =>
    atMost(`outdial-${row} / demo-${row}`, of(`outdial-${row}`) / of(`demo-${row}`), limit);
  return [
    atMost('link-to-accepted-warm, ms', of('link-to-accepted-warm'), 30),
    atMost('link-to-invite-warm, ms', of('link-to-invite-warm'), 250),
    { what: 'link-to-accepted-cold / empty-app-first-paint', value: cold, limit: '< 1', holds: cold < 1 },
    atMost('app-first-paint / empty-app-first-paint', of('app-first-paint') / empty, 1.3),
    atLeastAsFast('libphonenumber-per-second'),
    atLeastAsFast('jssip-uri-per-second'),
    atMost('outdial-click-to-invite, ms', of('outdial-click-to-invite'), 60),
    beside('click-to-invite', 1),
    beside('invite-to-sound-practice', 1.2),
    // Not every machine has Kamailio, and not every system tells what processes use.
    ...BESIDE_WHERE_MEASURED.filter(({ row }) => rows.some(({ name }) => name.endsWith(row))).map(
      ({ row, limit }) => beside(row, limit),
    ),
  ];
}
