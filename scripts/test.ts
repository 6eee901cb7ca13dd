import { dirname } from 'node:path';
import { availableKeyring, startKeyring } from '../stand-ins/keyring/start-keyring.ts';
import { missingAbilities } from './abilities.ts';
import { hasDisplay, startVirtualDisplay } from './display.ts';
import { provideElectron } from './electron-binary.ts';
import { detailLines, type SuiteResult, totalsLine } from './suite-result.ts';
import { providePackages, TEST_PACKAGES } from './system-packages.ts';
import { selectTests } from './test-needs.ts';
import { createSuiteRunner } from './test-suites.ts';

// `npm test`: every check there is, the quickest first. Its last line is the totals over all of them.

const ROOT = dirname(import.meta.dirname);
const ALL_WITHIN_MS = 19 * 60_000;

const started = Date.now();
const electron = await provideElectron();
console.log(`The end-to-end tests run on ${electron.kind} (${electron.executable}).`);
const hidden = electron.kind === 'electron' && !hasDisplay();
const packages = await providePackages(hidden ? [...TEST_PACKAGES, 'xvfb'] : TEST_PACKAGES);
const missing = [...packages, ...missingAbilities()];
const keyring = availableKeyring().available ? await startKeyring() : undefined;
const display = hidden && !missing.includes('xvfb') ? await startVirtualDisplay() : undefined;

const results: SuiteResult[] = [];
try {
  const suites = createSuiteRunner({
    root: ROOT,
    // Reports are read by people and by CI: no colours, whatever the tools think of the terminal.
    env: { ...electron.env, ...keyring?.env, ...display?.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    deadline: started + ALL_WITHIN_MS,
  });
  results.push(await suites.single('types', 'tsc', ['-b', '--pretty', 'false'], 5));
  results.push(await suites.single('lint', 'biome', ['ci', '--colors=off', '.'], 3));
  results.push(await suites.vitest(await selectTests(ROOT, '**/*.test.{ts,tsx}', missing), 14));
  results.push(await suites.single('build', 'electron-vite', ['build'], 4));
  results.push(await suites.playwright(await selectTests(ROOT, 'e2e/**/*.spec.ts', missing), 14));
} finally {
  await display?.close();
  await keyring?.close();
}

console.log(`\nAll suites took ${Math.round((Date.now() - started) / 1000)} s.`);
for (const line of detailLines(results)) console.log(line);
console.log(totalsLine(results));
process.exitCode = results.some(({ failures }) => failures.length > 0) ? 1 : 0;
