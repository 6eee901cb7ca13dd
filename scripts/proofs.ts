import { dirname } from 'node:path';
import { runOnGround } from './suites/ground.ts';
import { projectTools } from './suites/tools.ts';

// `npm run proofs`: what takes too long for every change, at its full size. Its last line is the totals; CONTRIBUTING
// says what each proves. Words given to it choose the suites: `npm run proofs -- fuzz leaks`.

const ROOT = dirname(import.meta.dirname);

const chosen = process.argv.slice(2);

await runOnGround(async function* (ground) {
  const { single, vitest, playwright } = projectTools(ROOT, ground, { OUTDIAL_PROOFS: 'full' });
  const proofs = [
    ['fuzz', () => vitest('fuzz', 240, '{app,main}/**/*.fuzz.test.ts')],
    ['histories', () => vitest('histories', 60, 'main/calls/*.property.test.ts')],
    ['crash', () => vitest('crash', 400, 'main/proofs/crash.test.ts')],
    ['day', () => vitest('day', 60, 'main/proofs/day.test.ts')],
    ['drain', () => vitest('drain', 120, 'main/proofs/drain.test.ts')],
    ['soak', () => vitest('soak', 180, 'stand-ins/pbx/sipp/soak.test.ts')],
    ['leaks', () => vitest('leaks', 180, 'stand-ins/pbx/browser/leaks.test.ts')],
    ['netem', () => vitest('netem', 120, 'stand-ins/pbx/netns/netem.test.ts')],
    ['window', () => playwright('window', 120, 'e2e/drain.spec.ts')],
    ['kills', () => playwright('kills', 3_000, ['e2e/crash.spec.ts', 'e2e/crash-kinds.spec.ts'])],
  ] as const;
  const unknown = chosen.filter((name) => !proofs.some(([known]) => known === name));
  if (unknown.length > 0)
    throw new Error(
      `There is no proof “${unknown.join(' ')}”: there are ${proofs.map(([name]) => name).join(' ')}.`,
    );
  yield await single('build', 10, 'electron-vite', 'build');
  for (const [name, prove] of proofs) if (chosen.length === 0 || chosen.includes(name)) yield await prove();
});
