import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runSuite, type Suite } from './run-suite.ts';

// The real tools, run on small projects in which tests fail, hang and stand still.

const ROOT = dirname(dirname(import.meta.dirname));
const REPORTERS = join(ROOT, 'scripts/suites');
/** What a test does that is marked to be left out; spelled so that this file itself leaves none out. */
const LEFT_OUT = 'skip';
let folder: string;

beforeEach(async () => {
  // Inside the project, where the tools' packages are found.
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  folder = await mkdtemp(join(ROOT, '.cache/probe-'));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = (name: string, text: string) => writeFile(join(folder, name), text);
const FOR_EVER = 'new Promise(() => {})';
/** Vitest tells what its tests do a moment later; then no limit of its own can end this. */
const STANDS_STILL = 'await new Promise((resolve) => setTimeout(resolve, 1_000)); for (;;) {}';

const TOOLS: Readonly<Record<'vitest' | 'playwright', (limit: number) => Promise<Partial<Suite>>>> = {
  async vitest(limit) {
    await file(
      'vitest.config.ts',
      `import { vitestReporter } from '${REPORTERS}/vitest-reporter.ts';
       export default { test: { fileParallelism: false, testTimeout: ${limit},
                 reporters: [vitestReporter(import.meta.dirname)], root: import.meta.dirname,
         sequence: { sequencer: class {
           async sort(files) { return files.toSorted((one, other) => one.moduleId < other.moduleId ? -1 : 1); }
           async shard(files) { return files; }
         } } } };`,
    );
    return { tool: 'vitest', args: ['run'] };
  },
  async playwright(limit) {
    await file(
      'playwright.config.ts',
      `export default { workers: 1, timeout: ${limit}, testMatch: '*.test.ts', reporter: '${REPORTERS}/playwright-reporter.ts' };`,
    );
    return { tool: 'playwright', args: ['test'] };
  },
};
const LIBRARY = { vitest: 'vitest', playwright: '@playwright/test' } as const;

describe.each(['vitest', 'playwright'] as const)('%s', (tool) => {
  const tests = (name: string, ...bodies: readonly (readonly [string, string])[]) =>
    file(
      name,
      `import { expect, test } from '${LIBRARY[tool]}';\n${bodies
        .map(([title, body]) => `test('${title}', async () => { ${body} });`)
        .join('\n')}`,
    );
  const run = async (limit: number, more: Partial<Suite> = {}) =>
    runSuite(folder, {
      name: 'probe',
      args: [],
      usually: 1,
      tells: true,
      say: () => {},
      ...((await TOOLS[tool](limit)) as { tool: string }),
      env: { VITEST: undefined, FORCE_COLOR: undefined, NO_COLOR: '1' },
      ...more,
    });

  test('a failing test is named, with its message and where it is', async () => {
    await tests('a.test.ts', ['right', 'expect(1).toBe(1);'], ['wrong', 'expect(1).toBe(2);']);
    const { passed, failures } = await run(60_000);
    expect(passed).toBe(1);
    expect(failures).toEqual([
      { name: 'a.test.ts › wrong', message: expect.stringMatching(/\b1\b.*\bat a\.test\.ts:3:/s) },
    ]);
  });

  test('a test that is left out is named with its reason', async () => {
    const why = tool === 'vitest' ? 'context' : '{}';
    const body =
      tool === 'vitest' ? `context.${LEFT_OUT}('needs a phone')` : `test.${LEFT_OUT}(true, 'needs a phone')`;
    await file(
      'a.test.ts',
      `import { test } from '${LIBRARY[tool]}'; test('out', (${why}) => { ${body}; });`,
    );
    const { skipped, failures } = await run(60_000);
    expect(failures).toEqual([]);
    expect(skipped).toEqual([{ name: 'a.test.ts › out', reason: 'needs a phone' }]);
  });

  test('a file that can’t be loaded fails, and the others run', async () => {
    await file('a.test.ts', `import './nowhere.ts';`);
    await tests('b.test.ts', ['right', 'expect(1).toBe(1);']);
    const { failures } = await run(60_000);
    expect(failures).toEqual([
      {
        name: expect.stringMatching(/^a\.test\.ts$|^outside of any test$/),
        message: expect.stringContaining('nowhere.ts'),
      },
    ]);
  });

  test('where a hook fails, what it was for is named: it has not passed, and was not left out', async () => {
    const hook = `${tool === 'vitest' ? '' : 'test.'}beforeAll(() => { throw new Error('no phone'); });`;
    const names = tool === 'vitest' ? 'beforeAll, test' : 'test';
    const body = `import { ${names} } from '${LIBRARY[tool]}'; ${hook} test('one', () => {}); test('two', () => {});`;
    await file('a.test.ts', body);
    const { passed, failures, skipped, neverRan } = await run(60_000);
    expect([passed, skipped]).toEqual([0, []]);
    expect(failures).toEqual([
      { name: expect.stringMatching(/^a\.test\.ts/), message: expect.stringContaining('no phone') },
    ]);
    expect(neverRan).toContain('a.test.ts › two');
  });

  test('a test that hangs fails by its own limit, and what comes after it runs', async () => {
    await tests('a.test.ts', ['hangs', `await ${FOR_EVER};`], ['right', 'expect(1).toBe(1);']);
    const { passed, failures, neverRan } = await run(2_000);
    expect(failures).toEqual([
      { name: 'a.test.ts › hangs', message: expect.stringMatching(/timed? ?out|timeout/i) },
    ]);
    expect([passed, neverRan]).toEqual([1, []]);
  });

  test('a suite that stands still is ended: what passed counts, what ran and what never ran is named', async () => {
    await tests(
      'a.test.ts',
      ['right', 'expect(1).toBe(1);'],
      ['stands still', STANDS_STILL],
      ['later', 'expect(1).toBe(1);'],
    );
    await tests('b.test.ts', ['much later', 'expect(1).toBe(1);']);
    // Playwright ends its workers itself, so it is given no limit to do it by.
    const { passed, failures, neverRan } = await run(0, { stillMs: 8_000 });
    expect(passed).toBe(1);
    expect(failures).toEqual([
      { name: 'a.test.ts › stands still', message: expect.stringContaining('stood still for 8 s') },
    ]);
    expect(neverRan).toContain('a.test.ts › later');
    expect(neverRan.join()).toContain('b.test.ts');
  });
});
