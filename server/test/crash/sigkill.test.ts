import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CrashWorld, crashWorld, inWords } from './crash-world.ts';
import { killRounds } from './sigkill-rounds.ts';

// The short form of sigkill.deep.test.ts.

let world: CrashWorld;
beforeAll(async () => {
  world = await crashWorld();
}, 120_000);
afterAll(() => world?.close());

describe('a server that is killed three times while people write', () => {
  it('loses nothing it acknowledged and does nothing twice', { timeout: 120_000 }, async () => {
    await world.underLoad(killRounds(world, 3));
    const { findings, writes } = await world.settle();
    const of = (outcome: string) => writes.filter((write) => write.outcome === outcome).length;
    expect(inWords(findings)).toEqual([]);
    expect(of('acknowledged')).toBeGreaterThan(30);
    expect([of('open'), of('refused')]).toEqual([0, 0]);
  });
});
