import type { TestEvent } from './test-events.ts';

/** One skipped test and why it did not run. */
export interface SkippedTest {
  readonly name: string;
  readonly reason: string;
}

export interface Failure {
  readonly name: string;
  readonly message: string;
}

/** What one suite came to. */
export interface SuiteResult {
  readonly suite: string;
  readonly passed: number;
  readonly failures: readonly Failure[];
  readonly skipped: readonly SkippedTest[];
  /** What was planned and had no turn before the suite was ended: tests, or files that were not opened yet. */
  readonly neverRan: readonly string[];
}

/** How a suite's process ended. */
export interface Ending {
  /** Null when a signal ended it. */
  readonly code: number | null;
  /** Why the runner ended it, where it did. */
  readonly killed?: string | undefined;
  /** All that it printed. */
  readonly output: string;
}

/** Counts a suite's events as they come. */
export function createTally() {
  const names = new Map<string, string>();
  const waiting = new Set<string>();
  const running = new Set<string>();
  const failures: Failure[] = [];
  const skipped: SkippedTest[] = [];
  let passed = 0;

  const over = (id: string): string => {
    waiting.delete(id);
    running.delete(id);
    return names.get(id) ?? id;
  };

  return {
    take(event: TestEvent): void {
      switch (event.type) {
        case 'planned':
          names.set(event.id, event.name);
          running.delete(event.id);
          waiting.add(event.id);
          return;
        case 'opened':
          waiting.delete(event.id);
          return;
        case 'closed':
          over(event.id);
          return;
        case 'began':
          waiting.delete(event.id);
          running.add(event.id);
          return;
        case 'passed':
          over(event.id);
          passed += 1;
          return;
        case 'failed':
          failures.push({ name: over(event.id), message: event.message });
          return;
        case 'skipped':
          skipped.push({ name: over(event.id), reason: event.reason });
          return;
        case 'broke':
          failures.push({ name: event.where, message: event.message });
          return;
        case 'said':
          return;
        default:
          event satisfies never;
      }
    },
    /** So far: how many tests are over, and how many of them failed. */
    soFar: () => ({ over: passed + failures.length + skipped.length, failed: failures.length }),
    /**
     * What the suite came to. A process that ended badly fails the suite even where no test says so; what was running
     * when it was ended has failed, and what had no turn is named.
     */
    result(suite: string, { code, killed, output }: Ending): SuiteResult {
      const cut = killed ?? (code === null ? 'was ended by a signal' : undefined);
      const cutOff = [...running].map((id) => names.get(id) ?? id);
      const unfinished = cutOff
        // A file is named where none of its tests is.
        .filter((name) => !cutOff.some((other) => other.startsWith(`${name} ›`)))
        .map((name) => ({ name, message: `was still running when its suite ${cut ?? 'ended'}` }));
      const found = [...failures, ...unfinished];
      const whole =
        unfinished.length > 0 ? undefined : wholeFailure(cut, code, found.length, passed + skipped.length);
      return {
        suite,
        passed,
        failures:
          whole === undefined ? found : [...found, { name: suite, message: `${whole}\n${tail(output)}` }],
        skipped,
        neverRan: [...waiting].map((id) => names.get(id) ?? id),
      };
    },
  };
}

/** Why a suite has failed as a whole, where no test of its own says so. */
function wholeFailure(
  cut: string | undefined,
  code: number | null,
  failed: number,
  others: number,
): string | undefined {
  if (cut !== undefined) return cut;
  if (failed > 0) return undefined;
  if (code !== 0) return `ended with code ${code} though no test failed`;
  return others === 0 ? 'found no tests' : undefined;
}

/** A suite that is a single yes or no, such as the compiler's run. */
export function singleResult(suite: string, { code, killed, output }: Ending): SuiteResult {
  const failed = code !== 0 || killed !== undefined;
  const message = [killed ?? `ended with code ${code}`, tail(output)].join('\n');
  return {
    suite,
    passed: failed ? 0 : 1,
    failures: failed ? [{ name: suite, message }] : [],
    skipped: [],
    neverRan: [],
  };
}

const TAIL_LINES = 40;

function tail(output: string): string {
  return output.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
}

/** The last line of `npm test`: totals over all suites. */
export function totalsLine(results: readonly SuiteResult[]): string {
  const sum = (count: (result: SuiteResult) => number): number =>
    results.reduce((total, result) => total + count(result), 0);
  const skipped = sum((result) => result.skipped.length);
  const totals = `${sum(({ passed }) => passed)} passed, ${sum(({ failures }) => failures.length)} failed`;
  return skipped > 0 ? `${totals}, ${skipped} skipped` : totals;
}

const NAMED_OF_NEVER_RAN = 20;

/** All that somebody needs who reads only the end: what was skipped, what never ran, and each failure with its message. */
export function detailLines(results: readonly SuiteResult[]): readonly string[] {
  const skipped = results.flatMap((result) =>
    result.skipped.map(({ name, reason }) => `skipped: ${result.suite}: ${name} (${reason})`),
  );
  const neverRan = results
    .filter((result) => result.neverRan.length > 0)
    .flatMap(({ suite, neverRan: names }) => [
      `never ran in ${suite}, ended or broken before: ${names.length} ${names.length === 1 ? 'test or file' : 'tests and files'}`,
      ...names.slice(0, NAMED_OF_NEVER_RAN).map((name) => `    ${name}`),
      ...(names.length > NAMED_OF_NEVER_RAN ? [`    and ${names.length - NAMED_OF_NEVER_RAN} more`] : []),
    ]);
  const failed = results.flatMap((result) =>
    result.failures.flatMap(({ name, message }) => [
      '',
      `FAILED: ${name === result.suite ? name : `${result.suite}: ${name}`}`,
      ...message.split('\n').map((line) => `    ${line}`),
    ]),
  );
  return [...skipped, ...neverRan, ...failed];
}
