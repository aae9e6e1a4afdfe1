import type { Ctx } from '../../kernel/context.ts';
import type { JobDeclaration } from '../../kernel/module.ts';
import { findImport } from './contact-imports.reads.ts';
import { updateImport } from './contact-imports.store.ts';
import { judgeImport } from './operations/judge-import.ts';
import { runImport } from './operations/run-import.ts';

const TRIES = 4;

/** A step that keeps failing ends as failed, in words, instead of standing at "running" for ever. */
const step =
  (work: (ctx: Ctx, importId: number) => Promise<void>): JobDeclaration['run'] =>
  async (ctx, data, job) => {
    const importId = Number(data.importId);
    try {
      await work(ctx, importId);
    } catch (error) {
      if (job.attempt >= TRIES && (await findImport(ctx.tx, importId)))
        await updateImport(ctx.tx, importId, {
          state: 'failed',
          problem: error instanceof Error ? error.message.slice(0, 500) : 'unknown',
        });
      throw error;
    }
  };

export const jobs: readonly JobDeclaration[] = [
  { name: 'contact-imports.check', concurrency: 1, timeout: 3600, retryLimit: TRIES, run: step(judgeImport) },
  { name: 'contact-imports.run', concurrency: 1, timeout: 3600, retryLimit: TRIES, run: step(runImport) },
];
