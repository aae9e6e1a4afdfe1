import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINE, testLog } from '../../../test/harness.ts';
import { templateFile } from '../../../test/template.ts';
import { ReportingClient } from './connection.ts';
import { type Database, openEmbedded } from './database.ts';
import { type EmbeddedServer, startEmbedded } from './embedded.ts';
import { inBackground, LONGEST_WAIT_MS, TurnTakingPool } from './embedded-turns.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe.runIf(ENGINE === 'pglite')('the one session of the embedded database', () => {
  let server: EmbeddedServer;
  let database: Database;
  /** A second pool on the same session, whose patience outlasts any machine: what it shows is order, not speed. */
  let patient: TurnTakingPool;
  beforeAll(async () => {
    server = await startEmbedded({ folder: null, template: templateFile() });
    database = openEmbedded(server, { log: testLog });
    const config = { host: server.socketFolder, port: server.socketPort, user: 'postgres', database: 'postgres', max: 1 };
    // biome-ignore lint/suspicious/noExplicitAny: pg types the class option as the plain Client
    patient = new TurnTakingPool({ ...config, Client: ReportingClient as any }, 60_000);
  });
  afterAll(async () => {
    await patient.end();
    await database.close();
  });

  it('goes to requests first, however many jobs asked before them', async () => {
    const order: string[] = [];
    const first = await patient.connect();
    const jobs = Array.from({ length: 8 }, () => inBackground(() => patient.query('SELECT 1')).then(() => order.push('job')));
    await pause(20);
    const requests = Array.from({ length: 5 }, () => patient.query('SELECT 1').then(() => order.push('request')));
    first.release();
    await Promise.all([...jobs, ...requests]);
    expect(order).toEqual([...Array(5).fill('request'), ...Array(8).fill('job')]);
  });

  it('goes to a job within a bounded time, also while requests never stop', { timeout: 60_000 }, async () => {
    let stop = false;
    let asked = 0;
    const person = async (): Promise<void> => {
      while (!stop) {
        await database.pool.query('SELECT count(*) FROM generate_series(1, 3000)');
        asked += 1;
      }
    };
    const people = [person(), person(), person(), person()];
    let shortest = Infinity;
    for (let n = 0; n < 10; n++) {
      const began = performance.now();
      await inBackground(() => database.pool.query('SELECT 1'));
      shortest = Math.min(shortest, performance.now() - began);
      expect(performance.now() - began).toBeLessThan(LONGEST_WAIT_MS + 5_000);
    }
    stop = true;
    await Promise.all(people);
    // It really was busy all the time, and the job really stood back.
    expect(asked).toBeGreaterThan(20);
    expect(shortest).toBeGreaterThanOrEqual(LONGEST_WAIT_MS - 5);
  });

  it('is given back also when a request asks in a way that is refused', async () => {
    await expect(database.transaction(async () => database.pool.query('SELECT 1'))).rejects.toThrow('use ctx.tx');
    const began = performance.now();
    await inBackground(() => database.pool.query('SELECT 1'));
    await pause(50);
    expect(performance.now() - began).toBeLessThan(5_000);
    await expect(inBackground(() => database.transaction(async () => 7))).resolves.toBe(7);
  });
});
