import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: '.cache/e2e',
  // Each test starts a whole application and its servers: more than two at once measure the machine.
  workers: 2,
  fullyParallel: true,
  // Longer than one wait: what it waited for is what is told.
  timeout: 120_000,
  expect: { timeout: 25_000 },
  forbidOnly: true,
  retries: 0,
  reporter: [['list']],
});
