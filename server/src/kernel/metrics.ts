import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from './db/database.ts';

/** Prometheus metrics of this process; other kernel parts register theirs on `registry`. */
export interface Metrics {
  readonly registry: Registry;
  readonly jobFinished: (name: string, outcome: 'completed' | 'failed', seconds: number) => void;
  /** Gauges that are read when Prometheus asks. */
  watch(sources: { readonly database: Database; readonly deadJobs: () => Promise<number>; readonly eventLag: () => Promise<number> }): void;
}

/** @example const metrics = createMetrics(); app.get('/metrics', () => metrics.registry.metrics()); */
export function createMetrics(options: { readonly process?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.process !== false) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const finished = new Counter({
    name: 'portico_jobs_total',
    help: 'Jobs by queue and outcome.',
    labelNames: ['job', 'outcome'],
    registers,
  });
  const duration = new Histogram({
    name: 'portico_job_seconds',
    help: 'Run time of jobs.',
    labelNames: ['job'],
    buckets: [0.01, 0.05, 0.2, 1, 5, 30, 120],
    registers,
  });
  return {
    registry,
    jobFinished(name, outcome, seconds) {
      finished.inc({ job: name, outcome });
      duration.observe({ job: name }, seconds);
    },
    watch({ database, deadJobs, eventLag }) {
      const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
        new Gauge({
          name,
          help,
          registers,
          async collect() {
            this.set(await read());
          },
        });
      gauge('portico_db_connections', 'Open database connections.', () => database.pool.totalCount);
      gauge('portico_db_connections_idle', 'Open database connections that nobody uses.', () => database.pool.idleCount);
      gauge('portico_db_waiting', 'Callers waiting for a database connection.', () => database.pool.waitingCount);
      gauge('portico_jobs_dead', 'Jobs whose attempts are used up.', deadJobs);
      gauge('portico_event_lag_seconds', 'How long the oldest event has been waiting for a subscriber.', eventLag);
    },
  };
}
