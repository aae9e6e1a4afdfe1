import type { Command } from './command.ts';

/** A command before it is needed: loading the whole server to print a line of help would take a second. */
export interface CommandEntry {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
  /** Its log is for finding faults only and goes to standard error; what it has to say it prints. */
  readonly quietLog?: true;
}

/** Every command by name, in the order of the help. */
export const commands: readonly CommandEntry[] = [
  { name: 'start', summary: 'Starts the server.', load: async () => (await import('./start.ts')).start },
  {
    name: 'migrate',
    summary: 'Brings the database up to date without starting the server.',
    load: async () => (await import('./migrate.ts')).migrate,
  },
  {
    name: 'doctor',
    summary: 'Checks database, disk, mail, clock and address, and says what to do.',
    quietLog: true,
    load: async () => (await import('./doctor.ts')).doctor,
  },
  {
    name: 'import',
    summary: 'Imports tickets with their whole past from a CSV file.',
    quietLog: true,
    load: async () => (await import('./import.ts')).importCommand,
  },
  { name: 'keys', summary: 'Creates an API key.', quietLog: true, load: async () => (await import('./keys.ts')).keys },
  {
    name: 'admin',
    summary: 'Creates an administrator, or lets a locked-out one in.',
    quietLog: true,
    load: async () => (await import('./admin.ts')).admin,
  },
];
