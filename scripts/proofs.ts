import { dirname } from 'node:path';
import { runOnGround } from './suites/ground.ts';
import { projectTools } from './suites/tools.ts';

// `npm run proofs`: what takes too long for every change, at its full size. Its last line is the totals; CONTRIBUTING
// says what each proves. Words given to it choose among them: `npm run proofs -- fuzz leaks`.

const ROOT = dirname(import.meta.dirname);

/** Name, tool, how many seconds it usually takes, and its test files. */
const PROOFS = [
  ['fuzz', 'vitest', 120, '{app,main}/**/*.fuzz.test.ts'],
  ['histories', 'vitest', 60, 'main/calls/*.property.test.ts'],
  ['crash', 'vitest', 400, 'main/proofs/crash.test.ts'],
  ['day', 'vitest', 30, 'main/proofs/day.test.ts'],
  ['drain', 'vitest', 60, 'main/proofs/drain.test.ts'],
  ['soak', 'vitest', 180, 'stand-ins/pbx/sipp/soak.test.ts'],
  ['leaks', 'vitest', 180, 'stand-ins/pbx/browser/leaks.test.ts'],
  ['netem', 'vitest', 60, 'stand-ins/pbx/netns/netem.test.ts'],
  ['window', 'playwright', 120, 'e2e/drain.spec.ts'],
  ['kills', 'playwright', 2_400, 'e2e/crash*.spec.ts'],
] as const;

const chosen = process.argv.slice(2);
const names: readonly string[] = PROOFS.map(([name]) => name);
const unknown = chosen.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no proof called ${unknown.join(' or ')}. There are: ${names.join(', ')}.`);
  process.exit(1);
}

await runOnGround(async function* (ground) {
  const tools = projectTools(ROOT, ground, { OUTDIAL_PROOFS: 'full' });
  yield await tools.single('build', 2, 'electron-vite', 'build');
  for (const [name, tool, usually, files] of PROOFS)
    if (chosen.length === 0 || chosen.includes(name)) yield await tools[tool](name, usually, files);
});
