import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { MilestoneFacts } from './fill-milestone.ts';

/** A schema that was published, with a small workspace as that version wrote it: VERSION.json beside VERSION.sql.gz. */
export interface Milestone {
  /** Number of its last migration. */
  readonly version: number;
  /** The Portico that published it. */
  readonly portico: string;
  readonly migrations: readonly { readonly name: string; readonly checksum: string }[];
  readonly facts: MilestoneFacts;
}

export const MILESTONES_FOLDER = join(import.meta.dirname, 'milestones');

/** Oldest first. `node tools/freeze-schema.ts` writes another at each release that has new migrations. */
export const milestones: readonly Milestone[] = readdirSync(MILESTONES_FOLDER)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => JSON.parse(readFileSync(join(MILESTONES_FOLDER, file), 'utf8')) as Milestone);

export const nameOf = (version: number): string => String(version).padStart(4, '0');
export const readDump = (version: number): string =>
  gunzipSync(readFileSync(join(MILESTONES_FOLDER, `${nameOf(version)}.sql.gz`))).toString('utf8');

/** The last migration that was published before `version`. */
export const releasedVersion = (version: number): number =>
  Math.max(...milestones.map((milestone) => milestone.version).filter((published) => published < version), 0);
