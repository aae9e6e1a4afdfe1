import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pause } from '../../../bench/acknowledged/api.ts';
import { type CrashWorld, crashWorld, inWords } from '../crash/crash-world.ts';
import { answered } from '../crash/sigkill-rounds.ts';

// The whole process stands still for longer than a job's lease (12 s), in the middle of work, and goes on. SIGSTOP does what a stalled
// event loop does and more: timers, heartbeats and sockets all stop, and clients wait.

let world: CrashWorld;
beforeAll(async () => {
  world = await crashWorld();
}, 120_000);
afterAll(() => world?.close());

describe('a server that stands still', () => {
  it('loses no acknowledged write, does no job twice, and answers again at once', { timeout: 240_000 }, async () => {
    await world.underLoad(async () => {
      for (const seconds of [2, 15]) {
        await answered(world, 20);
        world.server.signal('SIGSTOP');
        await pause(seconds * 1000);
        world.server.signal('SIGCONT');
        const began = performance.now();
        await answered(world, 1);
        expect(performance.now() - began).toBeLessThan(5_000);
        expect(world.server.alive(), world.server.output()).toBe(true);
      }
      await answered(world, 20);
      const { checks } = (await world.api.get('/system/health')).body;
      expect(checks.find((check: { key: string }) => check.key === 'responsiveness')).toMatchObject({
        state: expect.stringMatching(/warning|bad/),
      });
    });
    const { findings, writes } = await world.settle();
    expect(inWords(findings)).toEqual([]);
    expect(writes.filter((write) => write.outcome === 'acknowledged').length).toBeGreaterThan(30);
  });
});
