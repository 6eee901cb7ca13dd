import { expect, test } from 'vitest';
import { limitsOf, type ResultRow, resultRows, UNITS } from './results.ts';

const times = Array.from({ length: 10 }, (_, index) => index + 1);

test('p90 is the worse end: the slow one of times, the low one of rates', () => {
  expect(
    resultRows([
      { name: 'time', unit: UNITS.ms, values: times },
      { name: 'rate', unit: UNITS.perSecond, values: times },
    ]),
  ).toEqual([
    { name: 'time', unit: 'ms', median: 5.5, p90: 9 },
    { name: 'rate', unit: '1/s', median: 5.5, p90: 2 },
  ]);
});

const rows = (values: Record<string, number>): readonly ResultRow[] =>
  Object.entries(values).map(([name, median]) => ({ name, unit: 'ms', median, p90: median }));

const GOOD = {
  'empty-app-first-paint': 500,
  'app-first-paint': 600,
  'link-to-accepted-cold': 400,
  'link-to-accepted-warm': 20,
  'link-to-invite-warm': 200,
  'read-tel-link-per-second': 300_000,
  'libphonenumber-per-second': 100_000,
  'jssip-uri-per-second': 200_000,
  'outdial-click-to-invite': 30,
  'demo-click-to-invite': 100,
  'outdial-invite-to-sound-practice': 100,
  'demo-invite-to-sound-practice': 95,
};

test('all limits hold for good figures', () => {
  expect(limitsOf(rows(GOOD)).filter(({ holds }) => !holds)).toEqual([]);
});

test.each([
  ['link-to-accepted-warm', 31],
  ['link-to-invite-warm', 251],
  ['link-to-accepted-cold', 500],
  ['app-first-paint', 651],
  ['libphonenumber-per-second', 300_001],
  ['jssip-uri-per-second', 300_001],
  ['outdial-click-to-invite', 61],
  ['demo-click-to-invite', 29],
  ['demo-invite-to-sound-practice', 80],
])('%s of %d breaks its limit', (name, value) => {
  const broken = limitsOf(rows({ ...GOOD, [name]: value })).filter(({ holds }) => !holds);
  expect(broken.map(({ what }) => what).join()).toContain(name);
});

test('what a call costs counts where it was measured, beside the demo page', () => {
  const costs = { 'outdial-memory-per-call': 12, 'demo-memory-per-call': 9, 'outdial-cpu-in-call': 10 };
  const found = limitsOf(rows({ ...GOOD, ...costs })).filter(({ what }) => what.includes('demo-'));
  expect(found.map(({ what, holds }) => [what.split(' ')[0], holds])).toEqual([
    ['outdial-click-to-invite', true],
    ['outdial-invite-to-sound-practice', true],
    ['outdial-memory-per-call', true],
    ['outdial-cpu-in-call', false],
  ]);
});

test('a row that is missing breaks its limit', () => {
  const { 'link-to-invite-warm': _, ...rest } = GOOD;
  expect(limitsOf(rows(rest)).some(({ holds }) => !holds)).toBe(true);
});
