/** One skipped test and why it did not run. */
export interface SkippedTest {
  readonly name: string;
  readonly reason: string;
}

/** What one suite came to. `failures` names each failed test. */
export interface SuiteResult {
  readonly suite: string;
  readonly passed: number;
  readonly failures: readonly string[];
  readonly skipped: readonly SkippedTest[];
}

/** A suite that is a single yes or no, such as the compiler's run. */
export function singleResult(suite: string, passed: boolean, failure: string): SuiteResult {
  return { suite, passed: passed ? 1 : 0, failures: passed ? [] : [failure], skipped: [] };
}

/**
 * The suite's result, made to fail when the process did although no test says so: an error outside
 * of any test, a time-out, or a run that found no tests at all.
 */
export function withExit(
  result: SuiteResult,
  outcome: { code: number | null; timedOut: boolean },
): SuiteResult {
  const { suite, passed, failures, skipped } = result;
  if (failures.length > 0) return result;
  const reason = outcome.timedOut
    ? 'ran out of time'
    : outcome.code !== 0
      ? `ended with code ${outcome.code} though no test failed: see its output above`
      : passed + skipped.length === 0
        ? 'found no tests'
        : undefined;
  return reason === undefined ? result : { ...result, failures: [`${suite}: ${reason}`] };
}

/** The last line of `npm test`: totals over all suites. */
export function totalsLine(results: readonly SuiteResult[]): string {
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failures.length, 0);
  const skipped = results.reduce((sum, result) => sum + result.skipped.length, 0);
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** What was skipped and what failed, a line each; empty when all passed. */
export function detailLines(results: readonly SuiteResult[]): readonly string[] {
  return results.flatMap(({ suite, failures, skipped }) => [
    ...skipped.map(({ name, reason }) => `skipped: ${suite}: ${name} (${reason})`),
    ...failures.map((name) => `FAILED: ${suite}: ${name}`),
  ]);
}
