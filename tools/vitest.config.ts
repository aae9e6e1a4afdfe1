import { defineConfig } from 'vitest/config';

/** The tools' own tests, and those of the contracts. */
export default defineConfig({
  root: `${import.meta.dirname}/..`,
  test: { name: 'tools', include: ['tools/**/*.test.ts', 'contracts/src/**/*.test.ts'], environment: 'node' },
});
