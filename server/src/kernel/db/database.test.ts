import { Socket } from 'node:net';
import { sql } from 'drizzle-orm';
import { integer, pgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ENGINE, testDatabase } from '../../../test/harness.ts';
import { problemOf } from '../http/problem.ts';
import { day, instant, instantFromSql, isoText } from './columns.ts';
import { beginOn, ConnectionLost, GuardedPool, ReportingClient } from './connection.ts';
import type { Database } from './database.ts';
import { recordStatements } from './statements.ts';
import { afterCommit, runTransaction } from './transaction.ts';

const notes = pgTable('notes', { id: integer('id').primaryKey(), at: instant('at'), on: day('on_day') });
let database: Database;
const ids = async () => (await database.db.select({ id: notes.id }).from(notes).orderBy(notes.id)).map((row) => row.id);

beforeAll(async () => {
  database = await testDatabase({ empty: true });
  await database.db.execute(sql`CREATE TABLE notes (id int PRIMARY KEY, at timestamptz(3), on_day date)`);
});
beforeEach(() => database.db.delete(notes) as unknown as Promise<void>);
afterAll(() => database.close());

describe('columns', () => {
  it('carry instants and days as text, unchanged by zones', async () => {
    for (const [id, at] of ['2026-03-29T01:30:00.000Z', '1999-12-31T23:59:59.999Z', '2026-11-21T08:51:00.050Z'].entries()) {
      await database.db.insert(notes).values({ id, at, on: '2026-02-28' });
      const [row] = await database.db
        .select({ at: notes.at, on: notes.on, text: isoText(notes.at) })
        .from(notes)
        .where(sql`id = ${id}`);
      expect(row).toEqual({ at, on: '2026-02-28', text: at });
    }
    expect(() => instantFromSql('2026-11-21 08:51:00+01')).toThrow('not in UTC');
  });
});

