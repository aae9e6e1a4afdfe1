import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openOf } from '../../../test/backup/awkward-workspace.ts';
import { emptyPlace, reachableEngines, watch } from '../../../test/backup/places.ts';
import { ENGINE, testLog } from '../../../test/harness.ts';
import { migrate } from '../../kernel/db/migrate.ts';
import { openLocalStorage } from '../../kernel/files/local-storage.ts';
import { findStoreIdentity, storeIdentity } from '../../kernel/files/owner.store.ts';
import { migrateJobs } from '../../kernel/jobs/boss.ts';
import { moveWorkspace } from './move-workspace.ts';

// Rows, servers and load: test/backup/under-load.deep.test.ts.

const engines = await reachableEngines();
describe.skipIf(ENGINE === 'postgres' || !engines.includes('postgres'))('a move', () => {
  it('hands the file store over, so that going back removes nothing', { timeout: 120_000 }, async () => {
    const [old, to] = [await emptyPlace('embedded'), await emptyPlace('postgres')];
    onTestFinished(() => old.remove());
    onTestFinished(() => to.remove());
    mkdirSync(old.dataDir, { recursive: true });
    const source = await openOf(old.config);
    await migrate(source.pool, { log: testLog, alsoUnderLock: migrateJobs });
    const before = await storeIdentity(source.db);
    await (await openLocalStorage(join(old.dataDir, 'files'))).setOwner({ workspace: before });
    await source.close();
    await moveWorkspace({ config: old.config, log: testLog, onCrash: () => {} }, to.databaseUrl as string, watch);
    const target = await openOf(to.config);
    onTestFinished(() => target.close());
    const note = JSON.parse(readFileSync(join(old.dataDir, 'files', 'owner.json'), 'utf8')) as { workspace: string };
    expect(note.workspace).toBe(await findStoreIdentity(target.db));
    expect(note.workspace).not.toBe(before);
  });
});
