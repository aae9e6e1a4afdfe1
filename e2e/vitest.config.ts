import { defineConfig } from 'vitest/config';

/** Browser journeys: one real server and one browser per file, one file at a time on a small machine. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    name: 'journeys',
    include: ['**/*.journey.ts'],
    environment: 'node',
    globalSetup: ['global-setup.ts'],
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 300_000,
    // A journey that only passes on a second try is broken.
    retry: 0,
  },
});
