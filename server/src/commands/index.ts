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
    quietLog: true,
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
  {
    name: 'backup',
    summary: 'Writes the whole workspace into one file while people go on working.',
    quietLog: true,
    load: async () => (await import('./backup.ts')).backup,
  },
  {
    name: 'restore',
    summary: 'Puts a backup into an empty place.',
    quietLog: true,
    load: async () => (await import('./restore.ts')).restore,
  },
  {
    name: 'drill',
    summary: 'Rehearses the restore of a backup and reports.',
    quietLog: true,
    load: async () => (await import('./drill.ts')).drill,
  },
  {
    name: 'move',
    summary: 'Moves a workspace from the embedded database to PostgreSQL.',
    quietLog: true,
    load: async () => (await import('./move.ts')).move,
  },
  { name: 'keys', summary: 'Creates an API key.', quietLog: true, load: async () => (await import('./keys.ts')).keys },
  {
    name: 'secrets',
    summary: 'Rotates the secret that seals stored credentials and signs links.',
    quietLog: true,
    load: async () => (await import('./secrets.ts')).secrets,
  },
  {
    name: 'admin',
    summary: 'Creates an administrator, or lets a locked-out one in.',
    quietLog: true,
    load: async () => (await import('./admin.ts')).admin,
  },
];
