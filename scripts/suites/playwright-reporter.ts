import type { FullConfig, Reporter, Suite, TestCase, TestError, TestResult } from '@playwright/test/reporter';
import { eventWriter, failureMessage } from './test-events.ts';

/** Tells what Playwright does, as it does it, to the file that the environment names. */
export default class PlaywrightReporter implements Reporter {
  readonly #tell = eventWriter();
  #root = '';

  onBegin({ rootDir }: FullConfig, suite: Suite): void {
    this.#root = rootDir;
    for (const test of suite.allTests()) this.#tell({ type: 'planned', id: test.id, name: nameOf(test) });
  }

  onTestBegin({ id }: TestCase): void {
    this.#tell({ type: 'began', id });
  }

  onTestEnd(test: TestCase, { status, duration, errors }: TestResult): void {
    const { id, annotations, expectedStatus } = test;
    // Nobody left it out: it had no turn, because a hook before it failed.
    if (status === 'skipped' && expectedStatus !== 'skipped')
      this.#tell({ type: 'planned', id, name: nameOf(test) });
    else if (status === 'skipped') {
      const reason = annotations.find(({ description }) => description)?.description ?? 'no reason given';
      this.#tell({ type: 'skipped', id, reason });
    } else if (status === expectedStatus) this.#tell({ type: 'passed', id, milliseconds: duration });
    else {
      const message = errors.map((error) => failureMessage(error, this.#root)).join('\n');
      this.#tell({ type: 'failed', id, message: message || status });
    }
  }

  onError(error: TestError): void {
    this.#tell({
      type: 'broke',
      where: 'outside of any test',
      message: failureMessage(error, this.#root),
    });
  }

  onStdOut(chunk: string | Buffer): void {
    this.#tell({ type: 'said', text: String(chunk).trimEnd() });
  }

  printsToStdio(): boolean {
    return false;
  }
}

/** The file and the titles, without the root's and the project's names before them. */
function nameOf(test: TestCase): string {
  return test.titlePath().slice(2).join(' › ');
}
