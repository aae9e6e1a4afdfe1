import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openContainer } from '../../kernel/backup/container.ts';
import type { BackupReport } from '../../kernel/backup/create-backup.ts';
import { noteBackup, readLastBackup } from '../../kernel/backup/last-backup.store.ts';
import type { Ctx } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/errors.ts';
import { isDue, isPartialName, nameOf, newestOf, timeOf, toRemove } from './backups.rules.ts';
import { makeBackup } from './make-backup.ts';

const ABANDONED_AFTER_MS = 24 * 3600_000;
const LONGEST_MS = 6 * 3600_000;

/** Makes the backup of this period unless it is there, and then removes those that are too many. */
export async function runSchedule(ctx: Ctx): Promise<BackupReport | null> {
  const { backups } = ctx.services.config;
  if (backups === null) return null;
  const now = Date.parse(ctx.now);
  const last = await readLastBackup(ctx.tx);
  try {
    const newestMs = newestOf(await scheduledIn(backups.folder), now);
    const failedMs = last && !last.ok ? Date.parse(last.at) : null;
    if (!isDue(backups, { nowMs: now, newestMs, failedMs })) return null;
    await removePartials(backups.folder, now);
    const path = join(backups.folder, nameOf(ctx.now));
    const watch = { signal: AbortSignal.timeout(LONGEST_MS), onProgress: () => {} };
    const report = await makeBackup(
      { db: ctx.tx, services: ctx.services, log: ctx.log },
      { path, kind: 'scheduled', passphraseFile: backups.passphraseFile },
      watch,
    );
    const lost = report.files.missing.length;
    await noteBackup(ctx.tx, {
      ...{ ok: true, at: ctx.now, path, bytes: report.bytes, seconds: report.seconds, missingFiles: lost },
      error: null,
      goodAt: report.createdAt,
    });
    ctx.log.info({ path, bytes: report.bytes, seconds: report.seconds, pausedMs: report.pausedMs }, 'backup made');
    await removeOld(backups, now, ctx.log);
    return report;
  } catch (error) {
    // Somebody makes one by hand right now, or the server stops: no failure of the schedule.
    if (error instanceof Refusal && (error.code === 'backup.running' || error.code === 'command.stopped')) return null;
    const why = error instanceof Refusal ? error.message : wordsOf(error, backups.folder);
    ctx.log.error({ err: error, folder: backups.folder }, 'the scheduled backup failed');
    await noteBackup(ctx.tx, {
      ok: false,
      at: ctx.now,
      path: null,
      bytes: 0,
      seconds: 0,
      missingFiles: 0,
      error: why,
      goodAt: last?.goodAt ?? null,
    });
    return null;
  }
}

function wordsOf(error: unknown, folder: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return `The folder ${folder} does not exist.`;
  if (code === 'EACCES' || code === 'EPERM') return `The user that runs Portico may not use the folder ${folder}.`;
  return `The backup failed: ${message}.`;
}

/** Names of the backups in the folder that a schedule made, oldest first: other files that happen to look alike are nobody's business. */
export async function scheduledIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => timeOf(name) !== null).sort();
  const ours: string[] = [];
  for (const name of names) {
    const found = await openContainer(join(folder, name)).catch(() => null);
    if (found?.header.kind === 'scheduled') ours.push(name);
  }
  return ours;
}

async function removeOld({ folder, keep }: { folder: string; keep: number }, now: number, log: Ctx['log']): Promise<void> {
  for (const name of toRemove(await scheduledIn(folder), keep, now)) {
    await rm(join(folder, name), { force: true });
    log.info({ name }, 'an old backup was removed');
  }
}

/** Of processes that were killed while they wrote. */
async function removePartials(folder: string, now: number): Promise<void> {
  for (const name of (await readdir(folder)).filter(isPartialName)) {
    const facts = await stat(join(folder, name)).catch(() => null);
    if (facts && now - facts.mtimeMs > ABANDONED_AFTER_MS) await rm(join(folder, name), { force: true });
  }
}
