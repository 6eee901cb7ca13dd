import { relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { eventWriter, failureMessage } from './test-events.ts';

/** Tells what Vitest does, as it does it, to the file that the environment names. */
export function vitestReporter(root: string): Reporter {
  const tell = eventWriter();
  const nameOf = (path: string): string => relative(root, path);
  const testName = ({ module, fullName }: TestCase): string => `${nameOf(module.moduleId)} › ${fullName}`;
  // A file may belong to several groups: each opens it for itself.
  const fileId = (project: string, path: string): string => `${project} ${path}`;

  return {
    onTestRunStart(specifications) {
      for (const { project, moduleId } of specifications)
        tell({ type: 'planned', id: fileId(project.name, moduleId), name: nameOf(moduleId) });
    },
    onTestModuleCollected(module: TestModule) {
      tell({ type: 'opened', id: fileId(module.project.name, module.moduleId) });
      for (const test of module.children.allTests())
        tell({ type: 'planned', id: test.id, name: testName(test) });
    },
    onTestModuleStart(module) {
      tell({ type: 'began', id: fileId(module.project.name, module.moduleId) });
    },
    onTestCaseReady(test) {
      tell({ type: 'began', id: test.id });
    },
    onTestCaseResult(test) {
      const result = test.result();
      if (result.state === 'passed')
        tell({ type: 'passed', id: test.id, milliseconds: Math.round(test.diagnostic()?.duration ?? 0) });
      else if (result.state === 'skipped') {
        const reason =
          result.note ?? (test.options.mode === 'run' ? undefined : `marked as ${test.options.mode}`);
        // Without a reason it had no turn, because a hook before it failed.
        if (reason !== undefined) tell({ type: 'skipped', id: test.id, reason });
      } else if (result.state === 'failed')
        tell({
          type: 'failed',
          id: test.id,
          message: result.errors.map((error) => failureMessage(error, root)).join('\n'),
        });
    },
    onTestSuiteResult(suite) {
      for (const error of suite.errors())
        tell({
          type: 'broke',
          where: `${nameOf(suite.module.moduleId)} › ${suite.fullName}`,
          message: failureMessage(error, root),
        });
    },
    onTestModuleEnd(module) {
      tell({ type: 'closed', id: fileId(module.project.name, module.moduleId) });
      for (const error of module.errors())
        tell({ type: 'broke', where: nameOf(module.moduleId), message: failureMessage(error, root) });
    },
    onTestRunEnd(_modules, unhandled) {
      for (const error of unhandled)
        tell({ type: 'broke', where: 'outside of any test', message: failureMessage(error, root) });
    },
    onUserConsoleLog({ content, type }) {
      if (type === 'stdout') tell({ type: 'said', text: content.trimEnd() });
    },
  };
}
