import { existsSync, readFileSync } from 'node:fs';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isOutcomeUnknown, postgresTarget } from '../../src/kernel/backup/targets.ts';
import { restoreWorkspace } from '../../src/modules/backups/restore-workspace.ts';
import { ENGINE, testLog } from '../harness.ts';
import { copyPostgres, dropPostgres } from '../template.ts';
import { type AwkwardWorkspace, awkwardWorkspace, configOf, filesIn, openOf, query, watch } from './awkward-workspace.ts';

// A line to the PostgreSQL server that breaks in the very moment of the commit; the server itself is the real one.

type Trouble = 'answer lost' | 'request lost' | 'answer lost and away';
let trouble: Trouble | null = null;
let away = false;
let line: Server;
const open = new Set<Socket>();

function startLine(url: string): Promise<Server> {
  const { hostname, port } = new URL(url);
  const server = createServer((near) => {
    if (away) return void near.destroy();
    const far = dial(Number(port || '5432'), hostname);
    let deaf = false;
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => open.delete(socket));
    }
    far.on('data', (data) => deaf || near.write(data));
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
    near.on('data', (data) => {
      if (!trouble || !data.includes('COMMIT')) return void far.write(data);
      const kind = trouble;
      trouble = null;
      away = kind === 'answer lost and away';
      if (kind === 'request lost') return void near.destroy();
      deaf = true;
      far.write(data);
      far.once('data', () => near.destroy());
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
const through = (url: string): string =>
  Object.assign(new URL(url), { hostname: '127.0.0.1', port: String((line.address() as { port: number }).port) }).toString();

describe.runIf(ENGINE === 'postgres')('a target whose line breaks during the commit', () => {
  let url: string;
  beforeAll(async () => {
    url = await copyPostgres({ empty: true });
    line = await startLine(url);
  });
  beforeEach(() => {
    away = false;
  });
  afterAll(async () => {
    for (const socket of open) socket.destroy();
    line.close();
    await dropPostgres(url);
  });
  const fillThrough = async (kind: Trouble, table: string): Promise<string> => {
    const target = await postgresTarget(through(url), testLog, 1_000);
    try {
      trouble = kind;
      return await target.fill(async (client) => {
        await client.query(`CREATE TABLE ${table} (id int)`);
        return 'filled';
      }, true);
    } finally {
      await target.close();
    }
  };

  it('is empty when the server never heard of it, and says that it failed', async () => {
    const failed = await fillThrough('request lost', 'never').catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Error);
    expect(isOutcomeUnknown(failed)).toBe(false);
    // Offered again, it is empty.
    await (await postgresTarget(url, testLog)).close();
  });

  it('says that nobody knows while the server cannot be asked', async () => {
    const failed = await fillThrough('answer lost and away', 'unknown').catch((error: unknown) => error);
    expect(isOutcomeUnknown(failed)).toBe(true);
    expect((failed as Error).message).toMatch(/Nothing was taken back.*start the same command again/);
    await expect(postgresTarget(url, testLog)).rejects.toThrow('is not empty');
  });

  it('is filled when the server kept it, and says so', async () => {
    await dropPostgres(url);
    url = await copyPostgres({ empty: true });
    expect(await fillThrough('answer lost', 'kept')).toBe('filled');
    await expect(postgresTarget(url, testLog)).rejects.toThrow('it has kept');
  });
});

describe.runIf(ENGINE === 'postgres')('a restore whose line breaks during the commit', () => {
  let w: AwkwardWorkspace;
  beforeAll(async () => {
    w = await awkwardWorkspace();
    away = false;
    line = await startLine(w.config.databaseUrl ?? '');
  }, 120_000);
  afterAll(async () => {
    for (const socket of open) socket.destroy();
    line.close();
    await w.close();
  });

  it('keeps files and secret beside the database that was kept, and succeeds', { timeout: 60_000 }, async () => {
    const place = await w.emptyPlace('cut');
    const config = configOf(place.dataDir, through(place.databaseUrl ?? ''));
    trouble = 'answer lost';
    const done = await restoreWorkspace({ config, log: testLog }, { path: w.path, passphraseFile: null }, watch);
    expect(trouble).toBeNull();
    expect(done).toMatchObject({ rows: w.report.rows, files: { count: 1 }, secretWritten: true });
    expect(readFileSync(join(place.dataDir, 'secret'), 'utf8')).toBe(readFileSync(join(w.config.dataDir, 'secret'), 'utf8'));
    expect(existsSync(join(place.dataDir, 'restore.json'))).toBe(false);
    const there = await openOf(place);
    const [row] = await query<{ storage_key: string }>(there, 'SELECT storage_key FROM files');
    await there.close();
    expect(filesIn(place)).toContain(row?.storage_key);
  });

  it('that never began to be kept leaves nothing, and works the next time', { timeout: 60_000 }, async () => {
    const place = await w.emptyPlace('lost');
    const config = configOf(place.dataDir, through(place.databaseUrl ?? ''));
    trouble = 'request lost';
    const options = { path: w.path, passphraseFile: null };
    await expect(restoreWorkspace({ config, log: testLog }, options, watch)).rejects.toThrow();
    expect(filesIn(place).filter((name) => /^(secret|restore.json|[0-9a-f]{32})$/.test(name))).toEqual([]);
    expect(await restoreWorkspace({ config, log: testLog }, options, watch)).toMatchObject({ rows: w.report.rows });
  });
});
