import { defineConfig } from 'vitest/config';

// What hears and speaks, is cut off, or is killed at a moment: what a busy machine would make late or wrong.
const IN_REAL_TIME = [
  'stand-ins/pbx/**/*.test.ts',
  'main/voice/carrier-contract.test.ts',
  'main/proofs/*.test.ts',
];

const shared = {
  exclude: ['**/node_modules/**', 'out/**', 'dist/**', '.cache/**'],
  pool: 'forks',
  // Adapters meet the real thing (HTTP, SQLite, SIP, Chromium), on machines with two cores.
  // Longer than one wait: what it waited for is what is told.
  testTimeout: 60_000,
  hookTimeout: 120_000,
  restoreMocks: true,
} as const;

export default defineConfig({
  test: {
    teardownTimeout: 10_000,
    projects: [
      {
        test: {
          ...shared,
          name: 'side by side',
          include: ['{app,main,renderer,stand-ins,scripts,e2e,bench}/**/*.test.{ts,tsx}'],
          exclude: [...shared.exclude, ...IN_REAL_TIME],
          sequence: { groupOrder: 0 },
          maxWorkers: 2,
        },
      },
      {
        // One at a time: a call has the machine to itself, as on a rep's desk.
        test: {
          ...shared,
          exclude: [...shared.exclude],
          name: 'in real time',
          include: IN_REAL_TIME,
          sequence: { groupOrder: 1 },
          maxWorkers: 1,
        },
      },
    ],
  },
});
