import { modules } from '../../app.ts';
import { nowIso } from '../../kernel/clock.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { SealedColumn, SealedRow } from '../../kernel/module.ts';
import type { Task } from '../../kernel/socket/protocol.ts';
import { keepSecretCheck, readSecretCheck } from '../../modules/settings/index.ts';

export interface SecretsInput {
  /** Seals anew what a previous key sealed. */
  readonly reseal: boolean;
  /** Goes on with a secret that is not the one of this database. */
  readonly acceptLoss: boolean;
}
export interface SecretsReport {
  /** Current key first, as the process with the database has loaded them. */
  readonly keyIds: readonly string[];
  /** Is it the secret this database was used with? `none`: no server ever started on it. */
  readonly check: 'fits' | 'previous' | 'other' | 'none';
  readonly columns: readonly ColumnReport[];
}
export interface ColumnReport {
  readonly name: string;
  readonly current: number;
  /** Sealed with a key that may not be given up yet. */
  readonly previous: number;
  /** Sealed with a key nobody has any more, or damaged. */
  readonly unreadable: number;
  readonly resealed: number;
}

const PAGE = 500;

/** Counts what the keys of the instance have sealed and, when asked, seals it anew under the current one. */
export const secretsTask: Task<SecretsInput, SecretsReport> = {
  name: 'secrets',
  run: async (kernel, { reseal, acceptLoss }, watch) => {
    const { crypto } = kernel.services;
    const { db } = kernel.database;
    const before = await readSecretCheck(db, crypto);
    if ((reseal && before !== 'other') || acceptLoss) await keepSecretCheck(db, crypto, nowIso());
    const columns: ColumnReport[] = [];
    for (const column of modules.flatMap((module) => module.sealed ?? [])) {
      columns.push(await walk(kernel, column, reseal));
      watch.onProgress({ columns: columns.length });
    }
    return { keyIds: crypto.keyIds, check: await readSecretCheck(db, crypto), columns };
  },
};

async function walk(kernel: Kernel, column: SealedColumn, reseal: boolean): Promise<ColumnReport> {
  const { crypto } = kernel.services;
  const { db } = kernel.database;
  const count = { current: 0, previous: 0, unreadable: 0, resealed: 0 };
  let rows: readonly SealedRow[];
  let afterId = 0;
  do {
    rows = await column.list(db, { afterId, limit: PAGE });
    for (const row of rows) {
      const fresh = column.reseal(crypto, row);
      if (fresh === null) count.unreadable++;
      else if (crypto.keyOf(row.sealed) === 'current') count.current++;
      // Each row by itself: interrupted in the middle, the rest is simply done the next time.
      else if (reseal && (await column.replace(db, row, fresh))) count.resealed++;
      else count.previous++;
    }
    afterId = rows.at(-1)?.id ?? afterId;
  } while (rows.length === PAGE);
  return { name: column.name, ...count };
}
