import { createHash } from 'node:crypto';
import { type Dirent, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { StartRefused } from '../../src/kernel/db/lock-file.ts';
import { openDatabase } from '../../src/kernel/db/open-database.ts';
import { testLog } from '../harness.ts';
import { ENGINE } from '../template.ts';
import { openThings } from './load-milestone.ts';
import { faults } from './start-faults.ts';

// The same faults with the real `start` and `doctor` are in start-faults.deep.test.ts.

const { keep, giveBack } = openThings();
afterEach(giveBack);

/** Every file below a folder with a sum of its bytes. */
function contents(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const files = (readdirSync(folder, { recursive: true, withFileTypes: true }) as Dirent[]).filter((entry) => entry.isFile());
  return files
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`)
    .sort();
}

describe('a start that cannot go on says why, and touches nothing:', () => {
  for (const { name, engine, says, skip, slow, make } of faults) {
    if (engine !== ENGINE || slow) continue;
    if (skip !== null) console.log(`!! NOT TRIED: ${name}: ${skip}.`);
    it.skipIf(skip !== null)(name, { timeout: 60_000 }, async () => {
      const home = mkdtempSync(join(tmpdir(), 'portico-fault-'));
      keep(() => rmSync(home, { recursive: true, force: true }));
      const place = await make(home, keep);
      const before = contents(place.dataDir);
      const error: unknown = await openDatabase({ ...place, log: testLog, onCrash: () => {} }).then(
        async (database) => {
          await database.close();
          return null;
        },
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(StartRefused);
      expect((error as Error).message).toMatch(says);
      expect((error as Error).message).not.toContain('secretword');
      expect(contents(place.dataDir)).toEqual(before);
    });
  }
});
