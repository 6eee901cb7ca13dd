import { existsSync, readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Ability } from '../abilities.ts';
import type { SystemPackage } from '../system-packages.ts';
import type { SkippedTest } from './suite-result.ts';

export type Need = SystemPackage | Ability;

/** Which part of the stand-ins needs what of the system: what imports it, however indirectly, needs that too. */
const NEEDS: readonly { readonly imports: string; readonly packages: readonly Need[] }[] = [
  { imports: 'stand-ins/keyring/start-keyring.ts', packages: ['dbus', 'gnome-keyring', 'libsecret-1-0'] },
  {
    imports: 'stand-ins/pbx/kamailio/',
    packages: ['kamailio', 'kamailio-websocket-modules', 'baresip-core'],
  },
  { imports: 'stand-ins/headless-chromium.ts', packages: ['chromium'] },
  { imports: 'stand-ins/pbx/rtpengine/', packages: ['rtpengine-daemon'] },
  { imports: 'stand-ins/pbx/sipp/', packages: ['sip-tester'] },
  { imports: 'stand-ins/pbx/turn/', packages: ['coturn'] },
  { imports: 'stand-ins/pbx/netns/start.ts', packages: ['iproute2', 'network namespaces'] },
  { imports: 'stand-ins/pbx/netns/impair.ts', packages: ['tc netem'] },
  { imports: 'stand-ins/electron/', packages: ['chromium', 'xdg-utils', 'desktop-file-utils'] },
];

export interface TestSelection {
  /** Test files that can run here, relative to the project. */
  readonly run: readonly string[];
  readonly skipped: readonly SkippedTest[];
}

/** Sorts the test files of `pattern` by whether they can run without what is `missing`. */
export async function selectTests(
  root: string,
  pattern: string,
  missing: readonly Need[],
): Promise<TestSelection> {
  const run: string[] = [];
  const skipped: SkippedTest[] = [];
  for await (const file of glob(pattern, { cwd: root, exclude: ['node_modules/**'] })) {
    const wanting =
      missing.length === 0 ? [] : packagesNeeded(root, file).filter((name) => missing.includes(name));
    if (wanting.length === 0) run.push(file);
    else skipped.push({ name: file, reason: `needs ${wanting.join(' ')}` });
  }
  return { run: run.sort(), skipped };
}

/** What a test file needs of the system, told from all it imports. */
export function packagesNeeded(root: string, file: string): readonly Need[] {
  const reached = [...reachableFrom(join(root, file))].map((path) => relative(root, path));
  return NEEDS.filter(({ imports }) => reached.some((path) => path.startsWith(imports))).flatMap(
    ({ packages }) => packages,
  );
}

function reachableFrom(entry: string): Set<string> {
  const reached = new Set<string>();
  const visit = (path: string): void => {
    if (reached.has(path)) return;
    // A test may quote an import of a file that does not exist.
    if (!existsSync(path)) return;
    reached.add(path);
    for (const [, specifier] of readFileSync(path, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+\.tsx?)'/g))
      if (specifier) visit(join(dirname(path), specifier));
  };
  visit(entry);
  return reached;
}
