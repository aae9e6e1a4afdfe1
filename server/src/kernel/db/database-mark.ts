import { createHash } from 'node:crypto';
import type pg from 'pg';

/**
 * A name for this very database, the same for every process that uses it and another for a copy of it. For things that are shared
 * outside the database and must not be mixed up with another workspace's (channels in Redis).
 *
 * @param pool after the migrations.
 */
export async function databaseMark(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ mark: string }>(
    `SELECT concat_ws('/', current_database(), (SELECT oid FROM pg_database WHERE datname = current_database()),
       (SELECT min(applied_at) FROM schema_migrations)) AS mark`,
  );
  return createHash('sha256')
    .update(rows[0]?.mark ?? '')
    .digest('base64url')
    .slice(0, 16);
}
