import { nowMs } from '../../kernel/clock.ts';
import { findSweepHeld, type SweepHeld } from '../../kernel/files/owner.store.ts';
import { fileService } from '../../kernel/files/service.ts';
import type { FileStorage, StorageCheck } from '../../kernel/files/storage.ts';
import type { CheckResult, HealthCheck } from '../../kernel/health/checks.ts';
import { remembered } from '../../kernel/health/reading.ts';

/** A bucket is tried out with three requests; the page asks every few seconds. */
const FRESH_MS = 20_000;
const checks = new WeakMap<FileStorage, () => Promise<StorageCheck>>();
function check(): Promise<StorageCheck> {
  const { storage } = fileService();
  const known = checks.get(storage) ?? remembered(() => storage.check(), FRESH_MS, nowMs);
  checks.set(storage, known);
  return known();
}

export const fileChecks: readonly HealthCheck[] = [
  {
    key: 'files',
    title: 'Files',
    run: async (ctx) => {
      const { kind, ok, detail, advice } = await check();
      const held = ok ? await findSweepHeld(ctx.tx) : null;
      if (held) return sayHeld(held);
      return { state: ok ? 'ok' : 'bad', reason: kind, detail, values: {}, advice };
    },
  },
];

/** Nothing is broken, and nothing was removed; but a person has to say whose files these are. */
function sayHeld({ kind, reason, suspects, known, workspace }: SweepHeld): CheckResult {
  const note = kind === 's3' ? 'the object portico-owner.json of the bucket' : 'DATA_DIR/files/owner.json';
  const store = kind === 's3' ? 'bucket' : 'file folder';
  const details = {
    foreign: `The ${store} belongs to another database of Portico. Files are read and kept, but none is removed from it.`,
    unowned: `The ${store} holds ${suspects} files that this database does not know, and nobody has said whose it is. Nothing was removed.`,
    empty: `This database knows no file, but the ${store} holds ${suspects}. Nothing was removed.`,
    many: `The ${store} holds ${suspects} files that this database does not know, too many to be left over. Nothing was removed.`,
  };
  const other = 'If this is a copy, or DATABASE_URL is wrong: give it a DATA_DIR and bucket of its own, or correct it.';
  const own = `{"workspace":"${workspace}"}`;
  const remove = `{"workspace":"${workspace}","mayRemove":${suspects}}`;
  const advice =
    reason === 'foreign' || reason === 'unowned'
      ? `${other} If this is the only workspace that uses it: write ${own} into ${note}; the next night takes it from there.`
      : `${other} If these files are really nobody's: write ${remove} into ${note}; the next night removes them.`;
  return { state: 'warning', reason, detail: details[reason], values: { suspects, known, workspace }, advice };
}
