import { z } from 'zod';
import type { SkippedTest, SuiteResult } from './suite-result.ts';

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/**
 * Counts Vitest's JSON report. A file that failed before its tests could run (an import that does not
 * resolve) is one failure; so none can vanish from the totals.
 */
export function readVitestReport(suite: string, json: string, root: string): SuiteResult {
  let passed = 0;
  const failures: string[] = [];
  const skipped: SkippedTest[] = [];
  for (const file of vitestReport.parse(JSON.parse(json)).testResults) {
    const path = file.name.replace(`${root}/`, '');
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'))
      failures.push(`${path}: ${file.message?.split('\n', 1)[0] || 'could not be loaded'}`);
    for (const { fullName, status } of file.assertionResults) {
      const name = `${path}: ${fullName}`;
      if (status === 'passed') passed += 1;
      else if (status === 'failed') failures.push(name);
      else skipped.push({ name, reason: `marked as ${status}` });
    }
  }
  return { suite, passed, failures, skipped };
}

const playwrightTest = z.object({
  status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
  annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })).default([]),
});

interface PlaywrightSuite {
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly z.infer<typeof playwrightTest>[];
  }[];
  readonly suites?: readonly PlaywrightSuite[] | undefined;
  readonly title: string;
}

const playwrightSuite: z.ZodType<PlaywrightSuite> = z.object({
  title: z.string(),
  specs: z.array(z.object({ title: z.string(), tests: z.array(playwrightTest) })),
  get suites() {
    return z.array(playwrightSuite).optional();
  },
});

const playwrightReport = z.object({
  suites: z.array(playwrightSuite),
  errors: z.array(z.object({ message: z.string().optional() })).default([]),
});

/** Counts Playwright's JSON report. A flaky test is a failed one; errors outside of tests count too. */
export function readPlaywrightReport(suite: string, json: string): SuiteResult {
  const report = playwrightReport.parse(JSON.parse(json));
  let passed = 0;
  const failures = report.errors.map(
    ({ message }) => message?.split('\n', 1)[0] ?? 'an error outside of any test',
  );
  const skipped: SkippedTest[] = [];
  const visit = (part: PlaywrightSuite, above: string): void => {
    const path = above ? `${above} › ${part.title}` : part.title;
    for (const { title, tests } of part.specs)
      for (const { status, annotations } of tests) {
        const name = `${path} › ${title}`;
        if (status === 'expected') passed += 1;
        else if (status === 'skipped')
          skipped.push({
            name,
            reason: annotations.find(({ description }) => description)?.description ?? 'no reason given',
          });
        else failures.push(name);
      }
    for (const child of part.suites ?? []) visit(child, path);
  };
  for (const part of report.suites) visit(part, '');
  return { suite, passed, failures, skipped };
}
