import { expect, test } from 'vitest';
import { detailLines, type SuiteResult, singleResult, totalsLine, withExit } from './suite-result.ts';

const result = (part: Partial<SuiteResult>): SuiteResult => ({
  suite: 'unit',
  passed: 0,
  failures: [],
  skipped: [],
  ...part,
});

test('the last line adds up all suites and names skipped tests only where there are some', () => {
  expect(totalsLine([singleResult('types', true, ''), result({ passed: 4 })])).toBe('5 passed, 0 failed');
  expect(
    totalsLine([
      singleResult('types', false, 'see above'),
      result({ passed: 4, failures: ['a', 'b'], skipped: [{ name: 'c', reason: 'needs kamailio' }] }),
    ]),
  ).toBe('4 passed, 3 failed, 1 skipped');
});

test('each skipped test is named with its reason, each failed one by name', () => {
  const skipped = [{ name: 'a call', reason: 'needs kamailio' }];
  expect(detailLines([result({ skipped, failures: ['a link'] })])).toEqual([
    'skipped: unit: a call (needs kamailio)',
    'FAILED: unit: a link',
  ]);
});

test.each([
  ['a run that was cut off', { code: null, timedOut: true }, 'unit: ran out of time'],
  ['an error outside of any test', { code: 1, timedOut: false }, 'unit: ended with code 1'],
])('%s fails the suite though no test did', (_what, outcome, message) => {
  expect(withExit(result({ passed: 3 }), outcome).failures[0]).toContain(message);
});

test('a run that found no tests fails; one that passed some does not', () => {
  expect(withExit(result({}), { code: 0, timedOut: false }).failures).toEqual(['unit: found no tests']);
  expect(withExit(result({ passed: 1 }), { code: 0, timedOut: false }).failures).toEqual([]);
});

test('a failure that a test reported is not counted twice', () => {
  const failed = result({ failures: ['a link'] });
  expect(withExit(failed, { code: 1, timedOut: false })).toEqual(failed);
});
