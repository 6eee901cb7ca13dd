import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{app,main,renderer,stand-ins,scripts,e2e,bench}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'out/**', 'dist/**', '.cache/**'],
    pool: 'forks',
    // One more than a small machine has cores: several files spend half a minute waiting for a limit of the product's.
    maxWorkers: 3,
    // Adapters meet the real thing (HTTP, SQLite, SIP, Chromium), on machines with two cores.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    restoreMocks: true,
  },
});
