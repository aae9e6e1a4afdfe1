import { statfs } from 'node:fs/promises';
import { nowMs } from '../../kernel/clock.ts';
import type { Config } from '../../kernel/config/config.ts';
import type { Ctx } from '../../kernel/context.ts';
import { deliveryLag } from '../../kernel/events/events.store.ts';
import type { HealthCheck } from '../../kernel/health/checks.ts';
import { eventLag } from '../../kernel/health/gauges.ts';
import { type Probe, probePublicUrl } from '../../kernel/health/probes.ts';
import { processFacts } from '../../kernel/health/process-facts.ts';
import { remembered } from '../../kernel/health/reading.ts';
import { addressCheck, handlesCheck, memoryCheck, responsivenessCheck } from './process.rules.ts';
import { readDatabase, readMailHealth } from './system.reads.ts';
import { clockCheck, databaseCheck, diskCheck, eventsCheck, jobsCheck, liveCheck, mailCheck } from './system.rules.ts';

async function asked(ctx: Ctx) {
  const before = nowMs();
  const database = await readDatabase(ctx.tx);
  const after = nowMs();
  return { ...database, pingMs: after - before, offByMs: Date.parse(database.now) - (before + after) / 2 };
}

/** Asking the public address goes once around the world; the page asks every few seconds. */
const probes = new Map<string, () => Promise<Probe>>();
function probe({ publicUrl, demo }: Config): Promise<Probe | null> {
  if (demo) return Promise.resolve(null);
  const known = probes.get(publicUrl) ?? remembered(() => probePublicUrl(publicUrl), 60_000, nowMs);
  probes.set(publicUrl, known);
  return known();
}

/** What the kernel itself can say; modules add theirs with `healthChecks`. */
export const systemChecks: readonly HealthCheck[] = [
  {
    key: 'database',
    title: 'Database',
    run: async (ctx) => databaseCheck({ ...(await asked(ctx)), engine: ctx.services.config.databaseUrl ? 'postgresql' : 'embedded' }),
  },
  { key: 'jobs', title: 'Background jobs', run: async ({ services, tx }) => jobsCheck(await services.jobs.queueDepths(tx)) },
  {
    key: 'mail',
    title: 'Mail',
    run: async ({ services: { config }, tx, now }) =>
      mailCheck(await readMailHealth(tx, now), config.smtpUrl ? 'smtp' : config.demo ? 'local-inbox' : 'none'),
  },
  {
    key: 'disk',
    title: 'Disk space',
    run: async ({ services }) => {
      const disk = await statfs(services.config.dataDir);
      return diskCheck(disk.bavail * disk.bsize, disk.blocks * disk.bsize);
    },
  },
  {
    key: 'events',
    title: 'Notices',
    run: async ({ services, tx, now }) => eventsCheck(eventLag(await deliveryLag(tx, now), await services.jobs.queueDepths(tx))),
  },
  {
    key: 'live',
    title: 'Live updates',
    run: async ({ services }) => liveCheck(services.realtime.line?.() ?? { kind: 'alone', trouble: null }),
  },
  {
    key: 'address',
    title: 'Public address',
    outside: true,
    run: async ({ services: { config } }) => addressCheck(config.publicUrl, await probe(config)),
  },
  { key: 'clock', title: 'Clock', run: async (ctx) => clockCheck((await asked(ctx)).offByMs) },
  {
    key: 'responsiveness',
    title: 'Responsiveness',
    run: async ({ services }) => responsivenessCheck(services.stalls?.() ?? null, performance.now()),
  },
  { key: 'memory', title: 'Memory', run: async () => memoryCheck(await processFacts()) },
  { key: 'handles', title: 'Open files and connections', run: async () => handlesCheck(await processFacts()) },
];
