import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from './kernel/config/config.ts';
import type { Db } from './kernel/context.ts';
import { StartRefused } from './kernel/db/lock-file.ts';
import { migrate } from './kernel/db/migrate.ts';
import { openDatabase } from './kernel/db/open-database.ts';
import { NO_STALLS, type StallMonitor, watchStalls } from './kernel/health/stalls.ts';
import { openDoor } from './kernel/http/door.ts';
import { createDrain, type Drain } from './kernel/http/drain.ts';
import { trustOf } from './kernel/http/proxies.ts';
import { createHttpServer } from './kernel/http/server.ts';
import { createServiceServer } from './kernel/http/service-server.ts';
import { migrateJobs } from './kernel/jobs/boss.ts';
import { createKernel, type Kernel } from './kernel/kernel.ts';
import { createLifecycle, type Lifecycle } from './kernel/lifecycle.ts';
import { createMetrics } from './kernel/metrics.ts';
import type { Module } from './kernel/module.ts';
import { allServices, type Service } from './kernel/process-services.ts';
import { connectProcesses } from './kernel/realtime/between.ts';
import { createRealtime, type Realtime } from './kernel/realtime/realtime.ts';
import { VERSION } from './kernel/version.ts';
import { accessModule, createAuthenticate } from './modules/access/index.ts';
import { accountsModule } from './modules/accounts/index.ts';
import { backupsModule, stopBackups } from './modules/backups/index.ts';
import { catalogueModule } from './modules/catalogue/index.ts';
import { companiesModule } from './modules/companies/index.ts';
import { contactCreationModule } from './modules/contact-creation/index.ts';
import { contactGroupsModule } from './modules/contact-groups/index.ts';
import { contactImportsModule } from './modules/contact-imports/index.ts';
import { contactsModule } from './modules/contacts/index.ts';
import { diagnosisModule } from './modules/diagnosis/index.ts';
import { emailModule } from './modules/email/index.ts';
import { filesModule } from './modules/files/index.ts';
import { identityProvidersModule } from './modules/identity-providers/index.ts';
import { mergesModule } from './modules/merges/index.ts';
import { createNotificationsModule } from './modules/notifications/index.ts';
import { passkeysModule } from './modules/passkeys/index.ts';
import { personalDataModule } from './modules/personal-data/index.ts';
import { portalAccessModule } from './modules/portal-access/index.ts';
import { profilesModule } from './modules/profiles/index.ts';
import { relocationsModule } from './modules/relocations/index.ts';
import { rightsModule } from './modules/rights/index.ts';
import { schedulesModule } from './modules/schedules/index.ts';
import { scimModule } from './modules/scim/index.ts';
import { searchModule } from './modules/search/index.ts';
import { serviceDeskModule } from './modules/service-desk/index.ts';
import { noteInstanceSecret, settingsModule } from './modules/settings/index.ts';
import { setupModule } from './modules/setup/index.ts';
import { loadWorkspace, systemModule } from './modules/system/index.ts';
import { tagsModule } from './modules/tags/index.ts';
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
  tagsModule,
  accountsModule,
  portalAccessModule,
  companiesModule,
  contactGroupsModule,
  contactsModule,
  techsModule,
  teamsModule,
  profilesModule,
  contactCreationModule,
  accessModule,
  identityProvidersModule,
  passkeysModule,
  scimModule,
  serviceDeskModule,
  catalogueModule,
  ticketsModule,
  rightsModule,
  schedulesModule,
  // Reactions: may use everyone's door, used by none.
  searchModule,
  contactImportsModule,
  relocationsModule,
  mergesModule,
  personalDataModule,
  systemModule,
  setupModule,
  backupsModule,
  emailModule,
  diagnosisModule,
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
  /** What this process does; default: everything. Less than that needs PostgreSQL and other processes that do the rest. */
  readonly services?: ReadonlySet<Service>;
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

