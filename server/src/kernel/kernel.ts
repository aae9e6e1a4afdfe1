import { join } from 'node:path';
import type { Logger } from 'pino';
import { snapshotOf } from './backup/snapshot.ts';
import type { Config } from './config/config.ts';
import { loadSecrets } from './config/secret.ts';
import { createCrypto } from './crypto/crypto.ts';
import type { Database } from './db/database.ts';
import { eventJobs } from './events/dispatcher.ts';
import type { PublishHint } from './events/hints.ts';
import { jobHandler } from './events/job-handler.ts';
import { createOperations, type Operations } from './events/operations.ts';
import { openFiles } from './files/service.ts';
import { watchKernel } from './health/gauges.ts';
import { httpCleanup } from './http/idempotency.ts';
import { subPathOf } from './http/sub-path.ts';
import { createJobQueue, type JobQueue } from './jobs/create-jobs.ts';
import { createSmtpTransport } from './mail/smtp.ts';
import type { Metrics } from './metrics.ts';
import type { Module } from './module.ts';
import { createOutbound } from './outbound/fetch-outside.ts';
import { resolveBySystem } from './outbound/open-request.ts';
import type { Services } from './services.ts';

/** The data kernel of a process or of a test: database, jobs, events and operations, wired. */
export interface Kernel {
  readonly database: Database;
  readonly jobs: JobQueue;
  readonly operations: Operations;
  readonly services: Services;
}

export interface KernelOptions {
  readonly config: Config;
  readonly log: Logger;
  readonly modules: readonly Module[];
  /** Open and migrated. */
  readonly database: Database;
  readonly publishHint: PublishHint;
  readonly metrics?: Metrics;
  /** False in tests. */
  readonly background: boolean;
  /** Parts of `ctx.services` that other kernel folders supply. */
  readonly services?: Partial<Services>;
}

/** Wires jobs, events and operations around an open database; workers do not run until `jobs.startWorkers()`. */
export async function createKernel(options: KernelOptions): Promise<Kernel> {
  const { config, database, log, metrics, modules } = options;
  const jobs = createJobQueue({ database, log, background: options.background, ...(metrics ? { onFinished: metrics.jobFinished } : {}) });
  const subscribers = modules.flatMap((module) => module.subscribers ?? []);
  const crypto = createCrypto(loadSecrets(config));
  const files = await openFiles({
    folder: join(config.dataDir, 'files'),
    crypto,
    subPath: subPathOf(config.publicUrl),
    s3: config.s3 && { settings: config.s3, log },
  });
  // A bucket that is away shall not keep the rest of the product from starting; the log says what is wrong with it.
  if (config.s3 && options.background) void files.storage.check();
  const smtp = config.smtpUrl ? createSmtpTransport(config.smtpUrl) : null;
  const services: Services = {
    config,
    crypto,
    jobs,
    realtime: { evict: () => {} },
    healthChecks: modules.flatMap((module) => module.healthChecks ?? []),
    stalls: null,
    snapshot: snapshotOf({ database, config, log }),
    outbound: createOutbound({ allow: config.outboundAllow, resolve: resolveBySystem }),
    mail: smtp && metrics ? metrics.countMail(smtp) : smtp,
    write: ({ occurredAt, ...ctx }, work) => {
      // What happens now, not when the job began; only a past moment that was given on purpose is kept.
      const past = occurredAt === ctx.now ? {} : { occurredAt };
      return operations.write({ ...ctx, ...past, depth: ctx.causation.depth }, work);
    },
    ...options.services,
  };
  const operations = createOperations({
    database,
    log,
    services,
    events: modules.flatMap((module) => module.events ?? []),
    hearsQuiet: (name) =>
      subscribers.some((subscriber) => subscriber.quiet === true && (subscriber.events === 'all' || subscriber.events.includes(name))),
    publishHint: options.publishHint,
  });
  const declarations = [
    ...eventJobs(subscribers, () => operations, metrics?.eventDispatched),
    httpCleanup,
    ...modules.flatMap((module) => module.jobs ?? []),
  ];
  await jobs.prepare(
    declarations,
    jobHandler(() => operations),
  );
  if (metrics) watchKernel(metrics, { database, jobs, modules, dataDir: config.dataDir });
  return { database, jobs, operations, services };
}
