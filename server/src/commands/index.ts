import type { Command } from './command.ts';
import { migrate } from './migrate.ts';
import { start } from './start.ts';

/** Every command by name, in the order of the help. */
export const commands: readonly Command[] = [start, migrate];
