import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { readable } from './health/reading.ts';
import type { MailTransport } from './mail/transport.ts';
import { MailRefused } from './mail/transport.ts';

/** A value that is read when Prometheus asks: one number, or one per value of `label`. */
export interface GaugeDeclaration<Source = unknown> {
  readonly name: string;
  readonly help: string;
  readonly label?: string;
  readonly read: (from: Source) => Promise<number | ReadonlyMap<string, number>> | number | ReadonlyMap<string, number>;
}

/** What the live lane says of itself. */
interface SocketCounts {
  readonly sockets: number;
  readonly rooms: number;
  readonly evictions: number;
}

/** Prometheus metrics of this process; other kernel parts register theirs on `registry`. */
export interface Metrics {
  readonly registry: Registry;
  readonly jobFinished: (name: string, outcome: 'completed' | 'failed', seconds: number) => void;
  /** From the writing of an event until its subscribers were given their work. */
  readonly eventDispatched: (seconds: number) => void;
  readonly queryFinished: (seconds: number) => void;
  readonly loopStalled: (seconds: number) => void;
  /** The same transport, counted. */
  countMail(transport: MailTransport): MailTransport;
  watchSockets(read: () => SocketCounts): void;
  /** Gauges that are read when Prometheus asks; one that cannot be read is left out of that answer and counted. */
  gauge(gauge: GaugeDeclaration<void>): void;
}

/** @example const metrics = createMetrics(); app.get('/metrics', () => metrics.registry.metrics()); */
export function createMetrics(options: { readonly process?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.process !== false) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter({ name, help, labelNames: [...labelNames], registers });
  const histogram = <L extends string>(name: string, help: string, buckets: number[], labelNames: readonly L[] = []) =>
    new Histogram({ name, help, buckets, labelNames: [...labelNames], registers });

  const finished = counter('portico_jobs_total', 'Jobs run by this process, by queue and outcome.', ['job', 'outcome']);
  const duration = histogram('portico_job_seconds', 'Run time of jobs.', [0.01, 0.05, 0.2, 1, 5, 30, 120], ['job']);
  const dispatch = histogram(
    'portico_event_dispatch_seconds',
    'From the writing of an event until its subscribers were given their work.',
    [0.01, 0.05, 0.2, 1, 5, 30, 300],
  );
  const queries = histogram(
    'portico_db_query_seconds',
    'Time of one statement, waiting for its answer included.',
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1, 5],
  );
  const stalls = counter('portico_event_loop_stalls_total', 'How often the process did nothing for more than a second.');
  const stalled = counter('portico_event_loop_stalled_seconds_total', 'For how long, together.');
  const mails = counter('portico_mails_total', 'Attempts of this process to hand a mail to the mail server, by outcome.', ['outcome']);
  const unread = counter('portico_metrics_unread_total', 'Gauges that could not be read when they were asked for.', ['gauge']);
  for (const outcome of ['sent', 'deferred', 'failed']) mails.inc({ outcome }, 0);

  return {
    registry,
    jobFinished(name, outcome, seconds) {
      finished.inc({ job: name, outcome });
      duration.observe({ job: name }, seconds);
    },
    eventDispatched: (seconds) => dispatch.observe(Math.max(0, seconds)),
    queryFinished: (seconds) => queries.observe(seconds),
    loopStalled(seconds) {
      stalls.inc();
      stalled.inc(seconds);
    },
    countMail: (transport) => ({
      ...transport,
      async send(mail) {
        try {
          await transport.send(mail);
          mails.inc({ outcome: 'sent' });
        } catch (error) {
          mails.inc({ outcome: error instanceof MailRefused && error.permanent ? 'failed' : 'deferred' });
          throw error;
        }
      },
    }),
    watchSockets(read) {
      const gauge = (name: string, help: string, pick: (counts: SocketCounts) => number) =>
        this.gauge({ name, help, read: () => pick(read()) });
      gauge('portico_sockets', 'Pages that are connected for live updates.', (counts) => counts.sockets);
      gauge('portico_socket_rooms', 'Rooms with somebody in them.', (counts) => counts.rooms);
      new Counter({
        name: 'portico_socket_evictions_total',
        help: 'How often somebody was cut off because his rights changed.',
        registers,
        collect() {
          this.reset();
          this.inc(read().evictions);
        },
      });
    },
    gauge({ name, help, label, read }) {
      new Gauge({
        name,
        help,
        labelNames: label ? [label] : [],
        registers,
        async collect() {
          // Not a zero when nobody knows: an alert would take it for good news.
          this.reset();
          if (!label) this.remove();
          const value = await readable(async () => read());
          if (value === null) return unread.inc({ gauge: name });
          if (typeof value === 'number') return this.set(value);
          for (const [key, one] of value) this.set({ [label ?? 'key']: key }, one);
        },
      });
    },
  };
}
