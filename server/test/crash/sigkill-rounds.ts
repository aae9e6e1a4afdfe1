import { between, type CrashWorld, pause } from './crash-world.ts';

/** Waits until so many requests more were answered, which takes the server as long as the machine makes it. */
export async function answered({ journal, server }: CrashWorld, more: number): Promise<void> {
  const enough = journal.answers() + more;
  for (let waited = 0; journal.answers() < enough && waited < 30_000; waited += 10) await pause(10);
  if (journal.answers() < enough) throw new Error(`The server answers no more:\n${server.output().slice(-4_000)}`);
}

/** Lets the clients write for a random while, kills the server in the middle, and starts it again; so many times. */
export const killRounds = (world: CrashWorld, rounds: number) => async (): Promise<void> => {
  for (let round = 0; round < rounds; round++) {
    await answered(world, between(10, 40));
    await pause(between(0, 100));
    await world.server.kill();
    await world.server.start();
  }
  await answered(world, between(10, 40));
};
