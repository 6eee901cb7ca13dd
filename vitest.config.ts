import { defineConfig } from 'vitest/config';

/** Calls at a real phone system, as far as a second one beside them does no harm. */
const CALLS = ['stand-ins/pbx/**/*.test.ts', 'main/voice/carrier-contract.test.ts'];

/**
 * What measures sound, lines or memory, and what is killed at a moment: a busy machine would make it wrong. And what
 * adds a network to the machine: every browser on it looks for new ways then.
 */
const ALONE = [
  'stand-ins/pbx/browser/{devices,leaks,quality,sound}.test.ts',
  'stand-ins/pbx/{netns,turn}/*.test.ts',
  'stand-ins/pbx/poor-network/*.test.ts',
  'stand-ins/pbx/sipp/soak.test.ts',
  'main/proofs/*.test.ts',
];

const NEVER = ['**/node_modules/**', 'out/**', 'dist/**', '.cache/**'];

/** One after the other, each with as many files at once as its tests bear on a machine with two cores. */
const GROUPS = [
  {
    name: 'side by side',
    include: ['{app,main,renderer,stand-ins,scripts,e2e,bench}/**/*.test.{ts,tsx}'],
    exclude: [...NEVER, ...CALLS, ...ALONE],
    maxWorkers: 2,
  },
  { name: 'calls', include: CALLS, exclude: [...NEVER, ...ALONE], maxWorkers: 2 },
  { name: 'alone', include: ALONE, exclude: NEVER, maxWorkers: 1 },
];

export default defineConfig({
  test: {
    teardownTimeout: 10_000,
    projects: GROUPS.map((group, groupOrder) => ({
      test: {
        ...group,
        pool: 'forks',
        sequence: { groupOrder },
        // Longer than one wait: what it waited for is what is told.
        testTimeout: 60_000,
        hookTimeout: 120_000,
        restoreMocks: true,
      },
    })),
  },
});
