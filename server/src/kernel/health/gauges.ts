import { statfs } from 'node:fs/promises';
import { nowIso, nowMs } from '../clock.ts';
import type { Database } from '../db/database.ts';
import { deliveryLag } from '../events/events.store.ts';
import { DISPATCH_JOB } from '../events/operations.ts';
import type { JobAdmin, QueueDepth } from '../jobs/jobs.ts';
import type { Metrics } from '../metrics.ts';
import type { Module } from '../module.ts';
import { VERSION } from '../version.ts';
import { remembered } from './reading.ts';

const STATES = ['ready', 'scheduled', 'retrying', 'active', 'dead'] as const;
const KEEP_MS = 5_000;

/** Everything about database, jobs and events that Prometheus can ask for, and what the modules add. */
export function watchKernel(
  metrics: Metrics,
  {
    database,
    jobs,
    modules,
    dataDir,
  }: { readonly database: Database; readonly jobs: JobAdmin; readonly modules: readonly Module[]; readonly dataDir: string },
): void {
  const { pool, db } = database;
  const depths = remembered(() => jobs.queueDepths(db), KEEP_MS, nowMs);
  const perQueue = async (pick: (queue: QueueDepth) => number) => new Map((await depths()).map((queue) => [queue.name, pick(queue)]));
  database.observeQueries(metrics.queryFinished);

  metrics.gauge({
    name: 'portico_info',
    help: 'Always 1; the label is the version.',
    label: 'version',
    read: () => new Map([[VERSION, 1]]),
  });
  metrics.gauge({ name: 'portico_db_connections', help: 'Open database connections.', read: () => pool.totalCount });
  metrics.gauge({ name: 'portico_db_connections_idle', help: 'Open database connections that nobody uses.', read: () => pool.idleCount });
  metrics.gauge({ name: 'portico_db_connections_limit', help: 'How many there may be.', read: () => pool.options.max });
  metrics.gauge({ name: 'portico_db_waiting', help: 'Callers waiting for a database connection.', read: () => pool.waitingCount });
  metrics.gauge({
    name: 'portico_db_up',
    help: '1 while the database answers.',
    read: () =>
      pool.query('SELECT 1').then(
        () => 1,
        () => 0,
      ),
  });
  for (const state of STATES) {
    const help = { ready: 'could run now', scheduled: 'wait for their time', retrying: 'wait for another try', active: 'run now' };
    metrics.gauge({
      name: `portico_jobs_${state}`,
      help: state === 'dead' ? 'Jobs whose attempts are used up; somebody has to look.' : `Jobs that ${help[state]}.`,
      label: 'job',
      read: () => perQueue((queue) => queue[state]),
    });
  }
  metrics.gauge({
    name: 'portico_job_oldest_seconds',
    help: 'How long the oldest job that could run has been waiting.',
    label: 'job',
    read: () => perQueue((queue) => queue.oldestSeconds),
  });
  metrics.gauge({
    name: 'portico_event_lag_seconds',
    help: 'How long the oldest event has been waiting for a subscriber.',
    read: async () => eventLag(await deliveryLag(db, nowIso()), await depths()),
  });
  metrics.gauge({
    name: 'portico_disk_free_bytes',
    help: 'Space left where DATA_DIR lies.',
    read: () => statfs(dataDir).then((disk) => disk.bavail * disk.bsize),
  });
  metrics.gauge({
    name: 'portico_disk_bytes',
    help: 'Space there is where DATA_DIR lies.',
    read: () => statfs(dataDir).then((disk) => disk.blocks * disk.bsize),
  });
  for (const gauge of modules.flatMap((module) => module.gauges ?? [])) metrics.gauge({ ...gauge, read: () => gauge.read(db) });
}

/** An event waits for its dispatch first, and then for each subscriber. */
export const eventLag = (deliveries: number, queues: readonly Pick<QueueDepth, 'name' | 'oldestSeconds'>[]): number =>
  Math.max(deliveries, queues.find((queue) => queue.name === DISPATCH_JOB)?.oldestSeconds ?? 0);
