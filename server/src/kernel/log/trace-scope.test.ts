import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestKernel, testKernel } from '../../../test/harness.ts';
import { systemActor } from '../events/operations.ts';
import type { Module } from '../module.ts';

let kernel: TestKernel;
const seen: { readonly job: string; readonly traceId: string; readonly data: object }[] = [];
const module: Module = {
  name: 'trace-test',
  jobs: [
    {
      name: 'trace.first',
      run: async (ctx, data) => {
        seen.push({ job: 'first', traceId: ctx.traceId, data });
        await ctx.services.write(ctx, (writing) => ctx.services.jobs.send(writing.tx, 'trace.second', { n: 2 }));
        await ctx.services.jobs.send(ctx.tx, 'trace.second', { n: 3 });
      },
    },
    { name: 'trace.second', tx: 'write', run: async (ctx, data) => void seen.push({ job: 'second', traceId: ctx.traceId, data }) },
  ],
};
beforeAll(async () => {
  kernel = await testKernel({ modules: [module] });
});
afterAll(() => kernel.close());

describe('a job', () => {
  it('carries the trace of the request that caused it, and so do the jobs it causes', async () => {
    const traceId = 'a'.repeat(32);
    await kernel.operations.write({ actor: systemActor('test'), origin: 'web', traceId }, (ctx) =>
      ctx.services.jobs.send(ctx.tx, 'trace.first', { n: 1 }),
    );
    expect((await kernel.jobs.listJobs(kernel.db, { limit: 1 })).items[0]?.data).toEqual({ n: 1, traceId });
    await kernel.drain();
    expect(seen.map((one) => one.job)).toEqual(['first', 'second', 'second']);
    expect(new Set(seen.map((one) => one.traceId))).toEqual(new Set([traceId]));
    // The handler gets what was sent, nothing more.
    expect(seen.map((one) => JSON.stringify(one.data)).toSorted()).toEqual(['{"n":1}', '{"n":2}', '{"n":3}']);
  });

  it('that nobody asked for has a trace of its own', async () => {
    seen.length = 0;
    await kernel.jobs.send(kernel.db, 'trace.second', { n: 9 });
    await kernel.drain();
    expect(seen[0]).toMatchObject({ data: { n: 9 }, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });
});
