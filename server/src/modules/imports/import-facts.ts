import type { Ctx } from '../../kernel/context.ts';
import { type Operations, systemActor } from '../../kernel/events/operations.ts';
import type { ImportMap } from './maps/import-map.types.ts';

/** What every step of one import shares. */
export interface ImportFacts {
  readonly map: ImportMap;
  readonly dryRun: boolean;
  /** The operator named the queue: it must exist. */
  readonly queueMustExist: boolean;
  read(): Ctx;
  /** A transaction in which nobody is told. */
  write<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>;
}

export function importFacts(operations: Operations, options: Pick<ImportFacts, 'map' | 'dryRun' | 'queueMustExist'>): ImportFacts {
  const facts = { actor: systemActor(`import ${options.map.name}`, 'import'), origin: 'import', quiet: true } as const;
  return {
    ...options,
    read: () => operations.read(facts),
    write: (work) => {
      if (options.dryRun) throw new Error('A dry run tried to write.');
      return operations.write(facts, work);
    },
  };
}

/** Who made a change according to the file; a label only. */
export const fileAuthor = (map: ImportMap, author: string | null) => systemActor(author ?? map.title, 'import');
