import type { Task } from '../../kernel/socket/protocol.ts';
import { findMap, type ImportReport, importTickets } from '../../modules/imports/index.ts';

export interface ImportInput {
  /** Absolute: the server has a working directory of its own. */
  readonly path: string;
  /** Name of a shipped map, or absolute path of a JSON file. */
  readonly map: string;
  readonly company?: string;
  readonly timeZone?: string;
  readonly queue?: string;
  readonly dryRun: boolean;
}

export const importTicketsTask: Task<ImportInput, ImportReport> = {
  name: 'import.tickets',
  run: async (kernel, { path, map, dryRun, ...options }, watch) =>
    importTickets(kernel.operations, { path, map: await findMap(map), options, dryRun }, watch),
};
