import { sql } from 'drizzle-orm';
import type { NamedFile } from '../../kernel/backup/create-backup.ts';
import type { Client } from '../../kernel/backup/tables.ts';
import type { Db } from '../../kernel/context.ts';

// What of the product a backup has to know: which stored files rows name, and whether somebody could administer what was restored.

const PAGE = 1_000;
const STORED = `SELECT storage_key AS key, size, sha256 FROM files UNION ALL SELECT storage_key, size, NULL FROM file_variants`;

/** Every stored file that the rows of a snapshot name, in pieces. */
export async function* listStoredFiles(client: Client): AsyncGenerator<readonly NamedFile[]> {
  for (let after = ''; ; ) {
    const { rows } = await client.query<{ key: string; size: number }>(
      `SELECT key, size FROM (${STORED}) AS stored WHERE key > $1 ORDER BY key LIMIT ${PAGE}`,
      [after],
    );
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)?.key ?? '';
  }
}

/** Those of the keys that rows name right now. */
export async function listNamedKeys(db: Db, keys: readonly string[]): Promise<string[]> {
  const list = sql.join(
    keys.map((key) => sql`${key}`),
    sql`, `,
  );
  const { rows } = await db.execute<{ key: string }>(
    sql`SELECT storage_key AS key FROM files WHERE storage_key IN (${list}) UNION SELECT storage_key FROM file_variants WHERE storage_key IN (${list})`,
  );
  return rows.map((row) => row.key);
}

export interface ExpectedFile {
  readonly size: number;
  /** Null for pictures we made ourselves: they can be made again. */
  readonly sha256: string | null;
}

/** What restored rows say of their files. */
export async function readExpectedFiles(client: Client): Promise<Map<string, ExpectedFile>> {
  const { rows } = await client.query<{ key: string; size: number; sha256: string | null }>(STORED);
  return new Map(rows.map(({ key, ...expected }) => [key, expected]));
}

/** Active master administrators with an address or a password: those who could sign in and put the rest in order. */
export async function countAdministrators(client: Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM techs t JOIN accounts a ON a.id = t.id
     WHERE t.role = 'master-admin' AND a.active AND (a.email IS NOT NULL OR EXISTS (SELECT 1 FROM account_passwords p WHERE p.account_id = a.id))`,
  );
  return rows[0]?.count ?? 0;
}

export interface WorkspaceFigures {
  readonly tickets: number;
  readonly comments: number;
  readonly people: number;
  readonly waitingJobs: number;
}
export async function readFigures(client: Client): Promise<WorkspaceFigures> {
  const { rows } = await client.query<WorkspaceFigures>(
    `SELECT (SELECT count(*)::int FROM tickets) AS tickets, (SELECT count(*)::int FROM comments) AS comments,
       (SELECT count(*)::int FROM accounts) AS people, (SELECT count(*)::int FROM pgboss.job WHERE state < 'completed') AS "waitingJobs"`,
  );
  return rows[0] ?? { tickets: 0, comments: 0, people: 0, waitingJobs: 0 };
}
