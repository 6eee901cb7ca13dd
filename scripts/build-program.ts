import { globSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from './run-command.ts';

const ROOT = dirname(import.meta.dirname);
const BUILT = join(ROOT, 'out/main/main.cjs');
const SOURCES = [
  '{app,main,renderer}/**/*.{ts,tsx,css,html}',
  'electron.vite.config.ts',
  'package-lock.json',
];

/** Builds the program where out/ is older than what it is made of. Throws with the tool's output when it can't. */
export async function buildProgram(): Promise<void> {
  if (isFresh()) return;
  console.log('Building the program …');
  const run = await runCommand(join(ROOT, 'node_modules/.bin/electron-vite'), ['build'], {
    cwd: ROOT,
  });
  if (run.code !== 0) throw new Error(`The program could not be built:\n${run.output}`);
}

function isFresh(): boolean {
  const built = statSync(BUILT, { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) return false;
  return globSync(SOURCES, { cwd: ROOT }).every((file) => statSync(join(ROOT, file)).mtimeMs < built);
}
