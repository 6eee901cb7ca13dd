import { expect, test } from 'vitest';
import { createTally, detailLines, type SuiteResult, singleResult, totalsLine } from './suite-result.ts';
import type { TestEvent } from './test-events.ts';

const ended = { code: 0, output: '' };
const result = (part: Partial<SuiteResult>): SuiteResult => ({
  suite: 'unit',
  passed: 0,
  failures: [],
  skipped: [],
  neverRan: [],
  ...part,
});
const tallyOf = (...events: readonly TestEvent[]) => {
  const tally = createTally();
  for (const event of events) tally.take(event);
  return tally;
};
const planned = (id: string): TestEvent => ({ type: 'planned', id, name: `test ${id}` });
const passed = (id: string): TestEvent => ({ type: 'passed', id, milliseconds: 1 });

test('counts what passed, failed and was left out', () => {
  const tally = tallyOf(
    ...['a', 'b', 'c'].map(planned),
    { type: 'began', id: 'a' },
    passed('a'),
    { type: 'failed', id: 'b', message: 'expected 1 to be 2' },
    { type: 'skipped', id: 'c', reason: 'needs kamailio' },
  );
  expect(tally.soFar()).toEqual({ over: 3, failed: 1 });
  expect(tally.result('unit', { code: 1, output: '' })).toEqual({
    suite: 'unit',
    passed: 1,
    failures: [{ name: 'test b', message: 'expected 1 to be 2' }],
    skipped: [{ name: 'test c', reason: 'needs kamailio' }],
    neverRan: [],
  });
});

test('a suite that is ended by force keeps what passed, names what was running, and what had no turn', () => {
  const tally = tallyOf(
    planned('file'),
    { type: 'opened', id: 'file' },
    ...['a', 'b', 'c'].map(planned),
    planned('other file'),
    { type: 'began', id: 'a' },
    passed('a'),
    { type: 'began', id: 'b' },
  );
  expect(
    tally.result('unit', { code: null, killed: 'stood still for 300 s and was ended', output: '' }),
  ).toEqual(
    result({
      passed: 1,
      failures: [
        {
          name: 'test b',
          message: 'was still running when its suite stood still for 300 s and was ended',
        },
      ],
      neverRan: ['test c', 'test other file'],
    }),
  );
});

test.each([
  ['an end by force between two tests', { code: null, killed: 'stood still', output: 'x' }, 'stood still\nx'],
  ['a signal', { code: null, output: 'x' }, 'was ended by a signal\nx'],
  ['an error that no test tells of', { code: 1, output: 'x' }, 'ended with code 1 though no test failed\nx'],
])('%s fails the suite though no test did, and shows the end of its output', (_what, ending, message) => {
  expect(tallyOf(planned('a'), passed('a')).result('unit', ending).failures).toEqual([
    { name: 'unit', message },
  ]);
});

test('a run that found no tests fails; one whose tests were all left out does not', () => {
  expect(createTally().result('unit', ended).failures).toEqual([
    { name: 'unit', message: 'found no tests\n' },
  ]);
  expect(tallyOf({ type: 'skipped', id: 'a', reason: 'r' }).result('unit', ended).failures).toEqual([]);
});

test('a failure that a test told of is not counted twice', () => {
  const tally = tallyOf({ type: 'failed', id: 'a', message: 'm' });
  expect(tally.result('unit', { code: 1, output: '' }).failures).toHaveLength(1);
});

test('the last line adds up all suites and names skipped tests only where there are some', () => {
  const types = singleResult('types', ended);
  expect(totalsLine([types, result({ passed: 4 })])).toBe('5 passed, 0 failed');
  const failures = ['a', 'b'].map((name) => ({ name, message: 'm' }));
  const some = result({ passed: 4, failures, skipped: [{ name: 'c', reason: 'needs kamailio' }] });
  expect(totalsLine([singleResult('types', { code: 2, output: 'TS2322' }), some])).toBe(
    '4 passed, 3 failed, 1 skipped',
  );
});

test('the end of the output is all one needs: failures come last, each with its message', () => {
  const skipped = [{ name: 'a call', reason: 'needs kamailio' }];
  const failures = [{ name: 'a link', message: 'expected\nreceived' }];
  const types = singleResult('types', { code: 2, output: 'a.ts(1,1): TS2322\n' });
  expect(detailLines([result({ skipped, failures, neverRan: ['b', 'c'] }), types])).toEqual([
    'skipped: unit: a call (needs kamailio)',
    'never ran in unit, ended or broken before: 2 tests and files',
    '    b',
    '    c',
    '',
    'FAILED: unit: a link',
    '    expected',
    '    received',
    '',
    'FAILED: types',
    '    ended with code 2',
    '    a.ts(1,1): TS2322',
  ]);
});
