import type { RunHandler } from '../jobs/runner.ts';
import { type Operations, systemActor } from './operations.ts';

/** Gives a job its context: the system acts, in one transaction when the job says so. */
export function jobHandler(operations: () => Operations): RunHandler {
  return async (job, data, run) => {
    const facts = { actor: systemActor(job.name), origin: 'job' } as const;
    if (job.tx === 'write') await operations().write(facts, (ctx) => job.run(ctx, data, run));
    else await job.run(operations().read(facts), data, run);
  };
}
