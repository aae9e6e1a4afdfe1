import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../steps.ts';
import { runSuite } from './suites.ts';

let folder: string;
const suite = () => runSuite({ name: 'a suite to test the runner', config: `${path.relative(root, folder)}/vitest.config.ts` });
const file = (base: string, text: string) => writeFileSync(path.join(folder, base), `import { expect, it } from 'vitest';\n${text}`);
beforeEach(() => {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  folder = mkdtempSync(path.join(root, '.cache', 'suite-'));
  file('vitest.config.ts', `export default { root: import.meta.dirname, test: { include: ['*.test.ts'] } };`);
  file('steady.test.ts', `it('stands', () => {});`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a suite', { timeout: 60_000 }, () => {
  it('whose test passes when it is asked again alone passes, and names it', async () => {
    const mark = JSON.stringify(path.join(folder, 'once'));
    file(
      'wavering.test.ts',
      `import { existsSync, writeFileSync } from 'node:fs';
       it('wavers', () => { const again = existsSync(${mark}); writeFileSync(${mark}, ''); expect(again).toBe(true); });`,
    );
    const result = await suite();
    expect(result).toMatchObject({ passed: 2, failed: 0, failures: [] });
    expect(result.unsteady).toEqual([expect.stringMatching(/wavering\.test\.ts › wavers: AssertionError: expected false to be true/)]);
  });

  it('whose test fails alone too fails, and names it', async () => {
    file('broken.test.ts', `it('falls', () => { expect(1).toBe(2); });`);
    const result = await suite();
    expect(result).toMatchObject({ passed: 1, failed: 1 });
    expect(result.failures).toEqual([expect.stringMatching(/broken\.test\.ts › falls: AssertionError: expected 1 to be 2/)]);
    expect(result.unsteady).toBeUndefined();
  });

  it('with a file that breaks before its first test fails', async () => {
    file('torn.test.ts', `throw new Error('torn');`);
    expect(await suite()).toMatchObject({ passed: 1, failed: 1, failures: [expect.stringContaining('torn.test.ts: torn')] });
  });
});
