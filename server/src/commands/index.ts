import type { Command } from './command.ts';

/** A command before it is needed: loading the whole server to print a line of help would take a second. */
export interface CommandEntry {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every command by name, in the order of the help. */
export const commands: readonly CommandEntry[] = [
  { name: 'start', summary: 'Starts the server.', load: async () => (await import('./start.ts')).start },
  {
    name: 'migrate',
    summary: 'Brings the database up to date without starting the server.',
    load: async () => (await import('./migrate.ts')).migrate,
  },
];
