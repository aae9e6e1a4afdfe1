import type { TakeSnapshot } from './backup/snapshot.ts';
import type { Config } from './config/config.ts';
import type { Ctx } from './context.ts';
import type { Crypto } from './crypto/crypto.ts';
import type { HealthCheck } from './health/checks.ts';
import type { Stalls } from './health/stalls.ts';
import type { JobAdmin, Jobs } from './jobs/jobs.ts';
import type { MailTransport } from './mail/transport.ts';
import type { Outbound } from './outbound/fetch-outside.ts';
import type { Attendance } from './realtime/attendance.ts';
import type { EvictTarget, LiveLine } from './realtime/live-types.ts';

/**
 * What the kernel offers to operations besides the database: `ctx.services`. Other kernel parts (files, mail, realtime) add
 * theirs here when they are wired in app.ts.
 */
export interface Services {
  readonly config: Config;
  readonly crypto: Crypto;
  readonly jobs: Jobs & JobAdmin;
  /**
   * Cuts sockets off on every process once the surrounding transaction has committed.
   *
   * @example ctx.services.realtime.evict({ accountId: contact.id });
   */
  readonly realtime: {
    evict(target: EvictTarget): void;
    /** How the line between the server processes is; absent in commands, which have none. */
    line?(): LiveLine;
    /** Who of staff has a page open, on whichever process; absent where nobody keeps track. */
    attendance?(): ReadonlyMap<number, Attendance>;
  };
  /** The whole database as it is at one moment, for backups. */
  readonly snapshot: TakeSnapshot;
  /** Of all modules, in their order. */
  readonly healthChecks: readonly HealthCheck[];
  /** How often this process stood still; null where nobody watches (tests, commands). */
  readonly stalls: (() => Stalls) | null;
  /** The mail server; null when none is set. Only the email module sends, outside any transaction. */
  readonly mail: MailTransport | null;
  /** Requests to addresses that people and outside systems give (webhooks, identity providers, calendars): never without it. */
  readonly outbound: Outbound;
  /**
   * A transaction with events for work that runs outside one (a job that calls the outside world between two writes).
   *
   * @example await ctx.services.write(ctx, async (writing) => { await markSent(writing.tx, mail.id); });
   */
  readonly write: <T>(ctx: Ctx, work: (writing: Ctx) => Promise<T>) => Promise<T>;
}
