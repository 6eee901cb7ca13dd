import type { CommandOptions } from '../run-command.ts';
import type { Ground } from './ground.ts';
import { selectTests } from './needs.ts';
import { runSuite } from './run-suite.ts';
import type { SuiteResult } from './suite-result.ts';

/** The project's tools as suites. `usually`: how long each takes where nothing else is done, in seconds. */
export interface Tools {
  /** A tool whose whole run is one yes or no. */
  single(name: string, usually: number, tool: string, ...args: readonly string[]): Promise<SuiteResult>;
  /** Unit and adapter tests: the files of `pattern` that this machine has all for. */
  vitest(name: string, usually: number, pattern: string): Promise<SuiteResult>;
  /** The whole application, driven from outside. */
  playwright(name: string, usually: number, pattern: string): Promise<SuiteResult>;
}

/** @param more what the tests find in their environment beside what they stand on */
export function projectTools(
  root: string,
  { env, missing }: Ground,
  more: CommandOptions['env'] = {},
): Tools {
  const whole = { ...env, ...more };

  const tests = async (
    name: string,
    usually: number,
    pattern: string,
    tool: string,
    args: readonly string[],
  ): Promise<SuiteResult> => {
    const { run, skipped } = await selectTests(root, pattern, missing);
    // Without a file to run, the tools would run them all.
    if (run.length === 0 && skipped.length > 0) {
      console.log(`${name}: nothing of it can run here`);
      return { suite: name, passed: 0, failures: [], skipped, neverRan: [] };
    }
    return runSuite(root, { name, tool, args: [...args, ...run], env: whole, usually, tells: true, skipped });
  };

  return {
    single: (name, usually, tool, ...args) =>
      runSuite(root, { name, tool, args, env: whole, usually, tells: false }),
    vitest: (name, usually, pattern) => tests(name, usually, pattern, 'vitest', ['run']),
    playwright: (name, usually, pattern) =>
      tests(name, usually, pattern, 'playwright', [
        'test',
        '--reporter=list,./scripts/suites/playwright-reporter.ts',
      ]),
  };
}
