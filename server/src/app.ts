import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from './kernel/config/config.ts';
import type { Db } from './kernel/context.ts';
import { StartRefused } from './kernel/db/lock-file.ts';
import { migrate } from './kernel/db/migrate.ts';
import { openDatabase } from './kernel/db/open-database.ts';
import { openDoor } from './kernel/http/door.ts';
import { createHttpServer } from './kernel/http/server.ts';
import { migrateJobs } from './kernel/jobs/boss.ts';
import { createKernel, type Kernel } from './kernel/kernel.ts';
import { createLifecycle, type Lifecycle } from './kernel/lifecycle.ts';
import { createMetrics } from './kernel/metrics.ts';
import type { Module } from './kernel/module.ts';
import { createRealtime } from './kernel/realtime/realtime.ts';
import { VERSION } from './kernel/version.ts';
import { accessModule, createAuthenticate } from './modules/access/index.ts';
import { accountsModule } from './modules/accounts/index.ts';
import { catalogueModule } from './modules/catalogue/index.ts';
import { companiesModule } from './modules/companies/index.ts';
import { contactsModule } from './modules/contacts/index.ts';
import { emailModule } from './modules/email/index.ts';
import { filesModule } from './modules/files/index.ts';
import { createNotificationsModule } from './modules/notifications/index.ts';
import { searchModule } from './modules/search/index.ts';
import { serviceDeskModule } from './modules/service-desk/index.ts';
import { settingsModule } from './modules/settings/index.ts';
import { setupModule } from './modules/setup/index.ts';
import { loadWorkspace, systemModule } from './modules/system/index.ts';
import { teamsModule } from './modules/teams/index.ts';
import { techsModule } from './modules/techs/index.ts';
import { ticketsModule } from './modules/tickets/index.ts';

/**
 * Every module of the product by name, lower ones first: the table of contents. A module may import only modules above it in
 * this list, through their doors.
 */
const declaring: readonly Module[] = [
  filesModule,
  settingsModule,
  accountsModule,
  companiesModule,
  contactsModule,
  techsModule,
  teamsModule,
  accessModule,
  serviceDeskModule,
  catalogueModule,
  ticketsModule,
  // Reactions: may use everyone's door, used by none.
  searchModule,
  systemModule,
  setupModule,
  emailModule,
];
/** With the notices of all of them, which learn from their events who is told of what. */
export const modules: readonly Module[] = [...declaring, createNotificationsModule(declaring)];

/** Where `vite build` puts the pages. */
const WEB_ROOT = fileURLToPath(new URL('../../web/dist', import.meta.url));

export interface App {
  readonly config: Config;
  readonly kernel: Kernel;
  readonly http: FastifyInstance;
  readonly lifecycle: Lifecycle;
  /** Where the server answers, `http://127.0.0.1:3000`. */
  readonly address: string;
  /** Finishes what is open and gives everything back; safe to call twice. */
  stop(reason: string): Promise<void>;
}

export interface AppOptions {
  readonly config: Config;
  readonly log: Logger;
  /** Called when the embedded database dies under a running server. */
  readonly onCrash: (error: Error) => void;
  readonly modules?: readonly Module[];
  /** Work that must be done before the first request is let in (the demo workspace). */
  readonly beforeReady?: (kernel: Kernel) => Promise<void>;
}

/**
 * Composes the whole server in order: door (answers 503 with the phase) → database → migrations → jobs and events → routes →
 * workers. When a step fails, what was started is stopped again.
 */
export async function createApp(options: AppOptions): Promise<App> {
  const lifecycle = createLifecycle(options.log);
  try {
    return await compose(options, lifecycle);
  } catch (error) {
    await lifecycle.stop('the start failed');
    throw error;
  }
}

async function compose({ config, log, onCrash, modules: list = modules, beforeReady }: AppOptions, lifecycle: Lifecycle): Promise<App> {
  const httpServer = await openDoor({ host: config.host, port: config.port, health: { version: VERSION, lifecycle } }).catch(
    explainPort(config),
  );
  lifecycle.onStop('door', () => void httpServer.close());
  const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log, onCrash });
  lifecycle.onStop('database', () => database.close());
  lifecycle.enter('migrating');
  await migrate(database.pool, { log, alsoUnderLock: migrateJobs });

  const metrics = createMetrics();
  const authenticate = createAuthenticate({ db: database.db, log });
  const pool = database.engine === 'postgres' ? database.pool : null;
  const realtime = createRealtime({ modules: list, db: database.db, authenticate, publicUrl: config.publicUrl, log, pool });
  const { publishHint } = realtime;
  const kernel = await createKernel({
    config,
    log,
    modules: list,
    database,
    publishHint,
    metrics,
    background: true,
    services: { realtime },
  });
  lifecycle.onStop('mail', () => kernel.services.mail?.close());
  lifecycle.onStop('jobs', () => kernel.jobs.stop());

  const http = await createHttpServer({
    modules: list,
    db: database.db,
    runner: kernel.operations,
    authenticate,
    log,
    publicUrl: config.publicUrl,
    version: VERSION,
    lifecycle,
    probe: () => database.pool.query('SELECT 1'),
    limitStore: pool,
    metrics: metrics.registry,
    metricsToken: config.metricsToken,
    webRoot: WEB_ROOT,
    boot: () => pageFacts(database.db, config),
    httpServer,
  });
  await http.ready();
  lifecycle.onStop('http', () => http.close());
  realtime.attach(httpServer);
  lifecycle.onStop('realtime', () => realtime.drain());
  await beforeReady?.(kernel);
  kernel.jobs.startWorkers();
  lifecycle.enter('ready');
  const { port } = httpServer.address() as AddressInfo;
  return { config, kernel, http, lifecycle, address: `http://${config.host}:${port}`, stop: (reason) => lifecycle.stop(reason) };
}

const explainPort =
  ({ host, port }: Config) =>
  (error: NodeJS.ErrnoException): never => {
    if (error.code === 'EADDRINUSE') {
      throw new StartRefused(`Port ${port} is already in use. Stop what uses it, or start with another PORT. Nothing was changed.`);
    }
    if (error.code === 'EACCES') throw new StartRefused(`Port ${port} may not be opened by this user. Start with a PORT above 1023.`);
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
      throw new StartRefused(`HOST ${host} is not an address of this machine. Use 127.0.0.1 or 0.0.0.0.`);
    }
    throw error;
  };

/** What every page knows before its first request: whose portal it is. Keys as in web/src/lib/boot.ts. */
async function pageFacts(db: Db, config: Config): Promise<Record<string, unknown>> {
  const { name, brandColor, phone } = await loadWorkspace(db);
  return { brandName: name, brandColor, supportPhone: phone, demo: config.demo, version: VERSION };
}
