import { createApp } from '../app.ts';
import type { Command } from './command.ts';

export const start: Command = {
  help: 'portico start\n\nStarts the server and runs until it is stopped with Ctrl+C or SIGTERM. Settings come from the environment; see docs/generated/config.md.',
  run: async (input) => {
    const app = await createApp({ config: input.config, log: input.log, onCrash: input.onCrash });
    input.print(`Portico is ready: ${app.config.publicUrl}`);
    const reason = await input.whenAskedToStop;
    await app.stop(reason);
    return reason === 'crash' ? 1 : 0;
  },
};
