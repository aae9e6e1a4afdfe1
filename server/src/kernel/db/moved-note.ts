import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from './lock-file.ts';

/** Left in DATA_DIR by `portico move`, so that nobody goes on working in the database that was moved away from. */
export const MOVED_NOTE = 'moved-to-postgresql';

/** @throws StartRefused when the embedded database of this folder is the old one. */
export function refuseMoved(dataDir: string): void {
  let note: string;
  try {
    note = readFileSync(join(dataDir, MOVED_NOTE), 'utf8');
  } catch {
    return;
  }
  const [place, at] = note.split('\n');
  throw new StartRefused(
    `This workspace was moved to PostgreSQL (${place}) at ${at}, and DATABASE_URL is not set. Set it to that database. To go back to the embedded database as it was then, losing what was written since, remove ${join(dataDir, MOVED_NOTE)}. Nothing was changed.`,
  );
}
