import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyPostgres, dropPostgres, ENGINE } from '../template.ts';
import { type CrashWorld, crashWorld, inWords } from './crash-world.ts';
import { type CuttingProxy, cuttingProxy } from './cutting-proxy.ts';
import { answered } from './sigkill-rounds.ts';

// The worst moment for a line to break: the commit was asked for, and its answer does not come. It may have happened or not, and
// the server cannot know. (The embedded database has no line; there the same moment is a kill, see sigkill.test.ts.)

const CUTS = Number(process.env.CRASH_ROUNDS ?? 20);

describe.runIf(ENGINE === 'postgres')('commits whose answer is lost', () => {
  let url: string;
  let proxy: CuttingProxy;
  let world: CrashWorld;
  beforeAll(async () => {
    url = await copyPostgres();
    proxy = await cuttingProxy(url);
    world = await crashWorld({ databaseUrl: proxy.url });
  }, 120_000);
  afterAll(async () => {
    await world?.close();
    await proxy?.close();
    await dropPostgres(url);
  });

  it('are told as unknown, and the repeated request is carried out exactly once', { timeout: 600_000 }, async () => {
    await world.underLoad(async () => {
      proxy.cutOneIn(12);
      while (Math.min(proxy.cuts.unheard, proxy.cuts.unsent) < CUTS) await answered(world, 5);
      proxy.cutOneIn(0);
      await answered(world, 10);
    });
    const { findings, writes } = await world.settle();
    expect(inWords(findings)).toEqual([]);
    expect(writes.filter((write) => write.outcome !== 'acknowledged').map((write) => write.key)).toEqual([]);
    // Some requests were really told that nobody knows, and among them are some that had happened.
    expect(writes.flatMap((write) => write.refusals)).toContain('503 database.outcomeUnknown');
  });
});
