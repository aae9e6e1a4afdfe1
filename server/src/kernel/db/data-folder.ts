import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartRefused } from './lock-file.ts';

/** What a new embedded database takes, and room to begin. */
const ROOM_FOR_NEW = 150 * 1024 * 1024;
/** Of the embedded engine; its folders are of no use to another. */
const EMBEDDED_MAJOR = '18';

/**
 * Makes DATA_DIR and writes a small file to the disk of it, so that a wrong folder is told before anything else happens.
 *
 * @throws StartRefused
 */
export function checkDataFolder(folder: string): void {
  const probe = join(folder, `.portico-probe-${process.pid}`);
  try {
    makeFolder(folder);
    const file = openSync(probe, 'w', 0o600);
    try {
      writeSync(file, Buffer.alloc(8192, 1));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw new StartRefused(`${folderProblem(folder, error)} Nothing was changed.`, { cause: error });
  } finally {
    try {
      rmSync(probe, { force: true });
    } catch {
      // The folder cannot be used at all; that is what is being told.
    }
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    // With `recursive`, Node says of a disk that may only be read that something is missing.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    let missing = folder;
    while (!existsSync(dirname(missing))) missing = dirname(missing);
    mkdirSync(missing, { mode: 0o700 });
    throw error;
  }
}

export function folderProblem(folder: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM')
    return `This user may not write into the data folder ${folder}. Give it to the user that runs Portico (chown -R), or start with another DATA_DIR.`;
  if (code === 'EROFS')
    return `The data folder ${folder} is on a disk that is mounted read-only. Mount it for writing, or start with another DATA_DIR.`;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return `The disk of the data folder ${folder} is full. Free some space there, and start again; what is stored is intact.`;
  if (code === 'ENOTDIR' || code === 'EEXIST') return `DATA_DIR ${folder} is a file, or lies below one. Start with another DATA_DIR.`;
  if (code === 'EIO') return `The disk of the data folder ${folder} reports errors. Look at the machine's log before you start again.`;
  return `The data folder ${folder} cannot be used: ${message}.`;
}

/** Exists while the embedded database is made for the first time: whoever finds it starts over, for nothing was kept there yet. */
const makingOf = (folder: string): string => `${folder}.making`;

/**
 * Looks at the folder of the embedded database before the engine does, which would take it for new or end in the middle.
 *
 * @returns to be called once the engine runs.
 * @throws StartRefused
 */
export function prepareEmbeddedFolder(folder: string): () => void {
  const making = makingOf(folder);
  if (existsSync(making)) rmSync(folder, { recursive: true, force: true });
  const version = readText(join(folder, 'PG_VERSION'))?.trim() ?? null;
  if (version !== null && version !== EMBEDDED_MAJOR) {
    throw new StartRefused(
      `The folder ${folder} holds a database of PostgreSQL ${version || 'unknown'}; the embedded engine of this Portico is ${EMBEDDED_MAJOR}. Start it with the Portico that made it, or restore a backup. Nothing was changed.`,
    );
  }
  if (version === null) {
    if (existsSync(folder) && readdirSync(folder).length > 0) {
      throw new StartRefused(
        `The folder ${folder} holds files but no database. Restore it from a backup, or start with another DATA_DIR. Nothing was changed.`,
      );
    }
    const { bavail, bsize } = statfsSync(join(folder, '..'));
    if (bavail * bsize < ROOM_FOR_NEW) {
      throw new StartRefused(
        `The disk of ${folder} has ${Math.floor((bavail * bsize) / 1024 / 1024)} MB left; a new database needs ${ROOM_FOR_NEW / 1024 / 1024} MB. Free some space, or start with another DATA_DIR. Nothing was changed.`,
      );
    }
    closeSync(openSync(making, 'w', 0o600));
    return () => rmSync(making, { force: true });
  }
  const lacking = ['base', 'global', 'global/pg_control', 'pg_wal'].find((part) => !existsSync(join(folder, part)));
  if (lacking !== undefined) throw damaged(folder, `${lacking} is missing`);
  return () => {};
}

/** Whatever the engine said when it did not start on a folder that looked right. */
export function embeddedProblem(folder: string, error: unknown): StartRefused {
  if (error instanceof StartRefused) return error;
  // The engine leaves its note of who is running; everything else is as it was.
  rmSync(join(folder, 'postmaster.pid'), { force: true });
  const { bavail } = statfsSync(join(folder, '..'));
  if (bavail < 16 || /ENOSPC|No space left/i.test(String(error))) {
    return new StartRefused(folderProblem(folder, { code: 'ENOSPC' }), { cause: error });
  }
  const text = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  return damaged(folder, /Aborted\(/.test(text) ? 'the engine gave up on reading it' : text, error);
}

const damaged = (folder: string, what: string, cause?: unknown): StartRefused =>
  new StartRefused(
    `The embedded database in ${folder} is damaged and does not start (${what.replace(/\.$/, '')}). Keep a copy of the folder, and restore the latest backup into another DATA_DIR. Nothing was changed.`,
    { cause },
  );

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
