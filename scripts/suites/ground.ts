import { availableKeyring, startKeyring } from '../../stand-ins/keyring/start-keyring.ts';
import { missingAbilities } from '../abilities.ts';
import { hasDisplay, startVirtualDisplay } from '../display.ts';
import { provideElectron } from '../electron-binary.ts';
import type { CommandOptions } from '../run-command.ts';
import { providePackages, TEST_PACKAGES } from '../system-packages.ts';
import type { Need } from './needs.ts';
import { inWords } from './progress-line.ts';
import { detailLines, type SuiteResult, totalsLine } from './suite-result.ts';

/** What suites stand on: a runtime, what the system has, and services of their own. */
export interface Ground {
  readonly env: NonNullable<CommandOptions['env']>;
  /** What tests may need and this machine has not got. */
  readonly missing: readonly Need[];
}

/**
 * Prepares the machine, lets `run` run suites on it, tidies up, and prints what they came to: the totals are the last
 * line. Sets the exit code to 1 where anything failed.
 */
export async function runOnGround(run: (ground: Ground) => AsyncIterable<SuiteResult>): Promise<void> {
  const began = performance.now();
  const electron = await provideElectron();
  console.log(`The end-to-end tests run on ${electron.kind} (${electron.executable}).`);
  const hidden = electron.kind === 'electron' && !hasDisplay();
  const packages = await providePackages(hidden ? [...TEST_PACKAGES, 'xvfb'] : TEST_PACKAGES);
  const missing = [...packages, ...missingAbilities()];
  const keyring = availableKeyring().available ? await startKeyring() : undefined;
  const display = hidden && !missing.includes('xvfb') ? await startVirtualDisplay() : undefined;
  // Reports are read by people and by CI: no colours, whatever the tools think of the terminal.
  const env = { ...electron.env, ...keyring?.env, ...display?.env, NO_COLOR: '1', FORCE_COLOR: undefined };

  const results: SuiteResult[] = [];
  try {
    for await (const result of run({ env, missing })) results.push(result);
  } finally {
    await display?.close();
    await keyring?.close();
  }
  console.log(
    `\nAll of it took ${inWords((performance.now() - began) / 1_000)}; each suite's output is in .cache/test.`,
  );
  for (const line of detailLines(results)) console.log(line);
  console.log(totalsLine(results));
  if (results.some(({ failures }) => failures.length > 0)) process.exitCode = 1;
}
