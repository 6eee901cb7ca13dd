import { dirname } from 'node:path';
import { runOnGround } from './suites/ground.ts';
import { projectTools } from './suites/tools.ts';

// `npm test`: every check there is, the quickest first, and a sample of each proof. Its last line is the totals.

const ROOT = dirname(import.meta.dirname);

await runOnGround(async function* (ground) {
  const { single, vitest, playwright } = projectTools(ROOT, ground);
  yield await single('types', 5, 'tsc', '-b', '--pretty', 'false');
  yield await single('lint', 3, 'biome', 'ci', '--colors=off', '.');
  yield await single('build', 2, 'electron-vite', 'build');
  yield await vitest('unit', 240, '**/*.test.{ts,tsx}');
  yield await playwright('end to end', 240, 'e2e/**/*.spec.ts');
});
