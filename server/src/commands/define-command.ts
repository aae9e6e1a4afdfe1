import { StartRefused } from '../kernel/db/lock-file.ts';
import { Refusal } from '../kernel/errors.ts';
import type { Command, CommandInput } from './command.ts';
import { helpOf, type Options, type Parsed, parseCommand, type Usage, WrongUse } from './parse.ts';

export const EXIT = { done: 0, failed: 1, wrongUse: 2, withProblems: 3, stopped: 130 } as const;

type RunOf<O extends Options> = (
  input: CommandInput & { readonly signal: AbortSignal },
  parsed: Parsed<O & { readonly json: { readonly kind: 'flag'; readonly about: string } }>,
) => Promise<number>;

/**
 * A command with help, `--json` and errors in plain words: what it throws for a person (Refusal, StartRefused) becomes a sentence,
 * anything else a sentence with the way to its details.
 *
 * @example export const doctor = defineCommand({ call: 'doctor', … }, async ({ terminal }, { options }) => …);
 */
export function defineCommand<const O extends Options>(usage: Usage<O>, run: RunOf<O>): Command {
  const [name = '', sub] = usage.call.split(' ').filter((word) => /^[a-z]/.test(word));
  return {
    help: helpOf(usage),
    run: async (input) => {
      const { terminal, log } = input;
      const control = new AbortController();
      void input.whenAskedToStop.then(() => control.abort());
      try {
        if (sub !== undefined && input.args[0] !== sub) {
          throw new WrongUse(
            input.args[0] === undefined ? `What to ${name}? "${name} ${sub}" is all there is.` : `There is no "${name} ${input.args[0]}".`,
          );
        }
        return await run(
          { ...input, signal: control.signal },
          parseCommand(usage, sub === undefined ? input.args : input.args.slice(1)) as Parameters<RunOf<O>>[1],
        );
      } catch (error) {
        if (error instanceof WrongUse) {
          terminal.complain(`${error.message}\n\nportico ${usage.call}\nportico ${name} --help says more.`);
          return EXIT.wrongUse;
        }
        if (error instanceof Refusal && error.status === 499) {
          terminal.complain(error.message);
          return EXIT.stopped;
        }
        if (error instanceof Refusal || error instanceof StartRefused) {
          terminal.complain(error.message);
          for (const field of error instanceof Refusal ? (error.fields ?? []) : []) {
            if (field.message !== error.message) terminal.complain(`  ${field.path}: ${field.message}`);
          }
          return EXIT.failed;
        }
        log.debug({ err: error }, 'the command failed');
        terminal.complain(`${plainError(error)}\nLOG_LEVEL=debug in front of the command shows where it happened.`);
        return EXIT.failed;
      }
    },
  };
}

/** Errors of the machine in words; the driver's own where we know no better. */
export function plainError(error: unknown): string {
  const { code, message, address, port } = findCode(error);
  if (code === 'ECONNREFUSED')
    return `The database at ${address ?? 'its address'}${port ? `:${port}` : ''} does not answer. Is it running, and is DATABASE_URL right?`;
  if (code === 'ENOTFOUND') return 'The host of the database is not known. Is DATABASE_URL right?';
  if (code === '28P01' || code === '28000') return 'The database does not accept the user or password of DATABASE_URL.';
  if (code === '3D000') return 'The database that DATABASE_URL names does not exist on its server. Create it first.';
  if (code === 'EACCES' || code === 'EPERM') return `This user may not use the data folder: ${message}`;
  if (code === 'ENOSPC') return 'The disk is full. Free some space and run the command again.';
  return `It failed: ${message}`;
}

interface Coded {
  readonly code?: string;
  readonly message: string;
  readonly address?: string;
  readonly port?: number;
}
function findCode(error: unknown): Coded {
  for (let current = error, depth = 0; current instanceof Error && depth < 4; depth++) {
    if (typeof (current as Partial<Coded>).code === 'string') return current as unknown as Coded;
    const inner = (current as { errors?: unknown[] }).errors?.[0];
    current = current.cause ?? inner;
  }
  return { message: error instanceof Error ? error.message : String(error) };
}
