import { sql } from 'drizzle-orm';
import type { Db } from '../context.ts';
import { afterCommit } from '../db/transaction.ts';
import { withTraceId } from '../log/trace-scope.ts';
import { type Boss, rowsOf, through } from './boss.ts';
import type { Jobs } from './jobs.ts';

/** Names that have no business in a job: jobs are shown to administrators and stay in backups. */
const SECRET_NAME = /^(password|passwd|secret|token|api_?key|authorization|cookie|otp)$/i;

/** The sending side. `wake` is called after the commit with the queue's name. */
export function createSender(boss: Boss, wake: (name: string) => void): Jobs {
  return {
    async send(db, name, data, options = {}) {
      refuseSecrets(name, data);
      if (options.singletonKey !== undefined && (await isWaiting(db, name, options.singletonKey))) return null;
      const id = await boss.send(name, withTraceId(data), {
        db: through(db),
        ...(options.startAfter === undefined ? {} : { startAfter: options.startAfter }),
        ...(options.singletonKey === undefined ? {} : { singletonKey: options.singletonKey }),
        ...(options.priority === undefined ? {} : { priority: options.priority }),
      });
      afterCommit(() => wake(name));
      return id;
    },
    async sendMany(db, name, data) {
      if (data.length === 0) return;
      for (const one of data) refuseSecrets(name, one);
      await boss.insert(
        name,
        data.map((one) => ({ data: withTraceId(one) })),
        { db: through(db) },
      );
      afterCommit(() => wake(name));
    },
  };
}

/** The lock makes two transactions that send the same key wait for each other; it ends with the transaction. */
async function isWaiting(db: Db, name: string, key: string): Promise<boolean> {
  await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${name}/${key}`}, 7367))`);
  const rows = await rowsOf(
    db,
    sql`SELECT 1 FROM pgboss.job WHERE name = ${name} AND singleton_key = ${key} AND state IN ('created', 'retry') LIMIT 1`,
  );
  return rows.length > 0;
}

function refuseSecrets(name: string, data: Record<string, unknown>): void {
  const found = Object.keys(data).find((key) => SECRET_NAME.test(key));
  if (found) throw new Error(`The job ${name} must not carry "${found}": send an id, or a reference sealed by kernel/crypto.`);
}
