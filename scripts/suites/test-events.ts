import { appendFileSync } from 'node:fs';

/** What a test runner tells while it runs, a line of JSON each: it is read even when the runner is killed. */
export type TestEvent =
  /** A test that is going to run, or a file whose tests are not known yet. */
  | { readonly type: 'planned'; readonly id: string; readonly name: string }
  /** The file's own tests are known now, and planned each. */
  | { readonly type: 'opened'; readonly id: string }
  /** A test, or a file with its hooks. */
  | { readonly type: 'began'; readonly id: string }
  /** The file is through. */
  | { readonly type: 'closed'; readonly id: string }
  | { readonly type: 'passed'; readonly id: string; readonly milliseconds: number }
  | { readonly type: 'failed'; readonly id: string; readonly message: string }
  | { readonly type: 'skipped'; readonly id: string; readonly reason: string }
  /** An error outside of any test: a file that can't be loaded, a hook, a promise nobody waited for. */
  | { readonly type: 'broke'; readonly where: string; readonly message: string }
  /** What a test prints: figures of what it proved. */
  | { readonly type: 'said'; readonly text: string };

/** Names the file that the reporters write to; without it they write nothing. */
export const EVENTS_FILE = 'OUTDIAL_TEST_EVENTS';

/** @returns what appends one event to the file that the environment names, whole and at once. */
export function eventWriter(): (event: TestEvent) => void {
  const file = process.env[EVENTS_FILE];
  return (event) => {
    if (file !== undefined) appendFileSync(file, `${JSON.stringify(event)}\n`);
  };
}

/** The events in whole lines of such a file. */
export function readEvents(lines: string): readonly TestEvent[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as TestEvent);
}

/** An error as it is printed: its message, and where in the project's own files it was thrown; no colours. */
export function failureMessage(
  error: { message?: string; stack?: string; diff?: string },
  root: string,
): string {
  const where = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && line.includes(root) && !line.includes('/node_modules/'))
    .slice(0, 3);
  const parts = [error.message ?? 'an error without a message', error.diff ?? '', ...where];
  return parts
    .filter((part) => part !== '')
    .join('\n')
    .replaceAll(`${root}/`, '')
    .replaceAll(ANSI, '');
}

const ESCAPE = String.fromCharCode(27);
const ANSI = new RegExp(`${ESCAPE}\\[[0-9;]*m`, 'g');
