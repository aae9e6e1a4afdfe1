import type { JobDeclaration } from '../../kernel/module.ts';
import { runRelocation } from './operations/run-relocation.ts';
import { updateRelocation } from './relocations.store.ts';

const TRIES = 5;

export const jobs: readonly JobDeclaration[] = [
  {
    name: 'relocations.run',
    concurrency: 1,
    timeout: 3600,
    retryLimit: TRIES,
    run: async (ctx, data, job) => {
      const relocationId = Number(data.relocationId);
      try {
        await runRelocation(ctx, relocationId);
      } catch (error) {
        // What keeps failing ends as failed, instead of standing at "running" for ever; moving the contact again takes up the rest.
        if (job.attempt >= TRIES) await updateRelocation(ctx.tx, relocationId, { state: 'failed', finishedAt: ctx.now });
        throw error;
      }
    },
  },
];
