import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FileServer, fileServer } from '../../../test/file-server.ts';
import { ENGINE } from '../../../test/template.ts';
import { findStoreIdentity, handOverStore, renewStoreIdentity, storeIdentity } from '../../kernel/files/owner.store.ts';
import { fileService, openFiles } from '../../kernel/files/service.ts';
import { runCheck } from '../../kernel/health/checks.ts';
import { fileChecks } from './files.checks.ts';
import { collectWaitingFiles, sweepOrphans } from './files.jobs.ts';
import { removeFiles } from './files.linking.ts';

// Two databases look at one store: production, and a copy of it (or a wrong one). The tables of the copy are another server's.

let production: FileServer;
let copy: FileServer;
let folder: string;
beforeAll(async () => {
  production = await fileServer();
  copy = await fileServer();
});
afterAll(async () => {
  await copy.close();
  await production.close();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-shared-'));
  await openFiles({ folder, crypto: production.kernel.services.crypto, limits: { minFreeBytes: 0 } });
  for (const server of [production, copy]) server.kernel.shift(25 * 3600_000);
});
afterEach(async () => {
  for (const server of [production, copy]) {
    server.kernel.shift(-25 * 3600_000);
    await server.kernel.db.execute(sql`delete from files`);
    await server.kernel.db.execute(sql`delete from kernel_facts where name like 'files.%'`);
  }
  await rm(folder, { recursive: true, force: true });
});

const SOMEBODY = { accountId: null, kind: 'system', audience: 'system' } as never;
const job = (server: FileServer) => server.kernel.operations.read({ actor: SOMEBODY, origin: 'job' });
const sweep = (server: FileServer): Promise<number> => sweepOrphans(job(server), 0);
const check = (server: FileServer) => runCheck(fileChecks[0]!, job(server));
const keys = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true }))
    .map((path) => path.split('/').at(-1)!)
    .filter((name) => /^[0-9a-f]{32}$/.test(name))
    .sort();
/** Bytes in the store, and the rows that these databases have for them. */
async function stored(count: number, ...known: FileServer[]): Promise<string[]> {
  const made: string[] = [];
  for (let i = 0; i < count; i++) {
    const { key, sha256 } = await fileService().storage.put(Readable.from([Buffer.from('a')]), { maxBytes: 10 });
    made.push(key);
    for (const { kernel } of known) {
      await kernel.db.execute(sql`insert into files (storage_key, size, sha256, name, kind, media_type, uploaded_at, owner_kind, owner_id, linked_at)
        values (${key}, 1, ${sha256}, 'a', 'other', 'text/plain', now(), 'thing', 1, now())`);
    }
  }
  return made;
}
const ownerNote = async () => JSON.parse(await readFile(join(folder, 'owner.json'), 'utf8')) as object;

