import type { Client } from '../../kernel/backup/tables.ts';

/** Nobody works any more on what was running when the backup was made: it goes back to its queue, and this run does not count. */
export async function requeueRunning(client: Client): Promise<void> {
  await client.query(
    `UPDATE pgboss.job SET state = 'retry', start_after = now(), heartbeat_on = NULL, retry_limit = greatest(retry_limit, retry_count + 1) WHERE state = 'active'`,
  );
}

/** A session that was ended, or a sign-in mail that was used, since the backup must not come to life again: everybody signs in anew. */
export async function endSessions(client: Client): Promise<void> {
  await client.query('UPDATE sessions SET revoked_at = now() WHERE revoked_at IS NULL');
  await client.query('UPDATE sign_in_challenges SET consumed_at = now() WHERE consumed_at IS NULL');
}
