import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { BackupWatch } from '../../kernel/backup/format.ts';
import { checkBackup, restoreBackup } from '../../kernel/backup/restore-backup.ts';
import type { Client } from '../../kernel/backup/tables.ts';
import { postgresTarget, scratchTarget } from '../../kernel/backup/targets.ts';
import { nowMs } from '../../kernel/clock.ts';
import { countAdministrators, type ExpectedFile, readExpectedFiles, readFigures, type WorkspaceFigures } from './backups.reads.ts';
import { endSessions, requeueRunning } from './backups.store.ts';
import { readPassphrase } from './make-backup.ts';

export interface DrillCheck {
  readonly key: 'file' | 'rows' | 'schema' | 'references' | 'files' | 'administrator';
  readonly ok: boolean;
  readonly detail: string;
}
export interface DrillReport {
  readonly path: string;
  readonly place: string;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly ok: boolean;
  readonly checks: readonly DrillCheck[];
  readonly figures: WorkspaceFigures;
  readonly seconds: { readonly reading: number; readonly restoring: number };
}

/** Restores a backup where nobody sees it, looks at what came out, and throws it away. */
export async function drillBackup(
  log: Logger,
  wanted: { readonly path: string; readonly to: string | null; readonly passphraseFile: string | null },
  watch: BackupWatch,
): Promise<DrillReport> {
  const began = nowMs();
  const passphrase = wanted.passphraseFile === null ? null : await readPassphrase(wanted.passphraseFile);
  const backup = await checkBackup(wanted.path, passphrase, watch);
  const read = nowMs();
  const target = wanted.to === null ? await scratchTarget(log) : await postgresTarget(wanted.to, log);
  try {
    const files = new FileCheck();
    let seen: { readonly figures: WorkspaceFigures; readonly administrators: number } | null = null;
    const report = await restoreBackup({
      ...{ backup, target, watch, log, keep: false },
      hooks: {
        file: (file, client) => files.take(file, client, watch),
        finish: async (client) => {
          await files.expect(client);
          await requeueRunning(client);
          await endSessions(client);
          seen = { figures: await readFigures(client), administrators: await countAdministrators(client) };
        },
      },
    });
    const { figures, administrators } = seen as unknown as { figures: WorkspaceFigures; administrators: number };
    const tables = Object.keys(report.tables).length;
    const checks: DrillCheck[] = [
      { key: 'file', ok: true, detail: `The file is whole: SHA-256 ${backup.sha256}.` },
      {
        key: 'rows',
        ok: true,
        detail: `${number(report.rows)} rows of ${tables} tables arrived; counts and checksums of every table agree.`,
      },
      {
        key: 'schema',
        ok: true,
        detail:
          report.migrated.length === 0 ? 'The schema is the present one.' : `Brought to the present schema: ${report.migrated.join(', ')}.`,
      },
      { key: 'references', ok: true, detail: 'Every reference between rows and every rule of uniqueness holds.' },
      files.judge(),
      administrators > 0
        ? {
            key: 'administrator',
            ok: true,
            detail: `${administrators} master ${administrators === 1 ? 'administrator' : 'administrators'} could sign in.`,
          }
        : {
            key: 'administrator',
            ok: false,
            detail: 'No master administrator could sign in. After a restore: portico admin create --email E',
          },
    ];
    return {
      path: wanted.path,
      place: target.place,
      madeBy: backup.header.version,
      madeAt: backup.header.createdAt,
      ok: checks.every((check) => check.ok),
      checks,
      figures,
      seconds: { reading: (read - began) / 1000, restoring: report.seconds },
    };
  } finally {
    await target.close();
  }
}

const number = (value: number): string => value.toLocaleString('en-US');

/** Every stored file of the backup against the row that names it. */
class FileCheck {
  #expected: Map<string, ExpectedFile> | null = null;
  #count = 0;
  #bytes = 0;
  readonly #wrong: string[] = [];

  async expect(client: Client): Promise<Map<string, ExpectedFile>> {
    this.#expected ??= await readExpectedFiles(client);
    return this.#expected;
  }

  async take(file: { readonly key: string; readonly bytes: AsyncIterable<Uint8Array> }, client: Client, watch: BackupWatch): Promise<void> {
    const expected = await this.expect(client);
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of file.bytes) {
      hash.update(chunk);
      size += chunk.length;
    }
    const row = expected.get(file.key);
    if (!row || row.size !== size || (row.sha256 !== null && row.sha256 !== hash.digest('hex'))) this.#wrong.push(file.key);
    expected.delete(file.key);
    this.#count += 1;
    this.#bytes += size;
    watch.onProgress({ phase: 'files', done: this.#count, total: this.#count + expected.size, unit: 'files' });
  }

  judge(): DrillCheck {
    const missing = [...(this.#expected?.keys() ?? [])];
    const whole = `${number(this.#count)} stored files, ${number(Math.ceil(this.#bytes / 1_000_000))} MB`;
    const bad = [
      ...(this.#wrong.length > 0 ? [`${this.#wrong.length} are not what their rows say (${this.#wrong.slice(0, 3).join(', ')})`] : []),
      ...(missing.length > 0 ? [`${missing.length} that rows name are not in it (${missing.slice(0, 3).join(', ')})`] : []),
    ];
    if (bad.length === 0) return { key: 'files', ok: true, detail: `${whole}: each is what its row says.` };
    return { key: 'files', ok: false, detail: `${whole}; ${bad.join('; ')}.` };
  }
}