describe('transactions', () => {
  it('commit or roll back as a whole, and run after-commit work only after a commit', async () => {
    const ran: string[] = [];
    await database.transaction(async (tx) => {
      await tx.insert(notes).values({ id: 1 });
      afterCommit(() => void ran.push('kept'));
      expect(ran).toEqual([]);
    });
    const failing = database.transaction(async (tx) => {
      await tx.insert(notes).values({ id: 2 });
      afterCommit(() => void ran.push('lost'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect([await ids(), ran]).toEqual([[1], ['kept']]);
  });

  it('refuse the outer handle and a second transaction inside, instead of waiting for ever', async () => {
    const nested = database.transaction(() => ids());
    await expect(nested).rejects.toThrow();
    await expect(database.transaction(() => database.transaction(async () => 1))).rejects.toThrow('already open');
    expect(await ids()).toEqual([]);
  });

  it('leave background work that outlives them alone', async () => {
    let late: Promise<number[]> = Promise.resolve([]);
    await database.transaction(async () => {
      late = new Promise((resolve) => setTimeout(resolve, 20)).then(ids);
    });
    expect(await late).toEqual([]);
  });

  it('are tried again after a serialization failure, but not after other errors', async () => {
    let attempts = 0;
    const fail = (code: string) =>
      database.transaction(async (tx) => {
        attempts += 1;
        await tx.insert(notes).values({ id: attempts });
        if (attempts < 3) throw Object.assign(new Error('again'), { code });
      });
    await fail('40001');
    expect([attempts, await ids()]).toEqual([3, [3]]);
    attempts = 0;
    await expect(fail('23505')).rejects.toThrow('again');
    expect(attempts).toBe(1);
  });

  it('survive a failed statement in a savepoint', async () => {
    await database.transaction(async (tx) => {
      await tx.insert(notes).values({ id: 1 });
      await tx.transaction((inner) => inner.insert(notes).values({ id: 1 })).catch(() => {});
      await tx.insert(notes).values({ id: 2 });
    });
    expect(await ids()).toEqual([1, 2]);
  });
});

describe('statements', () => {
  it('are counted for the caller only, also when others use the database at the same time', async () => {
    const [{ statements }] = await Promise.all([
      recordStatements(async () => {
        await ids();
        await database.transaction((tx) => tx.insert(notes).values({ id: 9 }));
      }),
      ids(),
      ids(),
    ]);
    expect(statements.map((text) => text.split(' ')[0])).toEqual(['select', 'begin', 'insert', 'commit']);
  });

  it('that fail do not cost the connection', async () => {
    const before = database.pool.totalCount;
    await database.db.insert(notes).values({ id: 5 });
    for (let i = 0; i < 3; i++) await expect(database.db.insert(notes).values({ id: 5 })).rejects.toThrow();
    expect(database.pool.totalCount).toBeLessThanOrEqual(Math.max(before, 1));
    expect(await ids()).toEqual([5]);
  });
});

describe('a line that breaks', () => {
  /** A pool whose lines end like this while they are being connected. */
  const poolOf = (message: string, code: string) => {
    const stream = () => {
      const socket = new Socket();
      socket.connect = () => {
        setImmediate(() => socket.destroy(Object.assign(new Error(message), { code })));
        return socket;
      };
      return socket;
    };
    // biome-ignore lint/suspicious/noExplicitAny: pg types the class option as the plain Client
    return new GuardedPool({ host: 'db.test', stream, Client: ReportingClient as any });
  };

  it.each([
    ['connect ECONNRESET 127.0.0.1:5432', 'ECONNRESET'],
    ['read ECONNRESET', 'ECONNRESET'],
    ['write EPIPE', 'EPIPE'],
    ['connect ETIMEDOUT 10.0.0.9:5432', 'ETIMEDOUT'],
    ['connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED'],
    ['getaddrinfo EAI_AGAIN db.test', 'EAI_AGAIN'],
  ])('while it is made (%s) is told as a lost database, never as a browser that left', async (message, code) => {
    const pool = poolOf(message, code);
    const errors = await Promise.all([
      pool.query('SELECT 1').catch((error) => error),
      runTransaction(beginOn(pool), async () => 1).catch((error) => error),
    ]);
    for (const error of errors)
      expect(problemOf(error, 'x')).toMatchObject({ status: 503, retryAfter: 5, body: { code: 'database.unavailable' } });
    await pool.end();
  });

  it('to somebody else inside a transaction costs neither the connection nor the true reason', async () => {
    const theirs = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    const failing = database.transaction(async (tx) => {
      await tx.insert(notes).values({ id: 1 });
      throw theirs;
    });
    await expect(failing).rejects.toBe(theirs);
    expect(await ids()).toEqual([]);
  });
});

describe('a mistake of ours', () => {
  it('in the protocol, as too many values, is no broken connection', async () => {
    const client = await database.pool.connect();
    try {
      await expect(client.query('SELECT $1::int', [1, 2])).rejects.toMatchObject({ code: '08P01' });
      expect((client as unknown as ReportingClient).broken).toBe(false);
      expect((await client.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
    } finally {
      client.release();
    }
    await expect(database.pool.query('SELECT $1::int', [1, 2])).rejects.not.toBeInstanceOf(ConnectionLost);
  });
});

describe.runIf(ENGINE === 'postgres')('connections', () => {
  const cut = sql`SELECT pg_terminate_backend(pg_backend_pid())`;
  const insert = (id: number) => database.transaction((tx) => tx.insert(notes).values({ id }));

  it('that are cut in the middle fail their own transaction, and are replaced as often as it happens', async () => {
    for (let n = 0; n < 12; n++) {
      const failing = database.transaction(async (tx) => {
        await tx.insert(notes).values({ id: n });
        await tx.execute(cut);
      });
      await expect(failing).rejects.toMatchObject({ code: '08006' });
    }
    // Twelve times what the pool holds would be stuck here.
    await insert(50);
    expect(await ids()).toEqual([50]);
  });

  it('that are cut while a transaction waits for something else do not end the process', async () => {
    let tell: (pid: number) => void = () => {};
    const pid = new Promise<number>((resolve) => {
      tell = resolve;
    });
    const cutting = pid.then((id) => database.db.execute(sql`SELECT pg_terminate_backend(${id}::int)`));
    const failing = database.transaction(async (tx) => {
      const { rows } = await tx.execute<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
      tell(rows[0]?.pid ?? 0);
      await cutting;
      await new Promise((resolve) => setTimeout(resolve, 200));
      await tx.insert(notes).values({ id: 60 });
    });
    await expect(failing).rejects.toMatchObject({ code: '08006' });
    expect(await ids()).toEqual([]);
  });

  it('that were cut while idle cost nothing but the next try', async () => {
    await Promise.all([insert(70), insert(71), insert(72)]);
    await database.db.execute(
      sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    for (const id of [73, 74, 75, 76, 77, 78]) await insert(id).catch(() => {});
    await insert(79);
    expect(await ids()).toContain(79);
  });

  it('that break during the commit say that nobody knows', async () => {
    await database.db.execute(sql`CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); RETURN NULL; END'`);
    await database.db.execute(sql`CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON notes DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION cut()`);
    await expect(insert(80)).rejects.toMatchObject({ code: '08007' });
    await database.db.execute(sql`DROP TRIGGER cut ON notes`);
    await insert(81);
    expect(await ids()).toEqual([81]);
  });
});
