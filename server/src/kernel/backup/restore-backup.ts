import type { Logger } from 'pino';
import { nowMs } from '../clock.ts';
import { Refusal } from '../errors.ts';
import { openContainer, readBody, type UnlockedContainer, unlockContainer, verifyContainer } from './container.ts';
import { type BackupHeader, type BackupWatch, damaged, type Item, stopped } from './format.ts';
import { decodeItems } from './items.ts';
import { type Loaded, loadItems, splitMigrations } from './load.ts';
import type { Client } from './tables.ts';
import type { Target } from './targets.ts';

/** A backup whose every byte was read and compared; only such a one is restored. */
export interface CheckedBackup {
  readonly container: UnlockedContainer;
  readonly header: BackupHeader;
  readonly sha256: string;
  /** The instance secrets inside: what the database sealed opens with these only. */
  readonly secrets: readonly string[];
}

/**
 * @throws Refusal when the file is not ours, damaged, exchanged, of a newer version, its passphrase is another, or one was given and it is
 * not encrypted. Touches nothing.
 */
export async function checkBackup(path: string, passphrase: string | null, watch: BackupWatch): Promise<CheckedBackup> {
  const container = await unlockContainer(await openContainer(path), passphrase);
  const { header } = container;
  splitMigrations(header);
  const total = Math.ceil(container.bytes / 1_000_000);
  const onBytes = (done: number) => watch.onProgress({ phase: 'reading', done: Math.ceil(done / 1_000_000), total, unit: 'MB' });
  const { sha256 } = await verifyContainer(container, { signal: watch.signal, onBytes }).catch((error: unknown) => {
    throw watch.signal.aborted ? stopped('Nothing was changed.') : error;
  });
  for await (const item of wholesome(container)) {
    if (item.kind === 'instance') return { container, header, sha256, secrets: item.secrets };
    break;
  }
  throw damaged(path, 'it does not begin with the facts of its instance');
}

/** What becomes of the parts that are no rows. */
export interface RestoreHooks {
  readonly file: (file: Extract<Item, { kind: 'file' }>, client: Client) => Promise<void>;
  /** Inside the transaction, when everything is there. */
  readonly finish: (client: Client) => Promise<void>;
  /** The last step before the database becomes visible. */
  readonly beforeKept?: () => Promise<void>;
}
export interface RestoreReport extends Loaded {
  readonly seconds: number;
}

/** Loads a checked backup into an empty target. Fails as a whole, and then the target is as empty as before. */
export async function restoreBackup(options: {
  readonly backup: CheckedBackup;
  readonly target: Target;
  readonly keep: boolean;
  readonly hooks: RestoreHooks;
  readonly watch: BackupWatch;
  readonly log: Logger;
}): Promise<RestoreReport> {
  const { backup, target, hooks, watch, log } = options;
  const began = nowMs();
  const items = wholesome(backup.container);
  const loaded = await target.fill(
    (client) =>
      loadItems(client, items, {
        schema: backup.header,
        total: backup.header.rows,
        watch,
        log,
        checkpoint: target.engine === 'pglite',
        onItem: async (item) => {
          if (item.kind === 'file') await hooks.file(item, client);
        },
        finish: hooks.finish,
      }),
    options.keep,
    hooks.beforeKept,
  );
  return { ...loaded, seconds: (nowMs() - began) / 1000 };
}

/** The items, with what cannot be read told as the damage it is. */
async function* wholesome(container: UnlockedContainer): AsyncGenerator<Item> {
  try {
    yield* decodeItems(readBody(container));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw damaged(container.path, error instanceof Error ? error.message : String(error));
  }
}
