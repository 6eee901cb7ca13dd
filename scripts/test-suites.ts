import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type CommandOptions, type CommandOutcome, runCommand } from './run-command.ts';
import { type SuiteResult, singleResult, withExit } from './suite-result.ts';
import type { TestSelection } from './test-needs.ts';
import { readPlaywrightReport, readVitestReport } from './test-reports.ts';

const MINUTE = 60_000;

export interface SuiteRunner {
  /** A tool whose whole run is one yes or no. */
  single(suite: string, tool: string, args: readonly string[], minutes: number): Promise<SuiteResult>;
  /** Unit and adapter tests. */
  vitest(selection: TestSelection, minutes: number): Promise<SuiteResult>;
  /** The whole application, driven from outside. */
  playwright(selection: TestSelection, minutes: number): Promise<SuiteResult>;
}

export interface SuiteRunnerOptions {
  readonly root: string;
  readonly env: CommandOptions['env'];
  /** When the whole run must be over, milliseconds since 1970: no suite gets longer than what is left. */
  readonly deadline: number;
}

/** Runs suites one at a time, passing their own output on and counting what they report. */
export function createSuiteRunner({ root, env, deadline }: SuiteRunnerOptions): SuiteRunner {
  const reports = join(root, '.cache/test');

  const run = (tool: string, args: readonly string[], minutes: number, more: CommandOptions['env'] = {}) =>
    runCommand(join(root, 'node_modules/.bin', tool), args, {
      cwd: root,
      env: { ...env, ...more },
      timeoutMs: Math.max(1_000, Math.min(minutes * MINUTE, deadline - Date.now())),
      show: 'all',
    });

  return {
    async single(suite, tool, args, minutes) {
      console.log(`\n== ${suite}: ${tool} ${args.join(' ')}`);
      const outcome = await run(tool, args, minutes);
      return singleResult(
        suite,
        outcome.code === 0,
        outcome.timedOut ? 'ran out of time' : 'see its output above',
      );
    },

    async vitest(selection, minutes) {
      const suite = 'unit and adapter tests';
      console.log(`\n== ${suite}: ${selection.run.length} files`);
      const report = await freshReport('vitest.json');
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      const outcome = await run('vitest', ['run', ...reporters, ...chosen(selection)], minutes);
      return counted(suite, outcome, report, selection, (json) => readVitestReport(suite, json, root));
    },

    async playwright(selection, minutes) {
      const suite = 'end to end';
      console.log(`\n== ${suite}: ${selection.run.length} files`);
      const report = await freshReport('playwright.json');
      if (selection.run.length === 0 && selection.skipped.length > 0)
        return { suite, passed: 0, failures: [], skipped: selection.skipped };
      const args = ['test', '--reporter=list,json', ...chosen(selection)];
      const outcome = await run('playwright', args, minutes, { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
      return counted(suite, outcome, report, selection, (json) => readPlaywrightReport(suite, json));
    },
  };

  async function freshReport(name: string): Promise<string> {
    await mkdir(reports, { recursive: true });
    const file = join(reports, name);
    await rm(file, { force: true });
    return file;
  }
}

/** The files that a tool is told to run: none, which is all, where nothing is left out. */
function chosen({ run, skipped }: TestSelection): readonly string[] {
  return skipped.length === 0 ? [] : run;
}

async function counted(
  suite: string,
  outcome: CommandOutcome,
  report: string,
  { skipped }: TestSelection,
  read: (json: string) => SuiteResult,
): Promise<SuiteResult> {
  const nothing: SuiteResult = { suite, passed: 0, failures: [], skipped: [] };
  const result = existsSync(report) ? read(await readFile(report, 'utf8')) : nothing;
  return withExit({ ...result, skipped: [...result.skipped, ...skipped] }, outcome);
}
