import type { Ctx } from '../../kernel/context.ts';
import type { JobDeclaration } from '../../kernel/module.ts';
import { removeFiles } from '../files/index.ts';
import { rebuildTicketsOf } from '../tickets/index.ts';
import { runErasure } from './operations/run-erasure.ts';
import { runExport } from './operations/run-export.ts';
import { listExpired, updateErasure, updateExport } from './personal-data.store.ts';

const TRIES = 5;
const WORDS_JOB = 'personal-data.words';

export const jobs: readonly JobDeclaration[] = [
  {
    name: 'personal-data.export',
    concurrency: 1,
    timeout: 3600,
    retryLimit: TRIES,
    run: async (ctx, data, job) => {
      const exportId = Number(data.exportId);
      try {
        await runExport(ctx, exportId);
      } catch (error) {
        if (job.attempt >= TRIES) await updateExport(ctx.tx, exportId, { state: 'failed', finishedAt: ctx.now });
        throw error;
      }
    },
  },
  {
    name: 'personal-data.erase',
    concurrency: 1,
    timeout: 3600,
    retryLimit: TRIES,
    run: async (ctx, data, job) => {
      const erasureId = Number(data.erasureId);
      try {
        await runErasure(ctx, erasureId);
      } catch (error) {
        // Half erased is said as it is; erasing again takes up the rest.
        if (job.attempt >= TRIES) await updateErasure(ctx.tx, erasureId, { state: 'failed' });
        throw error;
      }
    },
  },
  {
    // Search must not find the tickets by a name that is gone.
    name: WORDS_JOB,
    tx: 'write',
    concurrency: 1,
    run: async (ctx, data) => {
      const accountId = Number(data.accountId);
      const last = await rebuildTicketsOf(ctx, accountId, Number(data.after));
      if (last !== null) await ctx.services.jobs.send(ctx.tx, WORDS_JOB, { accountId, after: last });
    },
  },
  { name: 'personal-data.tidy', cron: '29 * * * *', run: async (ctx) => tidy(ctx) },
];

/** Files of personal data lie a week. */
async function tidy(ctx: Ctx): Promise<void> {
  for (;;) {
    const expired = await listExpired(ctx.tx, ctx.now);
    if (expired.length === 0) return;
    await ctx.services.write(ctx, async (writing) => {
      for (const { id } of expired) await updateExport(writing.tx, id, { fileId: null });
      await removeFiles(
        writing,
        expired.flatMap(({ fileId }) => fileId ?? []),
      );
    });
  }
}
