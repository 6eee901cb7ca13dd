import { defineConfig } from 'vitest/config';
import { vitestReporter } from './scripts/suites/vitest-reporter.ts';

/** Tests that open pages, call, or start programs: they wait more than they work, so more of them go side by side. */
const WAITING = [
  'e2e/**/*.test.ts',
  'stand-ins/{pbx,keyring}/**/*.test.ts',
  'main/{outreach,proofs,secrets,voice}/**/*.test.ts',
  'scripts/**/*.test.ts',
];

/** What adds a network to the machine: every browser on it looks for new ways then. */
const NETWORKS = ['stand-ins/pbx/netns/*.test.ts', 'stand-ins/pbx/turn/*.test.ts'];

const NEVER = ['**/node_modules/**', 'out/**', 'dist/**', '.cache/**'];

/** One after the other. */
const GROUPS = [
  {
    name: 'rules',
    include: ['{app,main,renderer,stand-ins,bench}/**/*.test.{ts,tsx}'],
    exclude: [...NEVER, ...WAITING],
    maxWorkers: 2,
  },
  { name: 'waiting', include: WAITING, exclude: [...NEVER, ...NETWORKS], maxWorkers: 5 },
  { name: 'networks', include: NETWORKS, exclude: NEVER, maxWorkers: 1 },
];

export default defineConfig({
  test: {
    teardownTimeout: 10_000,
    reporters: ['default', vitestReporter(import.meta.dirname)],
    projects: GROUPS.map((group, groupOrder) => ({
      test: {
        ...group,
        pool: 'forks',
        // Nothing happens on import, so files may share a process: starting one takes longer than most of them.
        isolate: false,
        ...(group.name === 'rules' ? {} : { globalSetup: 'scripts/suites/built-program.ts' }),
        sequence: { groupOrder },
        // Longer than one wait: what it waited for is what is told.
        testTimeout: 300_000,
        hookTimeout: 300_000,
        restoreMocks: true,
      },
    })),
  },
});
