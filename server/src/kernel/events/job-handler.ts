import type { RunHandler } from '../jobs/runner.ts';
import { takeTraceId, withTrace } from '../log/trace-scope.ts';
import { type Operations, systemActor } from './operations.ts';

/** Gives a job its context: the system acts, in one transaction when the job says so. */
export function jobHandler(operations: () => Operations): RunHandler {
  return async (job, carried, run) => {
    const { traceId, rest: data } = takeTraceId(carried);
    const facts = { actor: systemActor(job.name), origin: 'job', ...(traceId === null ? {} : { traceId }) } as const;
    if (job.tx === 'write') return operations().write(facts, (ctx) => job.run(ctx, data, run));
    const ctx = operations().read(facts);
    await withTrace(ctx.traceId, () => job.run(ctx, data, run));
  };
}
