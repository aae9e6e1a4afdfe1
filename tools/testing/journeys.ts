import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root, runStep } from '../steps.ts';
import { runSuite, type SuiteResult } from './suites.ts';

interface Journey {
  readonly file: string;
  readonly tests: number;
}

export type Tier = 'every day' | 'deep';
const DEEP = '.deep.journey.ts';

function listJourneys(tier: Tier): Journey[] {
  const folder = path.join(root, 'e2e');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.journey.ts') && name.endsWith(DEEP) === (tier === 'deep') && !name.includes('node_modules'))
    .sort()
    .map((name) => ({
      file: `e2e/${name}`,
      tests: Math.max(1, [...readFileSync(path.join(folder, name), 'utf8').matchAll(/^\s*(?:it|test)(?:\.\w+)*\(/gm)].length),
    }));
}

function skippedLoudly(name: string, journeys: readonly Journey[], why: string): SuiteResult {
  const line = '!'.repeat(78);
  console.log(`\n${line}\n!! BROWSER JOURNEYS SKIPPED: ${why}`);
  for (const journey of journeys) console.log(`!!   not run: ${journey.file}`);
  console.log(line);
  const skipped = journeys.reduce((sum, journey) => sum + journey.tests, 0);
  return { name, passed: 0, failed: 0, skipped, seconds: 0, note: `skipped: ${why}` };
}

/** Builds the portals, then runs the journeys of a tier in the Chromium that is there; without one, says loudly what was not run. */
export async function runJourneys(tier: Tier, { beside = false } = {}): Promise<SuiteResult> {
  const journeys = listJourneys(tier);
  const suite = tier === 'deep' ? 'deep browser journeys' : 'browser journeys';
  const { findChromium } = (await import('../../e2e/chromium.ts')) as { findChromium: () => string | null };
  const browser = findChromium();
  if (!browser) return skippedLoudly(suite, journeys, 'no Chromium was found. Install the package "chromium" or set CHROMIUM_PATH.');
  if (!existsSync(path.join(root, 'server/src/main.ts'))) {
    return { name: suite, passed: 0, failed: 1, skipped: 0, seconds: 0, note: 'server/src/main.ts is missing' };
  }
  const build = await runStep({ name: 'build', command: process.execPath, args: ['tools/bootstrap.mjs', '--web'], live: true });
  if (!build.ok) return { name: suite, passed: 0, failed: 1, skipped: 0, seconds: build.seconds, note: 'the portals could not be built' };
  return runSuite({
    name: `${suite} (${path.basename(browser)})`,
    config: 'e2e/vitest.config.ts',
    beside,
    args: tier === 'deep' ? [DEEP] : ['--exclude', `**/*${DEEP}`],
  });
}
