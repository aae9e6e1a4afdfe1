import type { Ctx } from '../../kernel/context.ts';
import type { JobDeclaration } from '../../kernel/module.ts';
import { forgetOldNotes } from './merge-rows.store.ts';
import { updateMerge } from './merges.store.ts';
import { runMerge } from './operations/run-merge.ts';
import { runUndo } from './operations/run-undo.ts';

const TRIES = 5;
const BATCH = 2000;

/** What keeps failing ends as failed, in words, and can be taken back: every row it changed is noted. */
const step =
  (work: (ctx: Ctx, mergeId: number) => Promise<void>): JobDeclaration['run'] =>
  async (ctx, data, job) => {
    const mergeId = Number(data.mergeId);
    try {
      await work(ctx, mergeId);
    } catch (error) {
      if (job.attempt >= TRIES)
        await updateMerge(ctx.tx, mergeId, {
          state: 'failed',
          problem: error instanceof Error ? error.name : 'unknown',
          finishedAt: ctx.now,
        });
      throw error;
    }
  };

export const jobs: readonly JobDeclaration[] = [
  { name: 'merges.run', concurrency: 1, timeout: 3600, retryLimit: TRIES, run: step(runMerge) },
  { name: 'merges.undo', concurrency: 1, timeout: 3600, retryLimit: TRIES, run: step(runUndo) },
  {
    name: 'merges.tidy',
    cron: '53 3 * * *',
    run: async (ctx) => {
      while ((await forgetOldNotes(ctx.tx, ctx.now, BATCH)) === BATCH);
    },
  },
];
