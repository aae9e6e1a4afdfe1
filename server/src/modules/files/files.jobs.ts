import type { Ctx } from '../../kernel/context.ts';
import { fileService } from '../../kernel/files/service.ts';
import type { JobDeclaration } from '../../kernel/module.ts';
import { deleteBytes } from './files.linking.ts';
import { WAITING_HOURS } from './files.rules.ts';
import { deleteWaiting, listKnownKeys } from './files.store.ts';

const BATCH = 500;

/** Removes uploads that nobody linked within a day. */
export async function collectWaitingFiles(ctx: Pick<Ctx, 'tx' | 'now' | 'log'>): Promise<number> {
  let removed = 0;
  for (;;) {
    const keys = await deleteWaiting(ctx.tx, ctx.now, WAITING_HOURS, BATCH);
    if (keys.length === 0) break;
    await deleteBytes(keys);
    removed += keys.length;
  }
  if (removed > 0) ctx.log.info({ removed }, 'removed uploads that were never used');
  return removed;
}

/**
 * Removes bytes without a row: what a killed process, or a transaction that failed after the upload, left behind. Young bytes are left
 * alone, their row may be about to be written.
 */
export async function sweepOrphans(ctx: Pick<Ctx, 'tx' | 'now' | 'log'>): Promise<number> {
  const { storage } = fileService();
  const before = Date.parse(ctx.now) - WAITING_HOURS * 3600_000;
  let removed = await storage.removeAbandonedParts(WAITING_HOURS * 3600_000);
  let batch: string[] = [];
  const settle = async () => {
    const known = await listKnownKeys(ctx.tx, batch);
    const orphans = batch.filter((key) => !known.has(key));
    await deleteBytes(orphans);
    removed += orphans.length;
    batch = [];
  };
  for await (const { key, modifiedMs } of storage.list()) {
    if (modifiedMs < before) batch.push(key);
    if (batch.length === BATCH) await settle();
  }
  if (batch.length > 0) await settle();
  if (removed > 0) ctx.log.warn({ removed }, 'removed stored bytes that belonged to no file');
  return removed;
}

export const fileJobs: readonly JobDeclaration[] = [
  { name: 'files.collect', cron: '17 * * * *', concurrency: 1, timeout: 600, run: async (ctx) => void (await collectWaitingFiles(ctx)) },
  { name: 'files.sweep', cron: '43 3 * * *', concurrency: 1, timeout: 3600, run: async (ctx) => void (await sweepOrphans(ctx)) },
];