async function compose(options: AppOptions, lifecycle: Lifecycle): Promise<App> {
  const { config, log, onCrash, modules: list = modules, beforeReady, services = allServices } = options;
  if (config.databaseUrl === null && services.size < allServices.size) throw new StartRefused(ALONE);
  const { host, port } = config;
  const onlyWhenReady = config.drainSeconds > 0 && services.has('web');
  const door = await openDoor({ host, port, health: { version: VERSION, lifecycle }, onlyWhenReady }).catch(explainPort(config));
  lifecycle.onStop('door', () => void door.server.close());
  const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log, onCrash });
  lifecycle.onStop('database', () => database.close());
  lifecycle.enter('migrating');
  await migrate(database.pool, { log, alsoUnderLock: migrateJobs });

  const metrics = createMetrics();
  let monitor: StallMonitor | null = null;
  const authenticate = createAuthenticate({ db: database.db, log });
  const pool = database.engine === 'postgres' ? database.pool : null;
  const trusts = trustOf(config.trustProxy);
  const between = await connectProcesses({ database, redisUrl: config.redisUrl, log });
  const { publicUrl } = config;
  const attendance = { rooms: ['staff:all'], hint: { kind: 'availability', id: 0, version: null } };
  const realtime = createRealtime({ modules: list, db: database.db, authenticate, publicUrl, log, between, trusts, attendance });
  lifecycle.onStop('live line', () => realtime.close());
  const { publishHint } = realtime;
  metrics.watchSockets(() => realtime.counts());
  const kernel = await createKernel({
    config,
    log,
    modules: list,
    database,
    publishHint,
    metrics,
    background: services.has('jobs'),
    services: { realtime, stalls: () => monitor?.stalls ?? NO_STALLS },
  });
  await noteInstanceSecret(database.db, kernel.services.crypto, log);
  lifecycle.onStop('mail', () => kernel.services.mail?.close());
  lifecycle.onStop('jobs', () => kernel.jobs.stop());
  lifecycle.onStop('backups', stopBackups);

  const drain = createDrain(config.drainSeconds);
  const common = {
    log,
    publicUrl: config.publicUrl,
    version: VERSION,
    lifecycle,
    probe: () => database.pool.query('SELECT 1'),
    metrics: metrics.registry,
    metricsToken: config.metricsToken,
    httpServer: door.server,
  };
  const http = services.has('web')
    ? await createHttpServer({
        ...common,
        modules: list,
        db: database.db,
        runner: kernel.operations,
        authenticate,
        limitStore: pool,
        webRoot: WEB_ROOT,
        boot: () => pageFacts(database.db, config),
        trusts,
        drain,
      })
    : createServiceServer(common);
  await http.ready();
  lifecycle.onStop('http', () => http.close());
  if (services.has('web')) {
    realtime.attach(door.server);
    lifecycle.onStop('sockets', () => realtime.drain());
    // A person who pressed Ctrl+C waits for it; a supervisor that sent SIGTERM has a balancer to think of.
    lifecycle.onStop('balancer', (reason) => (reason === 'SIGTERM' ? leave(door.server, drain, realtime, config.drainSeconds) : undefined));
  }
  await beforeReady?.(kernel);
  kernel.jobs.startWorkers((job) => services.has(job.service ?? 'jobs'));
  // Only now: loading the program itself takes longer than a moment, and nobody waits for it.
  monitor = watchStalls({ log, onStall: metrics.loopStalled });
  lifecycle.onStop('stall monitor', () => monitor?.stop());
  lifecycle.enter('ready');
  await door.open().catch(explainPort(config));
  const { port: opened } = door.server.address() as AddressInfo;
  return { config, kernel, http, lifecycle, address: `http://${host}:${opened}`, stop: (reason) => lifecycle.stop(reason) };
}

const ALONE =
  'The embedded database serves one process that does everything. Set DATABASE_URL to split the work between processes, or start without --services. Nothing was changed.';

/** Requests and sockets leave side by side, while health says 503. */
async function leave(server: Server, drain: Drain, realtime: Realtime, seconds: number): Promise<void> {
  if (seconds === 0) return;
  await Promise.all([drain.leave(server), realtime.leave(Math.min(5_000, seconds * 500))]);
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
