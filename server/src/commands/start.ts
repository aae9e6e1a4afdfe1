import { parseArgs } from 'node:util';
import { createApp } from '../app.ts';
import { inTurn, takePart } from '../kernel/db/only-one.ts';
import { allServices, readServices, type Service } from '../kernel/process-services.ts';
import { serveSocket } from '../kernel/socket/serve-socket.ts';
import { hasMasterAdmin } from '../modules/access/index.ts';
import { DEMO_PEOPLE, seedDemo } from '../modules/demo/index.ts';
import { ensureSetupToken } from '../modules/setup/index.ts';
import type { Command, CommandInput } from './command.ts';
import { EXIT } from './define-command.ts';
import { tasks } from './tasks/index.ts';

const HELP = `portico start

Starts the server and runs until it is stopped with Ctrl+C or SIGTERM. Settings come from the environment; see docs/generated/config.md.

Options
  --services LIST         What this process does: web (pages, API and live updates), jobs (background work), mail (delivery of mail).
                          Default web,jobs,mail. Less than that needs DATABASE_URL; see docs/guide/operators/scaling.md.

Examples
  npm run portico -- start --services=web
  npm run portico -- start --services=jobs,mail`;

export const start: Command = {
  help: HELP,
  run: async (input) => {
    const services = servicesOf(input.args);
    if (typeof services === 'string') {
      input.terminal.complain(`${services}\n\n${HELP}`);
      return EXIT.wrongUse;
    }
    const { config, log, onCrash } = input;
    const beforeReady = config.demo ? fillDemo(input) : undefined;
    const app = await createApp({ config, log, onCrash, services, ...(beforeReady ? { beforeReady } : {}) });
    const socket = await serveSocket({ kernel: app.kernel, dataDir: config.dataDir, tasks, log });
    app.lifecycle.onStop('commands', () => socket.close());
    if (!services.has('web')) input.print(`Portico is ready: ${[...services].join(' and ')}. Health and metrics answer on ${app.address}`);
    else if (config.demo) sayDemo(input);
    else await saySetup(input, app);
    const reason = await input.whenAskedToStop;
    await app.stop(reason);
    return reason === 'crash' ? 1 : 0;
  },
};

/** @returns a sentence about the first mistake. */
function servicesOf(args: readonly string[]): ReadonlySet<Service> | string {
  try {
    const { values } = parseArgs({ args: [...args], options: { services: { type: 'string' } }, strict: true });
    if (values.services === undefined) return allServices;
    return readServices(values.services) ?? `--services must name some of web, jobs and mail, not "${values.services}".`;
  } catch {
    return `start takes no such option or word: ${args.join(' ')}`;
  }
}

/** Runs before the first request is let in; until then /api/health says that the server is starting. */
const fillDemo =
  ({ print }: CommandInput): NonNullable<Parameters<typeof createApp>[0]['beforeReady']> =>
  async (kernel) => {
    let said = 0;
    const fill = () =>
      seedDemo(kernel, (done, total) => {
        const percent = Math.floor((done / total) * 100);
        if (percent < said + 20 && done !== 1) return;
        said = percent;
        print(`Filling the demo workspace … ${percent} %`);
      });
    // Of several processes that start together one fills it, and the others wait for what it makes.
    const seeded = await inTurn(kernel.database, 'demo', fill);
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

async function saySetup({ config, print }: CommandInput, app: Awaited<ReturnType<typeof createApp>>): Promise<void> {
  const { database } = app.kernel;
  if (await hasMasterAdmin(database.db)) return print(`Portico is ready: ${config.publicUrl}`);
  // Each token makes the one before worthless, so of several processes only one makes them.
  const giveBack = await takePart(database, 'setup token');
  if (!giveBack) {
    print(`Portico is ready: ${config.publicUrl}`);
    return print('\n  This workspace is empty. Its one-time token was printed by the process that started first.\n');
  }
  app.lifecycle.onStop('setup token', giveBack);
  const token = await ensureSetupToken(database.db);
  print(`Portico is ready: ${config.publicUrl}`);
  if (token === null) return;
  print(`
  This workspace is empty. Open ${config.publicUrl}/setup and enter this one-time token:

    ${token}
`);
}
