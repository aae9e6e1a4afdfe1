import { createApp } from '../app.ts';
import { serveSocket } from '../kernel/socket/serve-socket.ts';
import { DEMO_PEOPLE, seedDemo } from '../modules/demo/index.ts';
import { ensureSetupToken } from '../modules/setup/index.ts';
import type { Command, CommandInput } from './command.ts';
import { tasks } from './tasks/index.ts';

export const start: Command = {
  help: 'portico start\n\nStarts the server and runs until it is stopped with Ctrl+C or SIGTERM. Settings come from the environment; see docs/generated/config.md.',
  run: async (input) => {
    const beforeReady = input.config.demo ? fillDemo(input) : undefined;
    const app = await createApp({ config: input.config, log: input.log, onCrash: input.onCrash, ...(beforeReady ? { beforeReady } : {}) });
    const socket = await serveSocket({ kernel: app.kernel, dataDir: input.config.dataDir, tasks, log: input.log });
    app.lifecycle.onStop('commands', () => socket?.close());
    if (input.config.demo) sayDemo(input);
    else await saySetup(input, await ensureSetupToken(app.kernel.database.db));
    const reason = await input.whenAskedToStop;
    await app.stop(reason);
    return reason === 'crash' ? 1 : 0;
  },
};

/** Runs before the first request is let in; until then /api/health says that the server is starting. */
const fillDemo =
  ({ print }: CommandInput): NonNullable<Parameters<typeof createApp>[0]['beforeReady']> =>
  async (kernel) => {
    let said = 0;
    const seeded = await seedDemo(kernel, (done, total) => {
      const percent = Math.floor((done / total) * 100);
      if (percent < said + 20 && done !== 1) return;
      said = percent;
      print(`Filling the demo workspace … ${percent} %`);
    });
    if (seeded) print('The demo workspace is filled.');
  };

function sayDemo({ config, print }: CommandInput): void {
  const url = config.publicUrl;
  print(`
Portico is ready with a demo workspace: ${url}

  Sign in with one of these addresses. The code arrives in the local inbox: ${url}/inbox

  a contact          ${DEMO_PEOPLE.contact}
  a technician       ${DEMO_PEOPLE.tech}
  an administrator   ${DEMO_PEOPLE.admin}
  one who has several places to go   ${DEMO_PEOPLE.several}

  Client portal ${url}/portal   Tech portal ${url}/tech   Admin console ${url}/admin   API ${url}/api/docs
  PORTICO_DEMO=0 with another DATA_DIR starts an empty workspace. Stop with Ctrl+C.`);
}

async function saySetup({ config, print }: CommandInput, token: string | null): Promise<void> {
  print(`Portico is ready: ${config.publicUrl}`);
  if (token === null) return;
  print(`
  This workspace is empty. Open ${config.publicUrl}/setup and enter this one-time token:

    ${token}
`);
}
