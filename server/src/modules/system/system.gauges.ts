import { nowIso, nowMs } from '../../kernel/clock.ts';
import type { Db } from '../../kernel/context.ts';
import { remembered } from '../../kernel/health/reading.ts';
import type { GaugeDeclaration } from '../../kernel/metrics.ts';
import { readFilesTotal, readMailHealth } from './system.reads.ts';

/** One query for several gauges, and not more often than its answer changes. */
function shared<T>(read: (db: Db) => Promise<T>, keepMs: number): (db: Db) => Promise<T> {
  const perDatabase = new WeakMap<Db, () => Promise<T>>();
  return (db) => {
    const known = perDatabase.get(db) ?? remembered(() => read(db), keepMs, nowMs);
    perDatabase.set(db, known);
    return known();
  };
}

const mail = shared((db) => readMailHealth(db, nowIso()), 5_000);
// Counts every file there is.
const files = shared(readFilesTotal, 300_000);

export const systemGauges: readonly GaugeDeclaration<Db>[] = [
  { name: 'portico_mails_waiting', help: 'Mails that are on their way.', read: async (db) => (await mail(db)).waiting },
  {
    name: 'portico_mail_oldest_seconds',
    help: 'How long the oldest of them has been waiting.',
    read: async (db) => (await mail(db)).oldestSeconds,
  },
  {
    name: 'portico_mails_failed',
    help: 'Mails of the last seven days that could not be delivered.',
    read: async (db) => (await mail(db)).failed,
  },
  { name: 'portico_files', help: 'Files that are kept.', read: async (db) => (await files(db)).count },
  { name: 'portico_files_bytes', help: 'Their size together.', read: async (db) => (await files(db)).bytes },
];
