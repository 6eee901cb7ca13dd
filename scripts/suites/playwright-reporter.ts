import type { FullConfig, Reporter, Suite, TestCase, TestError, TestResult } from '@playwright/test/reporter';
import { eventWriter, failureMessage } from './test-events.ts';

/** Tells what Playwright does, as it does it, to the file that the environment names. */
export default class PlaywrightReporter implements Reporter {
  readonly #tell = eventWriter();
  #root = '';

  onBegin({ rootDir }: FullConfig, suite: Suite): void {
    this.#root = rootDir;
    // titlePath: the root, the project, the file, then titles.
    for (const test of suite.allTests())
      this.#tell({ type: 'planned', id: test.id, name: test.titlePath().slice(2).join(' › ') });
  }

  onTestBegin({ id }: TestCase): void {
    this.#tell({ type: 'began', id });
  }

  onTestEnd({ id, annotations, expectedStatus }: TestCase, { status, duration, errors }: TestResult): void {
    if (status === 'skipped') {
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
