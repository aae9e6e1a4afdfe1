import { between, type CrashWorld, pause } from './crash-world.ts';

/** Lets the clients write for a random while, kills the server in the middle, and starts it again; so many times. */
export const killRounds =
  ({ server }: CrashWorld, rounds: number, longestMs: number) =>
  async (): Promise<void> => {
    for (let round = 0; round < rounds; round++) {
      await pause(between(100, longestMs));
      await server.kill();
      await server.start();
    }
    await pause(between(100, longestMs));
  };
