import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { type BackupReport, createBackup } from '../../kernel/backup/create-backup.ts';
import type { BackupHeader, BackupWatch } from '../../kernel/backup/format.ts';
import type { Db } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/errors.ts';
import { fileService } from '../../kernel/files/service.ts';
import type { Services } from '../../kernel/services.ts';
import { listNamedKeys, listStoredFiles } from './backups.reads.ts';

export interface MakeBackup {
  readonly path: string;
  readonly kind: BackupHeader['kind'];
  readonly passphraseFile: string | null;
}

export const noWorkspace = (place: string): Refusal =>
  new Refusal(
    404,
    'backup.nothing',
    `There is no workspace in ${place}. Nothing was written. Is DATA_DIR (or DATABASE_URL) that of the server?`,
  );

const running = new Set<{ readonly control: AbortController; readonly work: Promise<unknown> }>();

/** The workspace in one file, made in the process that holds the database. */
export async function makeBackup(
  from: { readonly db: Db; readonly services: Pick<Services, 'config' | 'snapshot'>; readonly log: Logger },
  { path, kind, passphraseFile }: MakeBackup,
  watch: BackupWatch,
): Promise<BackupReport> {
  const passphrase = passphraseFile === null ? null : await readPassphrase(passphraseFile);
  const { config, snapshot } = from.services;
  const control = new AbortController();
  const signal = AbortSignal.any([watch.signal, control.signal]);
  const work = createBackup(
    {
      ...{ path, kind, passphrase, config, snapshot },
      log: from.log,
      storage: fileService().storage,
      listFiles: listStoredFiles,
      stillNamed: (keys) => listNamedKeys(from.db, keys),
    },
    { ...watch, signal },
  );
  const entry = { control, work };
  running.add(entry);
  try {
    return await work;
  } finally {
    running.delete(entry);
  }
}

/** Gives up what is being written and removes it, so that a stopping server leaves no half file. */
export async function stopBackups(): Promise<void> {
  for (const { control } of running) control.abort();
  await Promise.allSettled([...running].map(({ work }) => work));
}

/** The first line of a file, so that the passphrase is neither in the list of processes nor in the history of a shell. */
export async function readPassphrase(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(422, 'backup.passphrase', `The passphrase file ${path} cannot be read (${error.code}). Nothing was changed.`);
  });
  const [line = ''] = text.split(/\r?\n/, 1);
  if (line.length < 12)
    throw new Refusal(
      422,
      'backup.passphrase',
      `The first line of ${path} is the passphrase and needs at least 12 characters. Nothing was changed.`,
    );
  return line;
}
