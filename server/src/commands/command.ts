import type { Logger } from 'pino';
import type { Config } from '../kernel/config/config.ts';
import type { Terminal } from './terminal.ts';

/** What a command gets from main.ts, the only file that touches the process. */
export interface CommandInput {
  readonly config: Config;
  readonly log: Logger;
  readonly args: readonly string[];
  /** A line for the person at the terminal. */
  readonly print: (line: string) => void;
  readonly terminal: Terminal;
  /** Resolves with the reason when the process is asked to stop (SIGTERM, SIGINT) or its database died. */
  readonly whenAskedToStop: Promise<string>;
  readonly onCrash: (error: Error) => void;
}

/** One command of `npm run portico -- NAME`. */
export interface Command {
  /** Several lines for `--help`. */
  readonly help: string;
  /** Returns the exit code. */
  readonly run: (input: CommandInput) => Promise<number>;
}
