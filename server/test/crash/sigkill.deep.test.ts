import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CrashWorld, crashWorld, inWords } from './crash-world.ts';
import { killRounds } from './sigkill-rounds.ts';

/** Twenty with the three of every day. */
const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 17);

let world: CrashWorld;
beforeAll(async () => {
  world = await crashWorld({ clients: 8 });
}, 120_000);
afterAll(() => world?.close());

describe(`a server that is killed ${ROUNDS} times while people write`, () => {
  it('loses nothing it acknowledged and does nothing twice', { timeout: 1_800_000 }, async () => {
    await world.underLoad(killRounds(world, ROUNDS));
    const { findings, writes } = await world.settle();
    const of = (outcome: string) => writes.filter((write) => write.outcome === outcome).length;
    expect(inWords(findings)).toEqual([]);
    expect(of('acknowledged')).toBeGreaterThan(10 * ROUNDS);
    expect([of('open'), of('refused')]).toEqual([0, 0]);
  });
});
