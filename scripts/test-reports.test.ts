import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from './run-command.ts';
import { readPlaywrightReport, readVitestReport } from './test-reports.ts';

// The reports are those of the real tools, run on a small project of one test of each kind.

const ROOT = dirname(import.meta.dirname);
const LEFT_OUT = 'skip';
let folder: string;

beforeEach(async () => {
  // Inside the project, where the tools' packages are found.
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  folder = await mkdtemp(join(ROOT, '.cache/probe-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const tests = (tool: string, reason: string) => `import { expect, test } from '${tool}';
test('right', () => { expect(1).toBe(1); });
test('wrong', () => { expect(1).toBe(2); });
test('left out', ${reason});
`;

async function runTool(tool: string, args: readonly string[], report: string): Promise<string> {
  const outcome = await runCommand(join(ROOT, 'node_modules/.bin', tool), args, {
    cwd: folder,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report, VITEST: undefined, FORCE_COLOR: undefined, NO_COLOR: '1' },
    timeoutMs: 120_000,
  });
  expect(outcome.code, outcome.output).toBe(1);
  return readFile(report, 'utf8');
}

test("Vitest's report: passed, failed and left out, and a file that can't be loaded", async () => {
  const kinds = tests('vitest', `{ ${LEFT_OUT}: true }, () => {}`);
  await writeFile(join(folder, 'kinds.test.ts'), kinds);
  await writeFile(join(folder, 'broken.test.ts'), `import './nowhere.ts';`);
  const report = join(folder, 'report.json');
  const args = ['run', '--root', folder, '--reporter=json', `--outputFile.json=${report}`];
  const result = readVitestReport('unit', await runTool('vitest', args, report), folder);
  expect(result.passed).toBe(1);
  expect(result.failures.toSorted()).toEqual([
    expect.stringContaining('broken.test.ts: '),
    'kinds.test.ts: wrong',
  ]);
  expect(result.skipped).toEqual([{ name: 'kinds.test.ts: left out', reason: 'marked as skipped' }]);
});

test("Playwright's report: passed, failed, and left out with its reason", async () => {
  const body = `() => { test.${LEFT_OUT}(true, 'needs a phone system'); }`;
  await writeFile(join(folder, 'kinds.spec.ts'), tests('@playwright/test', body));
  const report = join(folder, 'report.json');
  const result = readPlaywrightReport(
    'e2e',
    await runTool('playwright', ['test', '--reporter=json'], report),
  );
  expect(result).toEqual({
    suite: 'e2e',
    passed: 1,
    failures: ['kinds.spec.ts › wrong'],
    skipped: [{ name: 'kinds.spec.ts › left out', reason: 'needs a phone system' }],
  });
});