describe('a copy of the database beside the store of production', () => {
  it('removes none of the files it does not know, nor those of its own rows, and says so', async () => {
    const shared = await stored(3, production, copy);
    expect(await sweep(production)).toBe(0);
    const later = await stored(2, production);
    expect(await sweep(copy)).toBe(0);
    expect(await check(copy)).toMatchObject({
      state: 'warning',
      reason: 'foreign',
      detail: 'The file folder belongs to another database of Portico. Files are read and kept, but none is removed from it.',
      advice: expect.stringContaining(`{"workspace":"${await storeIdentity(copy.kernel.db)}"}`),
    });
    const { rows } = await copy.kernel.db.execute<{ id: number }>(sql`select id from files order by id limit 1`);
    await copy.kernel.operations.write({ actor: SOMEBODY, origin: 'job' }, (ctx) => removeFiles(ctx, [rows[0]!.id]));
    await copy.kernel.db.execute(sql`update files set owner_kind = null, owner_id = null, linked_at = null`);
    await copy.kernel.db.execute(sql`update files set uploaded_at = now() - interval '3 days'`);
    expect(await collectWaitingFiles(job(copy))).toBe(2);
    expect(await keys()).toEqual([...shared, ...later].sort());
    expect((await check(production)).state).toBe('ok');
  });

  // Here the embedded ones are copies of one folder, which nothing tells apart.
  it.runIf(ENGINE === 'postgres')('has another name, though its rows are the same', async () => {
    const name = await storeIdentity(production.kernel.db);
    expect(await storeIdentity(production.kernel.db)).toBe(name);
    const { rows } = await production.kernel.db.execute<{ value: object }>(sql`select value from kernel_facts where name = 'files.store'`);
    await copy.kernel.db.execute(
      sql`insert into kernel_facts (name, value, updated_at) values ('files.store', ${JSON.stringify({ ...rows[0]!.value })}::jsonb, now())`,
    );
    expect(await findStoreIdentity(copy.kernel.db)).toBeNull();
    expect(await storeIdentity(copy.kernel.db)).not.toBe(name);
    expect(await findStoreIdentity(copy.kernel.db)).toBe(await storeIdentity(copy.kernel.db));
  });

  it('does not become the owner of a store that nobody has claimed, while it knows less than all of it', async () => {
    await stored(3, production, copy);
    const later = await stored(1, production);
    expect(await sweep(copy)).toBe(0);
    expect(await check(copy)).toMatchObject({ state: 'warning', reason: 'unowned', values: { suspects: 1, known: 3 } });
    expect(await sweep(production)).toBe(0);
    expect(await ownerNote()).toEqual({ workspace: await storeIdentity(production.kernel.db) });
    expect(await keys()).toEqual(expect.arrayContaining(later));
  });
});

describe('the owner itself', () => {
  it('removes what is left over', async () => {
    const kept = await stored(1, production);
    await sweep(production);
    await stored(100);
    expect(await sweep(production)).toBe(100);
    expect(await keys()).toEqual(kept);
  });

  it.each([
    ['knows no file at all', 0, 1, 'empty'],
    ['does not know suspiciously many', 1, 101, 'many'],
  ])("removes nothing when it %s, until somebody says that they are nobody's; once", async (_, known, unknown, reason) => {
    await sweep(production);
    await stored(known, production);
    await stored(unknown);
    expect([await sweep(production), (await keys()).length]).toEqual([0, known + unknown]);
    expect(await check(production)).toMatchObject({
      state: 'warning',
      reason,
      values: { suspects: unknown, known },
      advice: expect.stringContaining(`"mayRemove":${unknown}}`),
    });
    const workspace = await storeIdentity(production.kernel.db);
    await writeFile(join(folder, 'owner.json'), `{"workspace":"${workspace}","mayRemove":${unknown}}`);
    expect([await sweep(production), (await keys()).length]).toEqual([unknown, known]);
    expect([(await check(production)).state, await ownerNote()]).toEqual(['ok', { workspace }]);
  });

  it('stops when another takes the store over between its two looks', async () => {
    await stored(1, production);
    await sweep(production);
    await stored(2);
    const sweeping = sweepOrphans(job(production), 1_000);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await writeFile(join(folder, 'owner.json'), 'no longer readable');
    expect([await sweeping, (await keys()).length]).toEqual([0, 3]);
  });
});

describe('after a move', () => {
  it('the new database owns the store and the old one no longer does', async () => {
    await stored(2, production, copy);
    await sweep(production);
    const from = await storeIdentity(production.kernel.db);
    await copy.kernel.db.execute(
      sql`insert into kernel_facts (name, value, updated_at) values ('files.store', ${JSON.stringify({ id: from })}::jsonb, now())`,
    );
    const names = await renewStoreIdentity(copy.kernel.database.pool as never);
    expect(names).toEqual({ from, to: await storeIdentity(copy.kernel.db) });
    await handOverStore(fileService().storage, names);
    await stored(1, copy);
    expect([await sweep(production), (await check(production)).reason]).toEqual([0, 'foreign']);
    await stored(1);
    expect([await sweep(copy), (await keys()).length]).toEqual([1, 3]);
  });
});
