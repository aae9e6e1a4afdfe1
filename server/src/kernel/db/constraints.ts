import { Refusal } from '../errors.ts';

/** The name of the constraint a statement broke, or null. Drizzle wraps what the driver threw. */
export function constraintOf(error: unknown): string | null {
  for (let current = error, depth = 0; current instanceof Error && depth < 4; current = current.cause, depth++) {
    const { code, constraint } = current as { code?: unknown; constraint?: unknown };
    if (typeof code === 'string' && code.startsWith('23') && typeof constraint === 'string') return constraint;
  }
  return null;
}

/**
 * Runs a statement and turns the violation of a known constraint into a sentence. What the map does not name stays an error
 * that we want to see.
 *
 * @example await refusing({ teams_name_key: () => new Refusal(409, 'team.nameTaken', '…') }, () => tx.insert(teams).values(row));
 */
export async function refusing<T>(refusals: Readonly<Record<string, () => Error>>, statement: () => Promise<T>): Promise<T> {
  try {
    return await statement();
  } catch (error) {
    const refusal = refusals[constraintOf(error) ?? ''];
    throw refusal ? refusal() : error;
  }
}

/** The refusal of a second row with the same name. */
export const nameTaken = (noun: string, words: string) => () =>
  new Refusal(409, `${noun}.nameTaken`, `There is already a ${words} with this name. Choose another name.`, {
    fields: [{ path: 'name', code: 'taken', message: 'This name is already in use.' }],
  });
