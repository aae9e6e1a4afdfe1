import type { Ctx } from '../../kernel/context.ts';
import { findStoreIdentity, noteSweep, type SweepHeld, storeIdentity } from '../../kernel/files/owner.store.ts';
import { fileService } from '../../kernel/files/service.ts';
import type { StorePlace } from '../../kernel/files/storage.ts';
import type { JobDeclaration } from '../../kernel/module.ts';
import { deleteAll, deleteOwnBytes } from './files.linking.ts';
import { WAITING_HOURS } from './files.rules.ts';
import { countKnownKeys, deleteWaiting, listKnownKeys } from './files.store.ts';

const BATCH = 500;

/** Removes uploads that nobody linked within a day. */
export async function collectWaitingFiles(ctx: Pick<Ctx, 'tx' | 'now' | 'log'>): Promise<number> {
  let removed = 0;
  for (;;) {
    const keys = await deleteWaiting(ctx.tx, ctx.now, WAITING_HOURS, BATCH);
    if (keys.length === 0) break;
    await deleteOwnBytes(await findStoreIdentity(ctx.tx), keys);
    removed += keys.length;
  }
  if (removed > 0) ctx.log.info({ removed }, 'removed uploads that were never used');
  return removed;
}

/** Longer than any upload takes from its last byte to its row. */
const SECOND_LOOK_MS = 5 * 60_000;

/** What a crash or a bucket that was away leaves is a handful; more is a sign that the rows are missing, not that the bytes are left over. */
const FEW = 100;
const SHARE = 0.05;

/**
 * Removes bytes without a row: what a killed process, or a transaction that failed after the upload, left behind. Young bytes are left
 * alone, their row may be about to be written; and because a clock that jumps makes young bytes look old, each is looked up a second
 * time, a while later, before it goes. Nothing is removed from a store of another database, nor when it would be suspiciously much.
 */
export async function sweepOrphans(ctx: SweepCtx, secondLookMs = SECOND_LOOK_MS): Promise<number> {
  const { storage } = fileService();
  const workspace = await storeIdentity(ctx.tx);
  let removed = await storage.removeAbandonedParts(WAITING_HOURS * 3600_000);
  let held: SweepHeld | null = null;
  for (const place of storage.places) {
    const result = await sweepPlace(ctx, place, workspace, secondLookMs);
    if (typeof result === 'number') removed += result;
    else {
      held = result;
      ctx.log.warn(result, 'stored files that no row names were left alone; the check "files" of the Health page says why');
    }
  }
  await noteSweep(ctx.tx, held, ctx.now);
  if (removed > 0) ctx.log.warn({ removed }, 'removed stored bytes that belonged to no file');
  return removed;
}

type SweepCtx = Pick<Ctx, 'tx' | 'now' | 'log'>;

async function sweepPlace(ctx: SweepCtx, place: StorePlace, workspace: string, secondLookMs: number): Promise<number | SweepHeld> {
  const owner = await place.owner();
  const isMine = owner?.workspace === workspace;
  const { stored, suspects } = await findSuspects(ctx, place);
  const known = await countKnownKeys(ctx.tx);
  const hold = (reason: SweepHeld['reason']): SweepHeld => ({ kind: place.kind, reason, suspects: suspects.length, known, workspace });
  if (owner && !isMine && stored > 0) return hold('foreign');
  if (suspects.length === 0) {
    if (!isMine) await place.setOwner({ workspace });
    return 0;
  }
  if (!isMine) return hold('unowned');
  const usual = known === 0 ? 0 : Math.max(FEW, known * SHARE);
  if (suspects.length > Math.max(usual, owner.mayRemove ?? 0)) return hold(known === 0 ? 'empty' : 'many');
  await new Promise((resolve) => setTimeout(resolve, secondLookMs));
  // Meanwhile somebody else may have made the store his, or the rows may have gone.
  if ((await place.owner())?.workspace !== workspace) return hold('foreign');
  let removed = 0;
  while (suspects.length > 0) {
    const orphans = await withoutRow(ctx, suspects.splice(0, BATCH));
    await deleteAll(place, orphans);
    removed += orphans.length;
  }
  if (owner.mayRemove !== undefined) await place.setOwner({ workspace });
  return removed;
}

async function withoutRow(ctx: SweepCtx, keys: readonly string[]): Promise<string[]> {
  const known = await listKnownKeys(ctx.tx, keys);
  return keys.filter((key) => !known.has(key));
}

async function findSuspects(ctx: SweepCtx, place: StorePlace): Promise<{ readonly stored: number; readonly suspects: string[] }> {
  const before = Date.parse(ctx.now) - WAITING_HOURS * 3600_000;
  const suspects: string[] = [];
  const batch: string[] = [];
  let stored = 0;
  for await (const { key, modifiedMs } of place.list()) {
    stored++;
    if (modifiedMs < before) batch.push(key);
    if (batch.length === BATCH) suspects.push(...(await withoutRow(ctx, batch.splice(0))));
  }
  if (batch.length > 0) suspects.push(...(await withoutRow(ctx, batch)));
  return { stored, suspects };
}

export const fileJobs: readonly JobDeclaration[] = [
  { name: 'files.collect', cron: '17 * * * *', concurrency: 1, timeout: 600, run: async (ctx) => void (await collectWaitingFiles(ctx)) },
  { name: 'files.sweep', cron: '43 3 * * *', concurrency: 1, timeout: 3600, run: async (ctx) => void (await sweepOrphans(ctx)) },
];
