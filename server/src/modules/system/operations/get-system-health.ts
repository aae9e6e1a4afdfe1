import { statfs } from 'node:fs/promises';
import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { getSystemHealth as contract } from '@portico/contracts/system/routes.ts';
import { nowMs } from '../../../kernel/clock.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { deliveryLag } from '../../../kernel/events/events.store.ts';
import { VERSION } from '../../../kernel/version.ts';
import { readDatabase, readMailHealth } from '../system.reads.ts';
import { clockCheck, databaseCheck, diskCheck, eventsCheck, jobsCheck, mailCheck } from '../system.rules.ts';

const startedAt = new Date(nowMs()).toISOString();

/** Each part of the system in words, with what to do next; what cannot be asked is said, never thrown. */
export async function getSystemHealth(ctx: Ctx): Promise<ReplyOf<typeof contract, 'tech'>> {
  const { config, jobs } = ctx.services;
  const engine = config.databaseUrl ? ('postgresql' as const) : ('embedded' as const);
  const before = nowMs();
  const database = await readDatabase(ctx.tx);
  const after = nowMs();
  const disk = await statfs(config.dataDir);
  const transport = config.smtpUrl ? 'smtp' : config.demo ? 'local-inbox' : 'none';
  const checks = [
    databaseCheck({ ...database, engine, pingMs: after - before }),
    jobsCheck(await jobs.queueStats(ctx.tx)),
    mailCheck(await readMailHealth(ctx.tx, ctx.now), transport),
    diskCheck(disk.bavail * disk.bsize, disk.blocks * disk.bsize),
    eventsCheck(await deliveryLag(ctx.tx, ctx.now)),
    clockCheck(Date.parse(database.now) - (before + after) / 2),
  ];
  return { version: VERSION, startedAt, engine, checks };
}
