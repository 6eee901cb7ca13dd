import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: '.cache/e2e',
  // Much of a test is waiting: four of them keep two cores busy.
  workers: 4,
  fullyParallel: true,
  // Patience proves nothing: it is for machines that stand still, and longer for a test than for one wait, so that what it
  // waited for is what is told. A limit that the product keeps stands in its test.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  retries: 0,
  reporter: [['list']],
});
